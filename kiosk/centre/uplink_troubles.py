"""What is wrong between a centre and its hub, told where all that is wrong is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import assert_never

from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.sync.uplink_clock import OFF_MS
from kiosk.sync.uplink_told import (
    Finding,
    Forked,
    HubWasBehind,
    NeverSent,
    Obstacle,
    RestoredBehind,
    UplinkNow,
)

AWAY_S = 600.0
"""A hub that was not heard of for so long is worth telling; shorter cuts heal before anybody looks.
"""
UNTRUSTED_TIMES = 3
"""One answer that was changed on the way is a bad line; so many in turn are somebody."""

_CODES: Mapping[Obstacle, TroubleCode] = MappingProxyType(
    {
        Obstacle.UNTRUSTED: TroubleCode.HUB_UNTRUSTED,
        Obstacle.REVOKED: TroubleCode.HUB_REVOKED,
        Obstacle.CLONED: TroubleCode.HUB_CLONED,
        Obstacle.SUPERSEDED: TroubleCode.HUB_SUPERSEDED,
        Obstacle.REFUSED: TroubleCode.HUB_REFUSES,
        Obstacle.DAMAGED: TroubleCode.UPLINK_STOPPED,
    }
)
"""What each obstacle is called; that a disk does not answer is told already."""


@dataclass(slots=True, kw_only=True)
class UplinkTroubles:
    """Begins and ends them by how the uplink stands. Belongs to one thread, but for ``found``."""

    troubles: Troubles
    _since_s: float | None = field(init=False, default=None)
    _untrusted: int = field(init=False, default=0)
    _failures: int = field(init=False, default=0)

    def look(
        self, now: UplinkNow | None, *, at_s: float, offset_ms: int | None, roams: bool = False
    ) -> None:
        """How it stands now; ``None``: there is no hub.

        ``offset_ms`` is by what the clock is off. Whoever ``roams`` is out of reach for days.
        """
        if now is None:
            self._since_s = None
            self._end_all()
            return
        if self._since_s is None:
            self._since_s = at_s
        heard_s = self._since_s if now.heard_s is None else max(now.heard_s, self._since_s)
        away = at_s - heard_s > AWAY_S and not roams
        self._is(TroubleCode.HUB_AWAY, wrong=away, cause=now.about)
        self._count(now)
        for obstacle, code in _CODES.items():
            wrong = now.obstacle is obstacle
            if obstacle is Obstacle.UNTRUSTED:
                wrong = wrong and self._untrusted >= UNTRUSTED_TIMES
            self._is(code, wrong=wrong, cause=now.about)
        off_ms = offset_ms or 0
        if abs(off_ms) > OFF_MS:
            self.troubles.begin(TroubleCode.CLOCK_OFF, offset_s=off_ms // 1000)
        else:
            self.troubles.end(TroubleCode.CLOCK_OFF)

    def found(self, finding: Finding, *, twice: int = 0) -> None:
        """Something that was found once; any thread may tell it."""
        match finding:
            case HubWasBehind(lines=lines):
                self.troubles.happened(TroubleCode.HUB_BEHIND, lines=lines)
            case RestoredBehind(lost=lost):
                self.troubles.happened(
                    TroubleCode.RESTORED_BEHIND,
                    about=f"branch {lost.branch}",
                    lines=lost.lines,
                    tickets=lost.tickets,
                    twice=twice,
                )
            case Forked(seq=seq):
                self.troubles.happened(TroubleCode.HUB_DIFFERS, line=seq)
            case NeverSent(lines=lines):
                self.troubles.happened(TroubleCode.HUB_GAP, lines=lines)
            case _:
                assert_never(finding)

    def _count(self, now: UplinkNow) -> None:
        """Failures since the last answer that could be believed."""
        if now.obstacle is Obstacle.UNTRUSTED:
            self._untrusted += now.failures - self._failures
        else:
            self._untrusted = 0
        self._failures = now.failures

    def _end_all(self) -> None:
        for code in (TroubleCode.HUB_AWAY, TroubleCode.CLOCK_OFF, *_CODES.values()):
            self.troubles.end(code)

    def _is(self, code: TroubleCode, *, wrong: bool, cause: str) -> None:
        if wrong:
            self.troubles.begin(code, cause=cause)
        else:
            self.troubles.end(code)
