"""What `python main.py ROLE` can be: one module for each, which builds its parts and runs them.

Each has ``main(arguments) -> exit code`` and raises ``CannotStart`` with a sentence.
"""

ALL_IN_ONE = "launcher"
"""What runs without a ROLE."""

ROLES = {
    "centre": "the centre's server: its journal, its rules, its feed",
    "kiosk": "the touch screen that gives tickets",
    "counter": "an agent's screen, or the information desk's",
    "board": "the screen in the hall that shows calls and queues",
    "feedback": "five faces, for the visitor just served",
    "printer": "a virtual receipt printer to try things on, with every fault on demand",
    "demo": "every screen in windows, with a simulated crowd and a panel of troubles",
    "tour": "the demo without a display: pictures of every screen in build/tour",
    "report": "how satisfied visitors were, and how agents called",
    "why": "how one ticket fared: who went before it, and by what right",
    "admit": "lets devices in by their code, lists and revokes them; adds managers and agents",
    "hub": "every centre's journal in one place, and commands back",
    "follow": "keeps a copy of a centre, on a second disk or machine, that can take its place",
    "takeover": "a copy becomes the centre, when the old one is no more",
    "restore": "puts a copy of a centre's journal in place, or only proves it",
    "enrol": "makes this centre a hub's by the code that head office gives, or turns its key",
    "head-office": "a hub's centres and people: adds them, gives codes, cuts off",
    "check": "what works on this machine and what does not",
}
