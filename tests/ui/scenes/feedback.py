"""Every state of a feedback tablet, ready to be drawn."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PySide6.QtCore import QObject

from kiosk.client.reply import Done
from kiosk.domain.commands import (
    CallNext,
    Command,
    FinishService,
    IssueTicket,
    OpenCounter,
    Role,
    StartService,
)
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId, TicketId
from kiosk.ui.feedback_screen import FeedbackScreen, FeedbackTimes
from kiosk.ui.words import Words
from tests.ui.product import huduma, sentences
from tests.ui.stations import StationInMemory

MODULE = "Foleni.Feedback"
SIZES_PX = ((1280, 800), (800, 1280))
DIAGONAL_IN = 10.1
MORNING = datetime(2026, 11, 20, 10, 24, tzinfo=ZoneInfo("Africa/Nairobi"))
COUNTER = CounterId("3")
OTHER_COUNTER = CounterId("2")
SERVICE = ServiceId("id-lost")
HUB = X25519PrivateKey.from_private_bytes(bytes(range(32)))
HUB_KEY = b64encode(HUB.public_key().public_bytes_raw()).decode()


class Desk:
    """A centre in which one counter serves."""

    def __init__(self, *, sample: bool = False, hub_key: str | None = None) -> None:
        real = huduma()
        rules = replace(real.rules, open_all_day=sample)
        self.catalogue = replace(real, rules=rules, hub_key=hub_key)
        self.station = StationInMemory(self.catalogue, MORNING, Role.FEEDBACK)
        agent = AgentId("A-17")
        self.order(OpenCounter(counter=COUNTER, agent=agent, services=(SERVICE,)))

    def order(self, command: Command) -> Done:
        """Somebody else's command, which is not refused."""
        reply = self.station.order(Role.COUNTER, command)
        assert isinstance(reply, Done), reply
        return reply

    def serve(self, language: str = "sw") -> TicketId:
        """A visitor comes, is served, and leaves."""
        wanted = IssueTicket(service=SERVICE, language=Language(language))
        issued = self.order(wanted).issued
        assert issued is not None
        self.order(CallNext(counter=COUNTER))
        self.order(StartService(counter=COUNTER))
        self.order(FinishService(counter=COUNTER))
        return issued.ticket

    def tablet(
        self, counter: CounterId | None = COUNTER, times: FeedbackTimes | None = None
    ) -> FeedbackScreen:
        """A tablet at the counter, or free."""
        return FeedbackScreen(self.station, counter=counter, times=times)


def shown(flow: FeedbackScreen) -> Mapping[str, QObject]:
    """What the window needs."""
    return {"flow": flow, "words": Words(sentences(), flow)}


def faces(language: str) -> Mapping[str, QObject]:
    """Somebody was just served here."""
    desk = Desk()
    flow = desk.tablet()
    desk.serve(language)
    return shown(flow)


def faces_free(language: str) -> Mapping[str, QObject]:
    """A tablet in the hall, which speaks both languages."""
    return shown(Desk(sample=True).tablet(None))


def why(language: str) -> Mapping[str, QObject]:
    """A bad face was touched."""
    desk = Desk()
    flow = desk.tablet()
    desk.serve(language)
    flow.press(1)
    return shown(flow)


def why_chosen(language: str) -> Mapping[str, QObject]:
    """Two reasons were touched."""
    desk = Desk(sample=True)
    flow = desk.tablet()
    desk.serve(language)
    for place in (1, 2, 4):
        flow.press(place)
    return shown(flow)


def why_hub(language: str) -> Mapping[str, QObject]:
    """A bad face was touched where there is a hub to complain to."""
    desk = Desk(hub_key=HUB_KEY)
    flow = desk.tablet()
    desk.serve(language)
    flow.press(1)
    return shown(flow)


def why_hub_chosen(language: str) -> Mapping[str, QObject]:
    """The hub is to be told, and the centre something else."""
    desk = Desk(sample=True, hub_key=HUB_KEY)
    flow = desk.tablet()
    desk.serve(language)
    for place in (1, 2, 6):
        flow.press(place)
    return shown(flow)


def _heard(of: Callable[[str], Mapping[str, QObject]], language: str) -> Mapping[str, QObject]:
    """The same on a tablet with a voice."""
    made = of(language)
    flow = made["flow"]
    assert isinstance(flow, FeedbackScreen)
    flow.heard.provide()
    return made


def thanks(language: str) -> Mapping[str, QObject]:
    """A good face was touched."""
    desk = Desk()
    flow = desk.tablet()
    desk.serve(language)
    flow.press(5)
    return shown(flow)


def thanks_free(language: str) -> Mapping[str, QObject]:
    """A good face was touched in the hall."""
    flow = Desk().tablet(None)
    flow.press(4)
    return shown(flow)


def rest(language: str) -> Mapping[str, QObject]:
    """Nobody was served here yet."""
    return shown(Desk().tablet())


def rest_lost(language: str) -> Mapping[str, QObject]:
    """The centre does not answer, so that nobody knows who was served."""
    desk = Desk()
    flow = desk.tablet(times=FeedbackTimes(lost_s=0))
    desk.station.cut()
    return shown(flow)


SCENES: dict[str, Callable[[str], Mapping[str, QObject]]] = {
    "faces": faces,
    "faces-free": faces_free,
    "why": why,
    "why-chosen": why_chosen,
    "why-hub": why_hub,
    "why-hub-chosen": why_hub_chosen,
    "faces-heard": partial(_heard, faces),
    "faces-free-heard": partial(_heard, faces_free),
    "why-hub-heard": partial(_heard, why_hub),
    "why-hub-chosen-heard": partial(_heard, why_hub_chosen),
    "thanks": thanks,
    "thanks-free": thanks_free,
    "rest": rest,
    "rest-lost": rest_lost,
}
"""What to draw, by name: the screen's properties in the visitor's language."""
