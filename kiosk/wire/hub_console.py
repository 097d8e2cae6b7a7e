"""What head office's tool and the hub on the same machine say to each other."""

from datetime import datetime
from typing import Annotated

import msgspec

CENTRES = "/console/centres"
CODES = "/console/codes"
REVOKE = "/console/revoke"
PEOPLE = "/console/people"

_Text = Annotated[str, msgspec.Meta(max_length=200)]


class WantedCentre(msgspec.Struct, frozen=True, kw_only=True):
    """``POST CENTRES``: one more. Without ``prefix`` an outreach is given a free letter."""

    code: _Text
    name: _Text = ""
    outreach: bool = False
    parent: _Text = ""
    prefix: _Text = ""
    public: bool = True


class CentreRow(msgspec.Struct, frozen=True, kw_only=True):
    """One centre, as ``GET CENTRES`` lists them; times are aware."""

    code: str
    name: str
    kind: str
    parent: str
    prefix: str
    public: bool
    enrolled: bool
    code_until: datetime | None = None
    revoked_at: datetime | None = None


class CodeWanted(msgspec.Struct, frozen=True, kw_only=True):
    """``POST CODES`` and ``POST REVOKE``: for which centre."""

    centre: _Text


class CodeGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A code, told this once."""

    code: str


class PersonWanted(msgspec.Struct, frozen=True, kw_only=True):
    """``POST PEOPLE``: somebody of head office; who is there already begins anew."""

    name: _Text
    role: _Text


class PersonGiven(msgspec.Struct, frozen=True, kw_only=True):
    """The password for the first time, told this once."""

    name: str
    password: str
