"""Pages from templates: compiled once, everything escaped, nothing forgotten."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

STYLE, SCRIPT = "phone.css", "phone.js"


class Templates:
    """All templates of a directory, with the one style and the one script of their pages.

    Both stand inside the page, so that it is one request; ``policy`` lets a browser run these
    very bytes and nothing else.
    """

    def __init__(self, directory: Path) -> None:
        """Raises ``OSError``, ``KeyError`` or Jinja's ``TemplateError`` where one is not fit."""
        made = environment(directory)
        files = [path for path in sorted(directory.iterdir()) if path.is_file()]
        sources = {path.name: path.read_text("utf-8") for path in files}
        style, script = _trimmed(sources[STYLE]), _trimmed(sources[SCRIPT])
        made.globals |= {"css": Markup(style), "js": Markup(script)}
        self._templates = {
            name: made.get_template(name) for name in sources if name.endswith(".html")
        }
        self.version = sha256("".join(sources.values()).encode()).hexdigest()[:16]
        self.policy = "; ".join(
            (
                "default-src 'none'",
                f"style-src {_hash(style)}",
                f"script-src {_hash(script)}",
                "img-src data:",
                "connect-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            )
        )

    def render(self, name: str, **values: object) -> bytes:
        """One page or a part of one. Raises Jinja's ``UndefinedError`` for a value left out."""
        return self._templates[name].render(values).encode()


def environment(*directories: Path) -> Environment:
    """Templates of directories, the first first: all escaped, a value left out is an error."""
    return Environment(
        loader=FileSystemLoader(directories),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _trimmed(source: str) -> str:
    """Without the spaces that only people read."""
    return "\n".join(filter(None, map(str.strip, source.splitlines())))


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"
