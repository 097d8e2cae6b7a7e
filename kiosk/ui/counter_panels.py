"""What can lie over the visitor at a counter, and which action opens it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kiosk.ui.counter_actions import Action


class Panel(StrEnum):
    """What lies over the visitor while an action asks something more."""

    NONE = ""
    OPENING = "opening"
    ISSUE = "issue"
    FIND = "find"
    BOOK = "book"
    HOLD = "hold"
    BREAK = "break"
    TRANSFER = "transfer"
    CLOSE = "close"
    BY_HAND = "by-hand"


PANELS: Mapping[Action, Panel] = MappingProxyType(
    {
        Action.ISSUE: Panel.ISSUE,
        Action.FIND: Panel.FIND,
        Action.BOOK: Panel.BOOK,
        Action.HOLD: Panel.HOLD,
        Action.BREAK: Panel.BREAK,
        Action.TRANSFER: Panel.TRANSFER,
        Action.CLOSE: Panel.CLOSE,
    }
)
"""The panel of each action that needs one."""
