"""The hub's public pages to whoever asks: light, in two languages, closed where they should be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from kiosk.hub.centres import Centre, Centres, Kind
from tests.domain.hall import TEN
from tests.hub.server import TestServer
from tests.hub.stage import LOOKED_S, MONDAY, Stage, staged

MOST_BYTES = 30_000
CENTRES = 314
OPEN_PAGES = ("/", "/book", "/book?l=M", "/book?q=test", "/book/TEST", "/book/TEST/tax")
CLOSED = {
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
}


@pytest.fixture(scope="module")
def stage(hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A hub with as many centres as there will be; one of them has told what it offers."""
    dsn = hub_server.fresh()
    with staged(dsn, tmp_path_factory.mktemp("stage") / "hub") as made:

        async def add() -> None:
            async with made.hub.store.transaction() as connection:
                centres = Centres(connection)
                for number in range(CENTRES - 1):
                    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 26]
                    await centres.add(
                        Centre(
                            centre_id=0,
                            code=f"C{number}",
                            name=f"{letter}ufanano ya Mashariki {number}",
                            kind=Kind.CENTRE,
                            parent=None,
                            prefix="",
                            public=number != 7,
                            added_at=TEN,
                        )
                    )

        made.hub.do(add())
        made.later(LOOKED_S)
        made.heard()
        yield made
    hub_server.drop(dsn)


@pytest.fixture(autouse=True)
def later(stage: Stage) -> None:
    """No test waits for a limit that another has used up; the centre is there."""
    stage.later(900)
    stage.heard()


@pytest.mark.parametrize(("path", "language"), [*product(OPEN_PAGES, ("en", "sw"))])
def test_a_page_is_light_and_whole_and_needs_no_script(
    stage: Stage, path: str, language: str
) -> None:
    page = stage.somebody(language=language).get(path)
    assert page.status == 200
    assert len(page.body) <= MOST_BYTES
    assert f'<html lang="{language}">' in page.html
    assert page.headers["cache-control"] == "no-store"
    assert "x-robots-tag" not in page.headers
    assert "noindex" not in page.html
    assert not re.search(r"<script|src=|<link rel=.stylesheet|\son\w+=", page.html)
    assert len(re.findall("<h1", page.html)) == 1
    assert len(re.findall("<main", page.html)) == 1


def test_every_letter_of_314_centres_fits_and_every_public_one_is_found(stage: Stage) -> None:
    found = 0
    for link in stage.citizen.get("/book").links(r"[?]l="):
        page = stage.citizen.get(link)
        assert len(page.body) <= MOST_BYTES
        found += len(re.findall("Mashariki", page.text))
    assert found == CENTRES - 2
    assert "Mashariki 7 " not in stage.citizen.get("/book?l=H").text
    everything = stage.citizen.get("/book?q=mashariki")
    assert len(everything.body) <= MOST_BYTES
    assert f"{CENTRES - 2 - 100} more fit" in everything.text


def test_a_centre_is_found_by_a_piece_of_its_name_in_any_case(stage: Stage) -> None:
    found = stage.citizen.get("/book?q=MASHARIKI+1").text
    assert "Bufanano ya Mashariki 1 " in found
    assert "No appointments: come without one." in found
    assert stage.citizen.get("/book?q=her").links("^/book/TEST")
    assert "No centre of that name was found." in stage.citizen.get("/book?q=%3Cb%3E").text
    assert "<b>&lt;" not in stage.citizen.get("/book?q=%3Cb%3E").html


def test_the_language_is_the_browsers_until_somebody_chooses(stage: Stage) -> None:
    french_then_swahili = {"Accept-Language": "fr-FR,sw-KE;q=0.8,en;q=0.5"}
    page = stage.citizen.get("/", **french_then_swahili)
    assert "Weka miadi" in page.text
    other = stage.citizen.get(page.links("lang=en")[0], **french_then_swahili)
    assert "Book an appointment" in other.text
    assert all("lang=en" in link for link in other.links("^/book"))


@pytest.mark.parametrize("language", ["en", "sw"])
def test_an_appointments_pages_are_nobody_elses_business(stage: Stage, language: str) -> None:
    me = stage.somebody(language=language)
    held = me.hold("TEST", "tax", MONDAY, "09:00")
    page = me.follow(me.post(held.links("/confirm")[0], {}))
    stage.centre.obey()
    here = page.path.partition("?")[0]
    for path in (page.path, f"{here}/change", f"{here}/cancel", f"{here}/change/{MONDAY}"):
        got = me.get(path, **{"Accept-Language": language})
        assert got.status == 200
        assert len(got.body) <= MOST_BYTES
        assert got.headers["x-robots-tag"] == "noindex, nofollow"
        assert CLOSED.items() <= got.headers.items()
        assert f'<html lang="{language}">' in got.html
    sure = me.get(f"{here}/cancel")
    me.post(sure.links("/cancel")[-1], {})
    stage.centre.obey()


ODD = [
    "/book/NONE",
    "/book/TEST/none",
    "/book/TEST/id-lost",
    "/book/%00",
    "/book/TEST/%2e%2e",
    "/book/TEST/tax/tomorrow",
    "/book/TEST/tax/2026-02-30",
    "/book/TEST/tax/0001-01-01T00",
    "/b/TEST-AAAAAAAAAAAAAAAAAAAAAAAAAA",
    "/b/TEST-AAAA",
    "/b/NONE-AAAAAAAAAAAAAAAAAAAAAAAAAA",
    "/b/%D9%A3",
    "/b/TEST-AAAAAAAAAAAAAAAAAAAAAAAAAA/appointment.ics",
    "/b/TEST-AAAAAAAAAAAAAAAAAAAAAAAAAA/change",
    "/b/TEST-AAAAAAAAAAAAAAAAAAAAAAAAAA/cancel",
]


@pytest.mark.parametrize("path", ODD)
def test_what_is_not_there_is_a_page_with_a_way_on(stage: Stage, path: str) -> None:
    page = stage.citizen.get(path)
    assert page.status == 404
    assert page.links("^/[?]lang=en")
    assert CLOSED.items() <= page.headers.items()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"slot": f"{MONDAY}T10:00"},
        {"slot": f"{MONDAY}T10:00", "key": "short"},
        {"slot": "", "key": "A" * 26},
        {"slot": "9999-99-99T99:99", "key": "A" * 26},
        {"slot": f"{MONDAY}T10:00", "key": "a" * 26},
        {"slot": f"{MONDAY}T10:00", "key": "A" * 26 + "\n"},
    ],
)
def test_a_form_that_none_of_our_pages_sends_keeps_nothing(
    stage: Stage, form: dict[str, str]
) -> None:
    assert stage.citizen.post("/book/TEST/tax", form).status == 422


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("2026-11-23T10:10", "No appointments are given for this service at that time."),
        ("2026-11-20T09:00", "This time is over."),
        ("2027-11-23T10:00", "The book is not open for that day yet."),
        ("2026-11-22T10:00", "No appointments are given for this service at that time."),
        ("9999-12-31T23:59", "The book is not open for that day yet."),
        ("0001-01-01T00:00", "This time is over."),
    ],
)
def test_a_time_that_is_none_is_refused_as_the_centre_would(
    stage: Stage, slot: str, said: str
) -> None:
    told = stage.citizen.post("/book/TEST/tax", {"slot": slot, "key": "B" * 26})
    assert (told.status, said in told.text) == (409, True)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_another_sites_page_books_and_cancels_nothing(
    stage: Stage, headers: dict[str, str]
) -> None:
    given = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    body = f"slot={MONDAY}T10:00&key={'C' * 26}"
    assert stage.citizen.ask("POST", "/book/TEST/tax", body, given).status == 403
    held = stage.citizen.hold("TEST", "tax", MONDAY, "15:00")
    here = held.path.partition("?")[0]
    for what in ("confirm", "cancel", "change"):
        assert stage.citizen.ask("POST", f"{here}/{what}", "", given).status == 403
    assert stage.citizen.get(held.path).status == 200


def test_reading_changes_nothing(stage: Stage) -> None:
    """A browser that fetches ahead, or a search engine, keeps no place and cancels none."""
    held = stage.citizen.hold("TEST", "tax", MONDAY, "16:00")
    here = held.path.partition("?")[0]
    assert stage.citizen.get(f"{here}/confirm").status == 303
    assert stage.citizen.get(f"{here}/cancel").status == 200
    assert "kept for you until" in stage.citizen.get(held.path).text
    assert stage.centre.obey() == 0


def test_guessing_is_limited_by_address(stage: Stage) -> None:
    guesser = stage.somebody("127.0.0.88")
    tokens = [f"TEST-{letter}{'A' * 25}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"]
    statuses = [guesser.get(f"/b/{token}").status for token in (*tokens, "TEST-A")]
    assert statuses[:30] == [404] * 30
    assert statuses[30:] == [429] * 3


def test_one_appointment_is_not_changed_all_day(stage: Stage) -> None:
    held = stage.citizen.hold("TEST", "tax", MONDAY, "13:00")
    confirm = held.links("/confirm")[0]
    statuses = [stage.citizen.post(confirm, {}).status for _ in range(11)]
    assert statuses == [303] * 10 + [429]


def test_a_centre_that_is_cut_off_takes_no_appointments(stage: Stage) -> None:
    known = stage.hall.catalogue
    assert stage.citizen.get("/book/TEST/tax").status == 200
    stage.centre.offer(replace(known, rules=replace(known.rules, hub_share_pct=0)))
    stage.later(LOOKED_S)
    stage.heard()
    assert "gives no appointments" in stage.citizen.get("/book/TEST").text
    assert stage.citizen.get("/book/TEST/tax").status == 404
    stage.centre.offer(known)
    stage.later(LOOKED_S)
    stage.heard()
    assert stage.citizen.get("/book/TEST/tax").status == 200
