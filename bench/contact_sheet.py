"""All pictures of a directory on one page."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Foleni: every screen</title>
<style>
  body {{ font: 15px/1.4 system-ui, sans-serif; margin: 2rem; background: #FBF8F1; color: #13211A }}
  section {{ display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: flex-end }}
  figure {{ margin: 0 }}
  img {{ height: 320px; border: 1px solid #858070; background: #fff; display: block }}
  figcaption {{ color: #45544B; font-size: 13px }}
</style>
<h1>Foleni: every screen</h1>
{sections}
</html>
"""


def write_contact_sheet(directory: Path, pictures: Sequence[Path]) -> None:
    """Write ``index.html`` with these pictures of ``directory``, one section for each folder."""
    relative = sorted(picture.relative_to(directory) for picture in pictures)
    sections = (
        f"<h2>{escape(str(folder))}</h2>\n<section>\n{''.join(map(_figure, files))}</section>\n"
        for folder, files in groupby(relative, key=lambda path: path.parent)
    )
    page = PAGE.format(sections="".join(sections))
    (directory / "index.html").write_text(page, encoding="utf-8")


def _figure(picture: Path) -> str:
    path = escape(picture.as_posix())
    return (
        f'<figure><a href="{path}"><img src="{path}" loading="lazy" alt=""></a>'
        f"<figcaption>{escape(picture.stem)}</figcaption></figure>\n"
    )
