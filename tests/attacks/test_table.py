"""The table of attacks names tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"\]\(\.\./(tests/[\w/]+\.py)\)((?:,? ?`test_\w+`)*)")


def test_every_test_that_the_table_of_attacks_names_is_there() -> None:
    rows = [line for line in TABLE.read_text().splitlines() if line.endswith("|")][2:]
    assert len(rows) > 20
    for row in rows:
        found = NAMED.findall(row)
        assert found, row
        for file, names in found:
            source = (ROOT / file).read_text()
            for name in re.findall(r"`(test_\w+)`", names):
                assert f"def {name}(" in source, (file, name)
