"""The table in small: every fault on every kind of printer, with a few visitors each."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from bench.paper_table import BEGIN, END, FAMILIES, ROOT, markdown, summary, write_tables
from tests.faults.printers import emupos_program
from tests.faults.proof import Result, prove, prove_together
from tests.faults.rows import Row, table
from tests.faults.stand import DOCUMENTS, OTHERS

VISITORS = 2
ROWS_TOGETHER = 12
SEED = "a few"


def small(row: Row) -> Row:
    """One kiosk, and no claims about shares: there are too few visitors for any."""
    kiosks = 2 if row.hall.shared else 1
    hall = replace(row.hall, kiosks=kiosks)
    return replace(row, hall=hall, printed_at_least=0.0)


def rows_on(*printers: str) -> list[Row]:
    return [small(row) for row in table() if row.hall.printer in printers and row.killed_at is None]


def wrong_in(results: list[Result]) -> list[str]:
    return [f"{r.fault} · {r.printer}: {why}" for r in results for why in r.broken]


def in_parts(rows: list[Row]) -> list[list[Row]]:
    return [rows[at : at + ROWS_TOGETHER] for at in range(0, len(rows), ROWS_TOGETHER)]


@pytest.mark.journey
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(part, id=f"{name} {number}")
        for name, printers in (
            ("A3", ("A3",)),
            ("A2", ("A2",)),
            ("others", ("A1", "A0", DOCUMENTS)),
        )
        for number, part in enumerate(in_parts(rows_on(*printers)))
    ],
)
def test_nothing_is_told_that_is_not_so(
    rows: list[Row], qapp: QCoreApplication, tmp_path: Path
) -> None:
    assert wrong_in(prove_together(rows, VISITORS, tmp_path, SEED)) == []


@pytest.mark.journey
@pytest.mark.parametrize("fault", ["nothing", "reset inside", "paper out inside"])
def test_nor_with_a_printer_that_others_wrote(
    fault: str, qapp: QCoreApplication, tmp_path: Path
) -> None:
    if emupos_program() is None:
        pytest.skip("emupos is not here (it needs Python 3.13): make emupos, or set FOLENI_EMUPOS")
    rows = [row for row in rows_on(OTHERS) if row.fault == fault]
    assert wrong_in(prove_together(rows, VISITORS, tmp_path, SEED)) == []


@pytest.mark.journey
@pytest.mark.parametrize("row", [r for r in table() if r.killed_at], ids=lambda row: row.name)
def test_nor_when_the_device_is_killed(row: Row, qapp: QCoreApplication, tmp_path: Path) -> None:
    assert wrong_in([prove(small(row), VISITORS, tmp_path, SEED)]) == []


def test_every_row_has_a_name_of_its_own_and_every_fault_a_line_in_the_readme() -> None:
    names = [row.name for row in table()]
    assert len(set(names)) == len(names)
    shown = [fault for faults in FAMILIES.values() for fault in faults]
    assert sorted(shown) == sorted({row.fault for row in table()})


def test_a_row_that_was_not_run_says_so() -> None:
    run = Result(fault="nothing", printer="A3", tickets=200, slips=200, printed=200)
    missing = Result(fault="nothing", printer=OTHERS, not_run="not run")
    assert "| nothing | emupos | not run |" in markdown([run, missing])
    assert "| nothing | A3, emupos (not run) | 200 | 200 | 200 |" in summary([run, missing])


def test_the_tables_stand_where_their_marks_are_as_the_last_whole_run_left_them(
    tmp_path: Path,
) -> None:
    run = tmp_path / "paper.json"
    row = asdict(Result(fault="nothing", printer="A3", tickets=200, slips=200, printed=200))
    run.write_text(json.dumps({"tickets": 200, "seconds": 300, "rows": [row]}))
    (tmp_path / "docs").mkdir()
    pages = (tmp_path / "README.md", tmp_path / "docs" / "figures.md")
    for page in pages:
        page.write_text(f"before\n{BEGIN}\nan old table\n{END}\nafter\n")
    for _ in range(2):
        write_tables(run, tmp_path)
    for page in pages:
        text = page.read_text()
        assert text.startswith(f"before\n{BEGIN}\n200 visitors")
        assert text.endswith(f"{END}\nafter\n")
        assert "an old table" not in text
        assert "| nothing | A3 | 200 | 200 |" in text


@pytest.mark.parametrize("page", ["README.md", "docs/figures.md"])
def test_there_is_a_place_for_the_tables(page: str) -> None:
    text = (ROOT / page).read_text()
    assert text.index(BEGIN) < text.index(END)
