"""The ways the rules say no."""

from enum import StrEnum, auto


class Reason(StrEnum):
    """Why a command was refused; each has a sentence for people in every language."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return name

    NOBODY_WAITING = auto()
    CENTRE_CLOSED = auto()
    CUT_OFF = auto()
    QUOTA_FULL = auto()
    SERVICE_SUSPENDED = auto()
    APPOINTMENT_UNKNOWN = auto()
    APPOINTMENT_OTHER_DAY = auto()
    APPOINTMENT_USED = auto()
    APPOINTMENT_CANCELLED = auto()
    SLOT_FULL = auto()
    SLOT_PAST = auto()
    SLOT_TOO_FAR = auto()
    NO_APPOINTMENTS = auto()
    COUNTER_CLOSED = auto()
    COUNTER_PAUSED = auto()
    COUNTER_BUSY = auto()
    NOT_PAUSED = auto()
    NOBODY_CALLED = auto()
    NOBODY_SERVED = auto()
    STILL_CALLED = auto()
    TICKET_STATE = auto()
    NOT_ELIGIBLE = auto()
    TOO_LATE = auto()
    ALREADY_REQUEUED = auto()
    NUMBER_TAKEN = auto()
    ALREADY_RATED = auto()
    NOT_SERVED = auto()
    REASONS_GIVEN = auto()
    ALREADY_SUSPENDED = auto()
    NOT_SUSPENDED = auto()
    ALREADY_ANSWERED = auto()
    CODE_TAKEN = auto()
    CATALOGUE_OLDER = auto()


class Refused(Exception):
    """The rules say no and nothing happened. Rules raise it; ``decide`` returns it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Unfit(Exception):
    """A command names something this centre does not have, or says something it cannot mean.

    ``where`` is the field's name, ``what`` one sentence.
    """

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what
