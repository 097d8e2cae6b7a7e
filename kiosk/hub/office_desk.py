"""What every one of head office's pages does: speak a language, show itself, know who may what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from kiosk.hub.office_door import ROOT
from kiosk.hub.office_rights import RIGHTS, Right
from kiosk.hub.office_table import OfficePerson
from kiosk.texts import Texts
from kiosk.web.answer import Answer
from kiosk.web.desk import Desk, DeskRequest, Place
from kiosk.web.desk_files import DeskFiles
from kiosk.web.office_words import OfficeWords

HOME = f"{ROOT}/centres"
PLACES = (
    ("centres", "office-centres", Right.SEE),
    ("findings", "office-findings", Right.SEE),
    ("services", "office-services", Right.SUSPEND),
    ("exports", "office-exports", Right.EXPORT),
    ("enrol", "office-enrol", Right.CENTRES),
    ("people", "office-people", Right.PEOPLE),
)
"""The pages at the side: the key of each name, and who sees it at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRequest(DeskRequest):
    """One request of somebody of head office who is signed in; ``query`` is the address's own."""

    words: OfficeWords
    person: OfficePerson
    query: Mapping[str, Sequence[str]]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def may(self, right: Right) -> bool:
        """Whether their role has this right."""
        return right in RIGHTS[self.person.role]

    def asked(self, name: str) -> str:
        """What the address says of this; empty when nothing, or far too much."""
        given = self.query.get(name, [""])[0]
        return given if len(given) <= 64 else ""  # noqa: PLR2004 - no code of ours is longer


class OfficeDesk(Desk):
    """Shows pages to whoever of head office is signed in. Belongs to the event loop."""

    def __init__(self, *, texts: Texts, files: DeskFiles, zone: tzinfo) -> None:
        """``zone`` is where head office's clock hangs."""
        super().__init__(
            texts=texts,
            files=files,
            languages=texts.languages,
            house=lambda words: words.say("office-house"),
        )
        self._words = {one: OfficeWords(texts=texts, language=one) for one in texts.languages}
        self.zone = zone

    def words(self, language: str) -> OfficeWords:
        """The sentences of a language."""
        return self._words[language]

    def page(self, request: OfficeRequest, template: str, here: str, **values: object) -> Answer:
        """A page of somebody signed in; ``may`` tells a template who looks at it."""
        places = tuple(
            Place(path=path, name=request.words.say(key))
            for path, key, right in PLACES
            if request.may(right)
        )
        may = {right.value: request.may(right) for right in Right}
        return self.signed_in(request, template, places=places, here=here, may=may, **values)
