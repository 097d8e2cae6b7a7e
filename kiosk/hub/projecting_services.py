"""Which services are suspended and what was set for the day, as a centre's journal says."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kiosk.hub import projecting_facts as f
from kiosk.hub.projecting_facts import Fact
from kiosk.hub.projecting_rows import ServiceRow


class ServicesFold:
    """All of a centre's services that anything was ever said of."""

    def __init__(self) -> None:
        self._rows: dict[str, ServiceRow] = {}
        self._moved: set[str] = set()

    @property
    def moved(self) -> Iterable[ServiceRow]:
        """Those that are not as they were."""
        return (self._rows[service] for service in self._moved)

    def load(self, rows: Iterable[ServiceRow]) -> None:
        """What was there before these lines."""
        self._rows = {row.service: row for row in rows}

    def fold(self, fact: Fact) -> None:
        """What one line says."""
        match fact:
            case f.ServiceSuspended(service=service, reason=reason):
                row = self._of(service)
                row.reason, row.since = reason, fact.at
            case f.ServiceRestored(service=service):
                row = self._of(service)
                row.reason, row.since = None, None
            case f.QuotaSet(service=service, quota=quota):
                row = self._of(service)
                row.quota_set, row.quota = True, quota
            case f.CutOffSet(service=service, cut_off_min=cut_off_min):
                self._of(service).cut_off_min = cut_off_min
            case f.DayOpened(suspended=suspended):
                self._begin_day(suspended, fact.at)
            case _:
                pass

    def _of(self, service: str) -> ServiceRow:
        self._moved.add(service)
        return self._rows.setdefault(service, ServiceRow(service=service))

    def _begin_day(self, suspended: Mapping[str, str], at: datetime) -> None:
        """Quotas and cut-offs end with the day; suspensions are those it inherits."""
        for service in {*self._rows, *suspended}:
            row = self._of(service)
            reason = suspended.get(service)
            if reason is None or reason != row.reason:
                row.since = None if reason is None else at
            row.reason = reason
            row.quota_set, row.quota, row.cut_off_min = False, None, None
