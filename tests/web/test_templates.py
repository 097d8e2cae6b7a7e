"""Pages from templates: escaped, whole, and with a policy that fits what stands in them."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from kiosk.web.templates import Templates
from tests.centre.running import ASSETS

PAGE = "{% extends 'layout.html' %}"
LAYOUT = "<style>{{ css }}</style><script>{{ js }}</script>{{ said }}"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for name, text in {
        "layout.html": LAYOUT,
        "page.html": PAGE,
        "phone.css": "a {\n  color: red;\n}\n",
        "phone.js": "if (a < b && c) {\n  d();\n}\n",
    }.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_what_is_said_is_escaped_and_our_own_style_and_script_are_not(directory: Path) -> None:
    page = Templates(directory).render("page.html", said="<b>&").decode()
    assert page.endswith("</script>&lt;b&gt;&amp;")
    assert "<script>if (a < b && c) {\nd();\n}</script>" in page


def test_a_value_left_out_is_a_mistake_and_no_empty_place(directory: Path) -> None:
    with pytest.raises(UndefinedError):
        Templates(directory).render("page.html")


def test_the_policy_allows_these_very_bytes_and_no_others(directory: Path) -> None:
    templates = Templates(directory)
    page = templates.render("page.html", said="").decode()
    for kind, name in (("script", "script"), ("style", "style")):
        inline = re.search(f"(?s)<{name}>(.*?)</{name}>", page)
        assert inline
        digest = b64encode(sha256(inline[1].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in templates.policy


def test_pages_that_build_on_others_add_to_their_style(directory: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "more.css").write_text("b {\n  color: blue;\n}\n")
    (more / "other.html").write_text(PAGE)
    page = Templates(directory, more).render("other.html", said="").decode()
    assert "<style>a {\ncolor: red;\n}\nb {\ncolor: blue;\n}</style>" in page


def test_another_template_is_another_version(directory: Path) -> None:
    before = Templates(directory).version
    (directory / "page.html").write_text(PAGE + " ")
    assert Templates(directory).version != before


def test_a_missing_file_is_told_at_start(directory: Path) -> None:
    (directory / "phone.js").unlink()
    with pytest.raises(KeyError):
        Templates(directory)


def test_no_page_styles_or_runs_anything_by_itself() -> None:
    for path in (*(ASSETS / "web").glob("*.html"), *(ASSETS / "web" / "public").glob("*.html")):
        source = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|javascript:|\|\s*safe|autoescape", source), path
