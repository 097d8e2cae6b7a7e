"""`python main.py admit --manager NAME`, `--agent NAME`: the people of a centre, at its console."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

import msgspec

from kiosk.client.reply import OK
from kiosk.client.session import CentreSaysNo, Session
from kiosk.db.people import Duty
from kiosk.wire import paths
from kiosk.wire.codec import UNREADABLE

Ask = Callable[[str], str]
"""Puts a question to the person at the terminal; what is typed is not shown."""

MINUTE_S = 60


class NotDone(Exception):
    """Nothing has changed; the sentence says why."""


class _Person(msgspec.Struct, frozen=True):
    duty: Duty
    name: str
    locked_s: float = 0.0


class _Staff(msgspec.Struct, frozen=True):
    people: tuple[_Person, ...]


class _Unfit(msgspec.Struct, frozen=True):
    what: str = ""


def add_arguments(line: ArgumentParser) -> None:
    """What the command line says about people."""
    who = line.add_mutually_exclusive_group()
    who.add_argument(
        "--manager", metavar="NAME", help="add a manager, or give them another password"
    )
    who.add_argument("--agent", metavar="NAME", help="add an agent, or give them another PIN")
    what = line.add_mutually_exclusive_group()
    what.add_argument(
        "--unlock", action="store_true", help="they may try again at once, after wrong tries"
    )
    what.add_argument(
        "--dismiss", action="store_true", help="they sign in no more, and are signed out"
    )
    line.add_argument("--people", action="store_true", help="list managers and agents")


def concerns_people(given: Namespace) -> bool:
    """Whether this command line is about people, and not about a device."""
    return bool(given.people or given.manager or given.agent)


def settle(given: Namespace, session: Session, ask: Ask) -> str:
    """Do it; what is said then. Raises ``NotDone``."""
    people = _listed(session)
    if given.people:
        return _list(people)
    duty, name = (Duty.MANAGER, given.manager) if given.manager else (Duty.AGENT, given.agent)
    known = any(one.duty is duty and one.name.lower() == name.lower() for one in people)
    if given.unlock:
        _wish(session, {"do": "unlock", "duty": duty, "name": name})
        return f"The {duty} {name} may try again."
    if given.dismiss:
        _wish(session, {"do": "revoke", "duty": duty, "name": name})
        return f"The {duty} {name} signs in no more."
    word = "password" if duty is Duty.MANAGER else "PIN"
    secret = _asked_twice(ask, f"{'New ' if known else ''}{word} of {name}")
    wish = {"do": "reset" if known else "add", "duty": duty, "name": name, "secret": secret}
    _wish(session, wish)
    return f"The {duty} {name} has a new {word}." if known else f"The {duty} {name} may sign in."


def asked_at_terminal(question: str) -> str:
    """What somebody types without its being shown; or the next line, where nobody sits there."""
    if sys.stdin.isatty():
        return getpass.getpass(question + ": ")
    return sys.stdin.readline().rstrip("\r\n")


def _asked_twice(ask: Ask, question: str) -> str:
    secret = ask(question)
    if ask("Once more") != secret:
        raise NotDone("The two are not the same; nothing has changed.")
    return secret


def _listed(session: Session) -> tuple[_Person, ...]:
    try:
        body = session.fetch("GET", paths.PEOPLE)
    except CentreSaysNo as no:
        raise NotDone(f"The centre does not say who there is ({no.status}).") from no
    return msgspec.json.decode(body, type=_Staff).people


def _wish(session: Session, wish: dict[str, str]) -> None:
    status, body = session.ask("POST", paths.PEOPLE, msgspec.json.encode(wish))
    if status == OK:
        return
    try:
        what = msgspec.json.decode(body, type=_Unfit).what
    except UNREADABLE:
        what = ""
    raise NotDone(f"Nothing has changed: {what or f'the centre answered {status}'}.")


def _list(people: tuple[_Person, ...]) -> str:
    if not people:
        return "Nobody yet: add a manager with --manager NAME."
    return "\n".join(_line(one) for one in people)


def _line(person: _Person) -> str:
    locked = f"  locked for {-(-person.locked_s // MINUTE_S):.0f} min" if person.locked_s else ""
    return f"{person.duty:<8} {person.name}{locked}"
