"""What stands on a window, as somebody is told who does not see it: things in visual order.

There is no second list of what is on a page: the items themselves say it, with the properties
that the kit gives them.

- words: `say` (and `lead`), as drawn;
- controls: `text` and `explained`, `on` where they hold something, `oneOf` where one of several;
- any item: `aloud`, said instead of it and all inside it (words, or [{language, say}, …]);
  `language` of it and all inside it; `aside`, not part of what a page is about; `live`, said
  whenever it changes; `modal`, nothing else counts while it stands; `unheard`, of what lies over
  the whole window, that it is nobody's to listen to, and nothing else while it stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtQml import QJSValue
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.speech.engine import Sentence

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in the window's pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Words, or a control: what can be heard by itself. ``item`` is where it stands.

    ``on`` is whether it holds, ``None`` where there is nothing to hold; ``foremost`` is where the
    keyboard begins.
    """

    key: str
    says: tuple[Sentence, ...]
    item: QQuickItem = field(compare=False, repr=False)
    box: Box = field(compare=False)
    control: bool = False
    on: bool | None = None
    one_of: bool = False
    aside: bool = False
    live: bool = False
    foremost: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What an item has from those it stands in."""

    language: str
    aside: bool = False
    live: bool = False


def things(window: QQuickWindow, language: str) -> tuple[Thing, ...]:
    """Everything that can be heard now, in visual order; ``language`` for what says none itself."""
    root = window.contentItem()
    if unheard(window):
        return ()
    for item in _visible(root):
        if item.property("modal"):
            root = item
    return tuple(_things(root, _Around(language)))


def unheard(window: QQuickWindow) -> bool:
    """Whether something lies over the window that is never spoken, such as a PIN pad."""
    over = window.contentItem().childItems()
    return any(item.isVisible() and item.property("unheard") for item in over)


def at(here: Iterable[Thing], x: float, y: float) -> Thing | None:
    """What lies under a finger: a control rather than words, the smallest of several."""
    hit = [t for t in here if t.box[0] <= x <= t.box[2] and t.box[1] <= y <= t.box[3]]
    return min(hit, key=lambda thing: (not thing.control, _size(thing.box)), default=None)


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from _visible(child)


def _things(item: QQuickItem, around: _Around) -> Iterator[Thing]:
    if not item.isVisible():
        return
    here = _Around(
        language=_words(item, "language") or around.language,
        aside=around.aside or bool(item.property("aside")),
        live=around.live or bool(item.property("live")),
    )
    control = item.inherits("QQuickAbstractButton")
    says = _says(item, here.language, control=control)
    if says:
        yield _thing(item, says, here, control=control and item.isEnabled())
    elif not control:
        for child in _in_visual_order(item.childItems()):
            yield from _things(child, here)


def _thing(
    item: QQuickItem, says: tuple[Sentence, ...], around: _Around, *, control: bool
) -> Thing:
    name = item.objectName() if control else ""
    return Thing(
        key=name or " ".join(sentence.text for sentence in says),
        says=says,
        item=item,
        box=_box(item),
        control=control,
        on=bool(item.property("on")) if control and item.property("holds") else None,
        one_of=bool(item.property("oneOf")),
        aside=around.aside,
        live=around.live,
        foremost=bool(item.property("foremost")),
    )


def _says(item: QQuickItem, language: str, *, control: bool) -> tuple[Sentence, ...]:
    aloud = item.property("aloud")
    given = aloud.toVariant() if isinstance(aloud, QJSValue) else aloud
    if isinstance(given, list) and given:
        return tuple(
            Sentence(text=str(part["say"]), language=str(part["language"]))
            for part in given
            if isinstance(part, Mapping) and part["say"]
        )
    parts = [given] if isinstance(given, str) and given else _shown(item, control=control)
    return tuple(Sentence(text=text, language=language) for text in parts if text.strip())


def _shown(item: QQuickItem, *, control: bool) -> list[str]:
    if control:
        return [_words(item, "text"), _words(item, "explained")]
    if item.inherits("QQuickText"):
        return [_words(item, "spoken") or _words(item, "say")]
    return []


def _words(item: QQuickItem, name: str) -> str:
    value = item.property(name)
    return value if isinstance(value, str) else ""


def _in_visual_order(items: Iterable[QQuickItem]) -> list[QQuickItem]:
    """Row by row from above, each from the left. What stands beside each other is one row."""
    placed = sorted(
        (item for item in items if item.isVisible()), key=lambda item: (item.y(), item.x())
    )
    rows: list[list[QQuickItem]] = []
    for item in placed:
        first = rows[-1][0] if rows else None
        if first is not None and item.y() < first.y() + min(first.height(), item.height()) / 2:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda item: item.x())]


def _box(item: QQuickItem) -> Box:
    corner = item.mapToScene(QPointF(0, 0))
    return (corner.x(), corner.y(), corner.x() + item.width(), corner.y() + item.height())


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
