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
    very bytes and nothing else. Templates of ``more`` directories build on those of the first, and
    what those add to the style follows it.
    """

    def __init__(self, directory: Path, *more: Path) -> None:
        """Raises ``OSError``, ``KeyError`` or Jinja's ``TemplateError`` where one is not fit."""
        made = environment(directory, *more)
        files = [path for each in (directory, *more) for path in sorted(each.iterdir())]
        sources = {path.name: path.read_text("utf-8") for path in files if path.is_file()}
        styles = [name for name in sources if name.endswith(".css") and name != STYLE]
        style = "\n".join(_trimmed(sources[name]) for name in (STYLE, *styles))
        script = _trimmed(sources[SCRIPT])
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
