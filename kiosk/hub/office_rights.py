"""What each role of head office may do: one table."""

from collections.abc import Mapping
from enum import StrEnum


class OfficeRole(StrEnum):
    """What somebody at head office is there for."""

    VIEWER = "viewer"
    OFFICER = "officer"
    ADMIN = "admin"


class Right(StrEnum):
    """Something that not everybody may."""

    SEE = "see"
    """Every centre, its figures, devices and findings."""
    EXPORT = "export"
    SETTLE = "settle"
    """Findings, once they are understood."""
    SUSPEND = "suspend"
    """Services, and let them run again."""
    DEVICES = "devices"
    """Revoke one."""
    CATALOGUES = "catalogues"
    CENTRES = "centres"
    """Enrol them, change their keys, cut them off."""
    PEOPLE = "people"


_SEES = frozenset({Right.SEE, Right.EXPORT})
_ACTS = _SEES | {Right.SETTLE, Right.SUSPEND, Right.DEVICES}

RIGHTS: Mapping[OfficeRole, frozenset[Right]] = {
    OfficeRole.VIEWER: _SEES,
    OfficeRole.OFFICER: _ACTS,
    OfficeRole.ADMIN: _ACTS | {Right.CATALOGUES, Right.CENTRES, Right.PEOPLE},
}
