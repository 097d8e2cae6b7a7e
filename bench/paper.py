"""`python -m bench.paper [--quick] [--rows WORD …]`: every fault of the way to paper, 200 visitors.

Ends with 1 when anything was told that is not so, anything was lost, or came twice unasked.
"""

import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from bench.paper_table import NOT_RUN, RUN, markdown, write_tables
from tests.faults.acting import application
from tests.faults.printers import emupos_program
from tests.faults.proof import Result, prove
from tests.faults.rows import Row, table
from tests.faults.stand import OTHERS

TICKETS, QUICK_TICKETS = 200, 16
SIDE_BY_SIDE = 8
"""Most rows wait most of the time; more at once than cores."""
SEED = "Foleni"


def main(arguments: Sequence[str]) -> int:
    """Prove, print, write down; a whole run also renews the README's table."""
    given = _arguments(arguments)
    rows = [
        row for row in table() if not given.rows or any(word in row.name for word in given.rows)
    ]
    tickets = QUICK_TICKETS if given.quick else TICKETS
    began = time.perf_counter()
    results = sorted(
        _proved(rows, tickets, side_by_side=given.processes),
        key=lambda result: [row.name for row in rows].index(_name(result)),
    )
    seconds = time.perf_counter() - began
    print(f"\n{markdown(results)}\n\n{len(results)} rows, {tickets} tickets each, {seconds:.0f} s")
    for result in results:
        for sentence in result.broken:
            print(f"{_name(result)}: {sentence}", file=sys.stderr)
    if not (given.quick or given.rows):
        RUN.parent.mkdir(exist_ok=True)
        said = {"tickets": tickets, "seconds": round(seconds), "rows": [asdict(r) for r in results]}
        RUN.write_text(json.dumps(said, indent=1))
        write_tables()
    return 0 if all(result.holds for result in results) else 1


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = ArgumentParser(prog="python -m bench.paper", description=__doc__, allow_abbrev=False)
    made.add_argument("--quick", action="store_true", help="16 visitors a row, not 200")
    made.add_argument("--rows", nargs="+", metavar="WORD", help="rows with such a word in the name")
    made.add_argument(
        "--processes", type=int, default=SIDE_BY_SIDE, metavar="N", help="side by side"
    )
    return made.parse_args(arguments)


def _proved(rows: Sequence[Row], tickets: int, *, side_by_side: int) -> Iterator[Result]:
    """Each row in a process that proves one after the other; as soon as it is done."""
    runnable = [row for row in rows if row.hall.printer != OTHERS or emupos_program()]
    for row in rows:
        if row not in runnable:
            yield Result(fault=row.fault, printer=row.hall.printer, broken=[], not_run=NOT_RUN)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(side_by_side, mp_context=context) as pool:
        # The slowest first, so that none of them is left alone at the end.
        ordered = sorted(runnable, key=lambda row: row.killed_at is None)
        doing = {pool.submit(_prove, row.name, tickets): row for row in ordered}
        for done in as_completed(doing):
            row, failed = doing[done], done.exception()
            if failed is None:
                result = done.result()
            else:
                result = Result(
                    fault=row.fault, printer=row.hall.printer, broken=[f"it failed: {failed!r}"]
                )
            print(_progress(result), flush=True)
            yield result


def _prove(name: str, tickets: int) -> Result:
    """One row, found by its name: what goes wrong in it is code, and does not travel."""
    application()
    row = next(row for row in table() if row.name == name)
    with tempfile.TemporaryDirectory(prefix="foleni-paper-") as directory:
        result = prove(row, tickets, Path(directory), seed=f"{SEED} {name}")
        if not result.holds:
            _keep(Path(directory), result)
        return result


def _keep(directory: Path, result: Result) -> None:
    """What a row that did not hold left behind: stores, and receipts of others' printers."""
    kept = RUN.parent / "paper-broken" / re.sub(r"\W+", "-", _name(result))
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(directory, kept)


def _progress(result: Result) -> str:
    wrong = f"{result.lies} lies, {result.lost} lost, {result.duplicates} duplicates"
    kept = "ok" if result.holds else "BROKEN"
    return f"{_name(result):<42}{result.slips:>5} slips  {wrong}  {result.seconds:5.1f} s  {kept}"


def _name(result: Result) -> str:
    return f"{result.fault} · {result.printer}"


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
