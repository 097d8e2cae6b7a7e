"""Why somebody is not let in at head office, or a person is not changed."""

from kiosk.web.sign_in import SecretUnfit

SHORTEST, LONGEST = 12, 128
"""Characters of a password. The page stands in the internet."""


class Wrong(Exception):
    """Nobody of that name, another password, or another code: nobody is told which."""


class NameUnfit(Exception):
    """Not a code of 1 to 16 letters, digits and hyphens."""


class NameTaken(Exception):
    """Somebody has this name already."""


class NobodyOfThat(Exception):
    """There is no such person, or not any more."""


class LastAdmin(Exception):
    """Nobody would be left who may look after people."""


class CodeWrong(Exception):
    """The code is not the one that the telephone shows now."""


def check_password(password: str, name: str) -> None:
    """At least twelve characters that are not one letter or the name again. ``SecretUnfit``."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise SecretUnfit("PASSWORD", f"a password has {SHORTEST} characters at least")
    rest = password.lower().replace(name.lower(), "")
    if len(set(rest)) < SHORTEST // 3:
        raise SecretUnfit("PIN_SIMPLE", "this would be guessed at once; choose another")
