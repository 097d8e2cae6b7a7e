"""The manager's page of feedback: what today's visitors said, never who, never of an agent."""

from kiosk.centre.manager_desk import ManagerDesk, Request
from kiosk.centre.manager_reading import ManagerReading
from kiosk.centre.manager_sights import ManagerSights
from kiosk.web.answer import Answer
from kiosk.web.manager_feedback import feedback_page

HERE = "feedback"


class FeedbackPages:
    """Shows today's feedback."""

    def __init__(
        self, *, desk: ManagerDesk, sights: ManagerSights, reading: ManagerReading
    ) -> None:
        self._desk = desk
        self._sights = sights
        self._reading = reading

    async def show(self, request: Request) -> Answer | None:
        """The page; without figures while the store cannot be read."""
        if request.rest:
            return None
        at = self._sights.now()
        today = await self._reading.feedback(at.date())
        catalogue, words = self._sights.catalogue, request.words
        page = (
            feedback_page(
                today.report,
                today.counters,
                today.faces,
                services={one.id: words.name(one.name) for one in catalogue.services},
                labels={one.id: one.label for one in catalogue.counters},
                words=words,
            )
            if today is not None
            else None
        )
        return self._desk.page(
            request,
            "feedback.html",
            HERE,
            page=page,
            day=words.texts.date(words.language, at.date()),
        )

    async def act(self, _: Request) -> Answer | None:
        """Nothing here can be changed."""
        return None
