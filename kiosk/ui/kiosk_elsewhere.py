"""What people come for that this centre does not give, and where it is given."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Catalogue, Elsewhere, Group
from kiosk.domain.ids import GroupId
from kiosk.ui.kiosk_glance import Glance, named

EVERYTHING = "*"
"""In place of one of them: all that their group has, or for the unsure all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One service, and where one goes for it."""

    name: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewherePage:
    """What is not given here."""

    title: str = ""
    given: tuple[Given, ...] = ()


def not_here(catalogue: Catalogue, group: GroupId | None) -> tuple[Elsewhere, ...]:
    """What this group has elsewhere; all there is for visitors who are not sure."""
    unsure = any(each.id == group and each.unsure for each in catalogue.groups)
    return tuple(each for each in catalogue.elsewhere if unsure or each.group == group)


def meant(catalogue: Catalogue, group: GroupId | None, which: str) -> tuple[Elsewhere, ...]:
    """Those of the group that ``which`` names: one, or everything; none when it is not known."""
    there = not_here(catalogue, group)
    return tuple(each for each in there if which in (each.id, EVERYTHING))


def elsewhere_page(
    glance: Glance, group: GroupId | None, which: str | None, language: str
) -> ElsewherePage:
    """Where to go for it; empty while nothing of the kind was asked for."""
    if which is None:
        return ElsewherePage()
    found = meant(glance.catalogue, group, which)
    return ElsewherePage(
        title=glance.texts.say(
            language, "kiosk-elsewhere-one" if len(found) == 1 else "kiosk-elsewhere-several"
        ),
        given=tuple(
            Given(
                name=named(each.name, language),
                where=glance.texts.say(
                    language, "kiosk-elsewhere-where", where=named(each.where, language)
                ),
            )
            for each in found
        ),
    )


def ways_elsewhere(glance: Glance, group: Group, language: str) -> tuple[tuple[str, str], ...]:
    """What stands beside the group's services to be chosen: which it is, and its words."""
    there = not_here(glance.catalogue, group.id)
    if group.unsure and there:
        return ((EVERYTHING, glance.texts.say(language, "kiosk-elsewhere-all")),)
    return tuple(
        (
            each.id,
            glance.texts.say(language, "kiosk-elsewhere-way", name=named(each.name, language)),
        )
        for each in there
    )
