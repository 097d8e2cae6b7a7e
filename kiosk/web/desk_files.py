"""What pages that people sign in to are made of: templates, and the files a browser keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Template

from kiosk.web.answer import Answer, Header
from kiosk.web.browser import HTML
from kiosk.web.templates import environment

KEPT: Header = (b"cache-control", b"public, max-age=31536000, immutable")
"""A file's name changes with its content, so a browser need never ask again."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: tuple[Header, ...] = (
    (b"content-security-policy", POLICY.encode()),
    # The browser tells our own pages, and nobody else, where a form comes from.
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex, nofollow"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""What every answer to a signed-in browser carries: no script of others, no frame around it."""
FONTS = (
    "AtkinsonHyperlegibleNext-Medium.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf",
    "Inter-Medium.ttf",
    "Inter-Bold.ttf",
)
KINDS: Mapping[str, bytes] = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".ttf": b"font/ttf",
}
COMMON = "desk"
"""The directory of what all such pages have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    kind: bytes
    body: bytes


class DeskFiles:
    """The pages under ``root``: templates, one style, one script, and the product's ``fonts``.

    Their directory is ``web``/``name``; templates, styles and scripts of ``web``/desk are theirs
    too, and are read before their own.
    """

    def __init__(self, *, web: Path, fonts: Path, name: str, root: str) -> None:
        """Raises ``OSError`` where a file is missing.

        Templates are made ready when a page is first asked for (``prepare``): that takes 150 ms,
        which no start of a centre has to wait for.
        """
        self._directories = (web / COMMON, web / name)
        self.place = f"{root}/static/"
        self._templates: dict[str, Template] | None = None
        self._files: dict[str, _File] = {}
        names = {font: self._take(font, (fonts / font).read_bytes()) for font in FONTS}
        style = self._joined("*.css")
        for font, kept in names.items():
            style = style.replace(font, kept)
        self._made = made = environment(*reversed(self._directories))
        made.globals |= {
            "root": root,
            "style": self.place + self._take(f"{name}.css", style.encode()),
            "script": self.place + self._take(f"{name}.js", self._joined("*.js").encode()),
        }

    def _joined(self, pattern: str) -> str:
        """All files of that name, the common ones first."""
        found = [path for one in self._directories for path in sorted(one.glob(pattern))]
        return "\n".join(path.read_text("utf-8") for path in found)

    @property
    def is_ready(self) -> bool:
        """Whether pages can be rendered."""
        return self._templates is not None

    def prepare(self) -> Mapping[str, Template]:
        """Make the templates ready, in any thread. Raises Jinja's ``TemplateError``."""
        names = {path.name for one in self._directories for path in one.glob("*.html")}
        self._templates = made = {name: self._made.get_template(name) for name in sorted(names)}
        return made

    def _take(self, name: str, body: bytes) -> str:
        """Keep a file under a name that says what is in it."""
        stem, dot, ending = name.rpartition(".")
        kept = f"{stem}.{sha256(body).hexdigest()[:12]}{dot}{ending}"
        self._files[kept] = _File(kind=KINDS[dot + ending], body=body)
        return kept

    def render(self, name: str, values: Mapping[str, object]) -> bytes:
        """One page. Raises Jinja's ``UndefinedError`` for a value left out."""
        templates = self._templates or self.prepare()
        return templates[name].render(values).encode()

    def page(
        self, name: str, values: Mapping[str, object], headers: Sequence[Header], status: int
    ) -> Answer:
        """One page as an answer."""
        body = self.render(name, values)
        return Answer(status=status, body=body, content_type=HTML, headers=(*HEADERS, *headers))

    def file(self, path: str) -> Answer | None:
        """The file at ``path``; ``None``: there is none."""
        found = self._files.get(path.removeprefix(self.place))
        if found is None:
            return None
        return Answer(body=found.body, content_type=found.kind, cache=KEPT, headers=HEADERS)
