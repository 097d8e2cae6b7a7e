"""A catalogue is read whole, or refused in one sentence with file, key and remedy."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from kiosk.centre.catalogue_file import ICONS, CatalogueMistake, read_catalogue
from kiosk.domain.catalogue import Catalogue, Opening, Shifts, Slots
from kiosk.domain.ids import CounterId, QueueId, ServiceId

REAL = ICONS.parent / "catalogue" / "huduma.toml"

SMALL = """\
[centre]
code = "MOLO"
name = {en = "Huduma Centre", sw = "Huduma Centre"}
place = {en = "Molo", sw = "Molo"}

[hours]
mon = "08:00-17:00"
cut_off_min = 15

[[hours.exception]]
day = 2026-12-25
name = {en = "Christmas Day", sw = "Krismasi"}

[[hours.exception]]
day = 2026-12-24
name = {en = "Christmas Eve", sw = "Mkesha"}
opening = "08:00–12:00"

[[queue]]
id = "id"
letter = "A"
name = {en = "National ID", sw = "Kitambulisho"}
short = {en = "ID", sw = "ID"}

[[group]]
id = "id"
name = {en = "National ID", sw = "Kitambulisho"}
hint = {en = "New or lost", sw = "Kipya, kilichopotea"}
icon = "id-card"

[[service]]
id = "id-lost"
group = "id"
queue = "id"
name = {en = "Lost", sw = "Kilichopotea"}
agency = {en = "Registration", sw = "Usajili"}
icon = "id-card"
target_min = 8
hall = {en = "Hall 2", sw = "Ukumbi 2"}
bring = [{en = "Police abstract", sw = "Abstrakti ya polisi"}]
fees = [{amount_kes = 0, valid_from = 2025-10-31, valid_until = 2026-10-30}]
quota = 40
appointments = {minutes = 20, capacity = 2}

[service.hours]
mon = "09:00-12:00"

[[elsewhere]]
id = "passport"
group = "id"
name = {en = "Passport", sw = "Pasipoti"}
where = {en = "Nakuru", sw = "Nakuru"}

[[counter]]
id = "3"
label = "3"
hall = {en = "Hall 2", sw = "Ukumbi 2"}
services = ["id-lost"]
shifts = {mon = ["08:00-13:00", "14:00-17:00"], tue = []}

[[pause_reason]]
id = "lunch"
name = {en = "Lunch", sw = "Chakula cha mchana"}
"""


def read(tmp_path: Path, text: str) -> Catalogue:
    path = tmp_path / "centre.toml"
    path.write_text(text, encoding="utf-8")
    return read_catalogue(path)


def refusal(tmp_path: Path, text: str) -> CatalogueMistake:
    with pytest.raises(CatalogueMistake) as caught:
        read(tmp_path, text)
    return caught.value


def test_a_small_catalogue_is_read_whole(tmp_path: Path) -> None:
    catalogue = read(tmp_path, SMALL)
    service = catalogue.service[ServiceId("id-lost")]

    assert catalogue.centre.code == "MOLO"
    assert catalogue.centre.languages == ("sw", "en")
    assert catalogue.hours.week == {"mon": Opening(opens=time(8), closes=time(17))}
    assert catalogue.hours.on(date(2026, 12, 25)) is None
    assert catalogue.hours.on(date(2026, 12, 24)) == Opening(opens=time(8), closes=time(12))
    assert service.bring == ({"en": "Police abstract", "sw": "Abstrakti ya polisi"},)
    assert service.fee_on(date(2026, 10, 30)) is not None
    assert service.fee_on(date(2026, 10, 31)) is None
    assert service.hours is not None
    assert service.hours.week["mon"].opens == time(9)
    assert catalogue.counter[CounterId("3")].services == ("id-lost",)
    assert [reason.id for reason in catalogue.pause_reasons] == ["lunch"]
    assert catalogue.rules.calls_before_no_show == 3
    assert service.appointments == Slots(minutes=20, capacity=2)
    assert [other.where["en"] for other in catalogue.elsewhere] == ["Nakuru"]
    assert catalogue.counter[CounterId("3")].shifts == Shifts(
        week={
            "mon": (
                Opening(opens=time(8), closes=time(13)),
                Opening(opens=time(14), closes=time(17)),
            ),
            "tue": (),
        }
    )


WRONG = {
    "not TOML": ("[centre]", "[centre", "", "at line 1"),
    "an impossible day": ("day = 2026-12-25", "day = 2026-13-25", "", "at line 11"),
    "a table misspelt": ("[centre]", "[center]", "center", "did you mean centre?"),
    "a key misspelt": ('queue = "id"', 'quue = "id"', "service[0].quue", "did you mean queue?"),
    "a key of nothing": ("quota = 40", "zzz = 40", "service[0].zzz", "known are id, group"),
    "a key deep inside": ("amount_kes", "amount", "service[0].fees[0].amount", "amount_kes?"),
    "a day misspelt": ("mon =", "mno =", "hours.mno", "did you mean mon?"),
    "a key in an exception": (
        "opening =",
        "openning =",
        "hours.exception[1].openning",
        "did you mean opening?",
    ),
    "a key missing": ("target_min = 8\n", "", "service[0].target_min", "missing; add it"),
    "no centre": (SMALL[: SMALL.index("[hours]")], "", "centre", "missing; add it"),
    "a text for a number": ("quota = 40", 'quota = "40"', "service[0].quota", "whole number"),
    "a yes for a number": ("quota = 40", "quota = true", "service[0].quota", "whole number"),
    "a number for a text": ('label = "3"', "label = 3", "counter[0].label", "text in quotes"),
    "one text for all": ('{en = "Lost", sw = "Kilichopotea"}', '"Lost"', "service[0].name", "a t"),
    "single brackets": ("[[pause_reason]]", "[pause_reason]", "pause_reason", "[[pause_reason]]"),
    "no language": (', sw = "Kilichopotea"', "", "service[0].name.sw", 'add sw = "…"'),
    "an empty text": ('sw = "Kilichopotea"', 'sw = " "', "service[0].name.sw", "write the text"),
    "no language in a list": (
        ', sw = "Abstrakti ya polisi"',
        "",
        "service[0].bring[0].sw",
        "missing",
    ),
    "no language of a holiday": (', sw = "Krismasi"', "", "hours.exception[0].name.sw", "missing"),
    "an unknown queue": ('queue = "id"', 'queue = "ids"', "service[0].queue", 'mean "id"?'),
    "an unknown group": ('group = "id"', 'group = "tax"', "service[0].group", "choose a group"),
    "an unknown service": (
        'services = ["id-lost"]',
        'services = ["id-lots"]',
        "counter[0].services[0]",
        'did you mean "id-lost"?',
    ),
    "a service twice": (
        'services = ["id-lost"]',
        'services = ["id-lost", "id-lost"]',
        "counter[0].services[1]",
        "twice",
    ),
    "a counter for nothing": ('services = ["id-lost"]', "services = []", "counter[0].services", ""),
    "an unknown icon": ('icon = "id-card"', 'icon = "id-crad"', "group[0].icon", '"id-card"?'),
    "a letter that misleads": ('letter = "A"', 'letter = "O"', "queue[0].letter", "A F H L R S W"),
    "a small letter": ('letter = "A"', 'letter = "a"', "queue[0].letter", "A F H L R S W X Y"),
    "two letters": ('letter = "A"', 'letter = "AF"', "queue[0].letter", "choose one"),
    "no letter": ('letter = "A"', 'letter = ""', "queue[0].letter", "choose one"),
    "an id with a space": ('id = "3"', 'id = "no 3"', "counter[0].id", "digits and hyphens"),
    "a zone of several words": (
        'label = "3"',
        'label = "3"\nzone = "First Floor"',
        "counter[0].zone",
        "small letters",
    ),
    "a long label": ('label = "3"', 'label = "Three"', "counter[0].label", "1 to 3 characters"),
    "no quota at all": ("quota = 40", "quota = 0", "service[0].quota", "write 1 or more"),
    "no target": ("target_min = 8", "target_min = 0", "service[0].target_min", "1 or more"),
    "a negative fee": ("amount_kes = 0", "amount_kes = -1", "service[0].fees[0].amount_kes", "0"),
    "a fee that ends first": (
        "valid_until = 2026-10-30",
        "valid_until = 2025-10-30",
        "service[0].fees[0].valid_until",
        "before valid_from",
    ),
    "closing first": ('mon = "08:00', 'mon = "18:00', "hours.mon", "closes before it opens"),
    "never open": ('mon = "08:00-17:00"', 'mon = "17:00-17:00"', "hours.mon", "before it opens"),
    "an hour that is none": ('mon = "08:00', 'mon = "25:00', "hours.mon", '"08:00-17:00"'),
    "hours as a number": ('mon = "08:00-17:00"', "mon = 8", "hours.mon", '"08:00-17:00"'),
    "hours of a service": ('mon = "09:00', 'mon = "9', "service[0].hours.mon", '"08:00-17:00"'),
    "a cut-off ahead": ("cut_off_min = 15", "cut_off_min = -1", "hours.cut_off_min", "0 or more"),
    "a day as a text": ("day = 2026-12-25", 'day = "Xmas"', "hours.exception[0].day", "2026-12-25"),
    "a day with a time": (
        "day = 2026-12-25",
        "day = 2026-12-25T08:00:00",
        "hours.exception[0].day",
        "write a date such as 2026-12-25",
    ),
    "a day twice": ("2026-12-24", "2026-12-25", "hours.exception[1].day", "exception[0] already"),
    "a small code": ('"MOLO"', '"molo"', "centre.code", "2 to 8 capital letters or digits"),
    "a long code": ('"MOLO"', '"MOLOMOLOM"', "centre.code", "2 to 8"),
    "no such time zone": (
        "\n[hours]",
        'timezone = "Africa/Molo"\n[hours]',
        "centre.timezone",
        "Africa/Nairobi",
    ),
    "a time zone outside": (
        "\n[hours]",
        'timezone = "../etc"\n[hours]',
        "centre.timezone",
        "Africa/Nairobi",
    ),
    "no languages": ("\n[hours]", "languages = []\n[hours]", "centre.languages", "at least one"),
    "a language twice": (
        "\n[hours]",
        'languages = ["sw", "sw"]\n[hours]',
        "centre.languages[1]",
        "twice",
    ),
    "no counter": (
        SMALL[SMALL.index("[[counter]]") : SMALL.index("[[pause_reason]]")],
        "",
        "counter",
        "add a [[counter]]",
    ),
    "a slot of seconds": ("minutes = 20", "minutes = 1", "service[0].appointments.minutes", "5 or"),
    "a slot of days": ("minutes = 20", "minutes = 999", "service[0].appointments.minutes", "240"),
    "a slot for nobody": ("capacity = 2", "capacity = 0", "service[0].appointments.capacity", "1"),
    "a book as a yes": (
        "appointments = {minutes = 20, capacity = 2}",
        "appointments = true",
        "service[0].appointments",
        "write a table",
    ),
    "a key of a book misspelt": (
        "minutes = 20",
        "minuts = 20",
        "service[0].appointments.minuts",
        "did you mean minutes?",
    ),
    "a book without a place": (
        "minutes = 20, capacity = 2",
        "minutes = 240, capacity = 2",
        "service[0].appointments",
        "a week has no place",
    ),
    "elsewhere in no group": (
        'group = "id"\nname = {en = "Passport"',
        'group = "di"\nname = {en = "Passport"',
        "elsewhere[0].group",
        "choose a group",
    ),
    "elsewhere and here": ('id = "passport"', 'id = "id-lost"', "elsewhere[0].id", "this centre"),
    "elsewhere in one language": (', sw = "Nakuru"', "", "elsewhere[0].where.sw", "missing"),
    "shifts on no day": ("tue = []", "tuesday = []", "counter[0].shifts.tuesday", "mean tue?"),
    "shifts without brackets": ("tue = []", 'tue = "08:00"', "counter[0].shifts.tue", "as a list"),
    "a shift that is none": ('"08:00-13:00"', '"8-13"', "counter[0].shifts.mon[0]", '"08:00-17'),
    "shifts that overlap": ('"14:00-17', '"12:00-17', "counter[0].shifts.mon[1]", "in order"),
    "more appointments than time": (
        "[[pause_reason]]",
        "[rules]\nappointments_pct = 101\n[[pause_reason]]",
        "rules.appointments_pct",
        "100 or less",
    ),
    "lost before late": (
        "[[pause_reason]]",
        "[rules]\nappointment_lost_min = 10\n[[pause_reason]]",
        "rules.appointment_lost_min",
        "15 or more",
    ),
    "a rule that never ends": (
        "[[pause_reason]]",
        "[rules]\ncalls_before_no_show = 0\n[[pause_reason]]",
        "rules.calls_before_no_show",
        "1 or more",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_catalogue_is_refused_with_file_key_and_remedy(tmp_path: Path, name: str) -> None:
    before, after, key, remedy = WRONG[name]
    assert before in SMALL

    mistake = refusal(tmp_path, SMALL.replace(before, after, 1))

    assert mistake.key == key
    assert remedy in mistake.remedy
    assert str(mistake).startswith(f"{tmp_path / 'centre.toml'}: {key}")
    assert "\n" not in str(mistake)
    assert "msgspec" not in str(mistake)


def test_a_book_of_whom_the_roster_has_nobody_is_refused(tmp_path: Path) -> None:
    text = SMALL.replace(", capacity = 2", "").replace('mon = ["08:00-13:00", "14:00-17:00"], ', "")
    mistake = refusal(tmp_path, text)
    assert mistake.key == "service[0].appointments"
    assert "more counters" in mistake.remedy


@pytest.mark.parametrize("table", ["queue", "group", "service", "counter", "pause_reason"])
def test_an_id_that_stands_twice_is_refused(tmp_path: Path, table: str) -> None:
    start = SMALL.index(f"[[{table}]]")
    end = SMALL.find("\n[[", start + 1)
    once = SMALL[start : end if end > 0 else None]

    mistake = refusal(tmp_path, f"{SMALL}\n{once}\n")

    assert mistake.key == f"{table}[1].id"
    assert f"is {table}[0] already" in mistake.remedy


def test_a_file_that_windows_marked_as_utf_8_is_read(tmp_path: Path) -> None:
    file = tmp_path / "marked.toml"
    file.write_text(REAL.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert read_catalogue(file) == read_catalogue(REAL)


def test_a_letter_that_stands_twice_is_refused(tmp_path: Path) -> None:
    second = '[[queue]]\nid = "tax"\nletter = "A"\nname = {en = "T", sw = "K"}\n'
    mistake = refusal(tmp_path, f'{SMALL}\n{second}short = {{en = "T", sw = "K"}}\n')

    assert mistake.key == "queue[1].letter"
    assert "taken by queue[0]" in mistake.remedy


def test_a_label_that_stands_twice_is_refused(tmp_path: Path) -> None:
    second = '[[counter]]\nid = "4"\nlabel = "3"\nhall = {en = "H", sw = "U"}\n'
    mistake = refusal(tmp_path, f'{SMALL}\n{second}services = ["id-lost"]\n')

    assert mistake.key == "counter[1].label"


def test_a_tile_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    second = '[[group]]\nid = "tax"\nicon = "car"\nname = {en = "T", sw = "K"}\n'
    mistake = refusal(tmp_path, f'{SMALL}\n{second}hint = {{en = "T", sw = "K"}}\n')

    assert mistake.key == "group[1].id"
    assert "no service belongs to it" in mistake.remedy


def test_a_counter_may_be_in_a_zone_and_need_not(tmp_path: Path) -> None:
    zoned = SMALL.replace('label = "3"', 'label = "3"\nzone = "upstairs"')

    assert read(tmp_path, SMALL).counter[CounterId("3")].zone is None
    assert read(tmp_path, zoned).counter[CounterId("3")].zone == "upstairs"


def test_a_service_no_counter_gives_is_accepted(tmp_path: Path) -> None:
    start = SMALL.index("[[service]]")
    service = SMALL[start : SMALL.index("[service.hours]")].replace('"id-lost"', '"id-first"')

    catalogue = read(tmp_path, f"{SMALL}\n{service}")

    assert ServiceId("id-first") in catalogue.service


def test_a_mistake_says_which_service_it_is_about(tmp_path: Path) -> None:
    mistake = refusal(tmp_path, SMALL.replace("quota = 40", "quota = -2"))

    assert "service[0].quota (id-lost): -2 is too small; write 1 or more" in str(mistake)


def test_a_catalogue_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMistake, match="cannot be read"):
        read_catalogue(tmp_path / "none.toml")


def test_a_catalogue_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "centre.toml"
    path.write_bytes(b"\xff\xfe[centre]")
    with pytest.raises(CatalogueMistake, match="UTF-8"):
        read_catalogue(path)


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return read_catalogue(REAL)


def test_the_real_catalogue_is_accepted(real: Catalogue) -> None:
    assert len(real.services) >= 24
    assert len(real.counters) == 6
    assert real.notice is not None
    assert {queue.letter for queue in real.queues} <= set("AFHLRSWXY")
    assert [counter.id for counter in real.counters if counter.information] == ["1"]


def test_every_service_of_the_real_catalogue_has_a_counter(real: Catalogue) -> None:
    offered = {service for counter in real.counters for service in counter.services}
    assert offered == set(real.service)


def test_one_counter_serves_for_several_agencies(real: Catalogue) -> None:
    agencies = {real.service[s].agency["en"] for s in real.counter[CounterId("3")].services}
    assert len(agencies) >= 3


def test_visitors_wait_in_the_hall_where_a_counter_calls_them(real: Catalogue) -> None:
    for service in real.services:
        halls = {c.hall["en"] for c in real.counters if service.id in c.services}
        assert halls == {service.hall["en"]}, service.id


def test_a_queue_waits_in_one_hall(real: Catalogue) -> None:
    for queue in real.queues:
        members = real.services_of_queue[QueueId(queue.id)]
        assert len({real.service[s].hall["en"] for s in members}) == 1, queue.id


def test_collecting_a_document_and_not_being_sure_are_always_there(real: Catalogue) -> None:
    assert [group.id for group in real.groups if group.always] == ["collect", "unsure"]
    assert [group.id for group in real.groups if group.unsure] == ["unsure"]


def test_a_waived_fee_is_said_to_be_free_until_its_last_day_and_not_after(real: Catalogue) -> None:
    lost = real.service[ServiceId("id-lost")]
    fee = lost.fee_on(date(2026, 10, 30))
    assert fee is not None
    assert fee.amount_kes == 0
    assert lost.fee_on(date(2026, 10, 31)) is None


def test_the_centre_opens_again_after_the_holidays(real: Catalogue) -> None:
    christmas_eve = datetime(2026, 12, 24, 18, tzinfo=UTC)
    opens = real.hours.next_opening(christmas_eve)
    assert opens == datetime(2026, 12, 28, 8, tzinfo=UTC)
