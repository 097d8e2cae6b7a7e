"""What the manager's pages are made of: templates, and the files a browser keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Template

from kiosk.web.answer import Answer, Header
from kiosk.web.browser import HTML
from kiosk.web.templates import environment

ROOT = "/manager"
"""Where all the manager's pages stand."""
PLACE = f"{ROOT}/static/"
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
"""What every answer to a manager's browser carries: no script of others, no frame around it."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    kind: bytes
    body: bytes


class ManagerFiles:
    """The templates of ``web``/manager, with its style, its script, and the product's ``fonts``."""

    def __init__(self, web: Path, fonts: Path) -> None:
        """Raises ``OSError`` where a file is missing.

        Templates are made ready when a page is first asked for (``prepare``): that takes 150 ms,
        which no start of a centre has to wait for.
        """
        self._directory = directory = web / "manager"
        self._templates: dict[str, Template] | None = None
        self._files: dict[str, _File] = {}
        names = {font: self._take(font, (fonts / font).read_bytes()) for font in FONTS}
        style = (directory / "manager.css").read_text("utf-8")
        for font, name in names.items():
            style = style.replace(font, name)
        self._made = made = environment(directory)
        made.globals |= {
            "style": PLACE + self._take("manager.css", style.encode()),
            "script": PLACE + self._take("manager.js", (directory / "manager.js").read_bytes()),
        }

    @property
    def is_ready(self) -> bool:
        """Whether pages can be rendered."""
        return self._templates is not None

    def prepare(self) -> Mapping[str, Template]:
        """Make the templates ready, in any thread. Raises Jinja's ``TemplateError``."""
        names = [path.name for path in sorted(self._directory.glob("*.html"))]
        self._templates = made = {name: self._made.get_template(name) for name in names}
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
        self, name: str, values: Mapping[str, object], *more: Header, status: int = 200
    ) -> Answer:
        """One page as an answer."""
        body = self.render(name, values)
        return Answer(status=status, body=body, content_type=HTML, headers=(*HEADERS, *more))

    def file(self, path: str) -> Answer | None:
        """The file at ``path``; ``None``: there is none."""
        found = self._files.get(path.removeprefix(PLACE))
        if found is None:
            return None
        return Answer(body=found.body, content_type=found.kind, cache=KEPT, headers=HEADERS)
