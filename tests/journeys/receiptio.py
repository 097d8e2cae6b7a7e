"""receiptio and receiptline, which others wrote: a client for port 9100, and its language."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build" / "receiptio" / "node_modules"
WITHIN_S = 60
_TRANSFORM = """
const {transform} = require(process.argv[1]);
const printer = JSON.parse(process.argv[2]);
const document = require('fs').readFileSync(0, 'utf8');
process.stdout.write(Buffer.from(transform(document, printer), 'binary'));
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiptio:
    """The installed packages, run by node."""

    node: str
    modules: Path

    def ask(self, host: str) -> str:
        """What it says of the printer's state."""
        return self._run(host, "-q")

    def print(self, host: str, document: str) -> str:
        """What it says became of a document."""
        return self._run(host, given=document)

    def bytes_of(self, document: str, *, command: str, encoding: str) -> bytes:
        """The document as receiptline writes it for a printer of 48 characters a line."""
        printer = {"cpl": 48, "command": command, "encoding": encoding}
        made = subprocess.run(
            [self.node, "-e", _TRANSFORM, str(self.modules / "receiptline"), json.dumps(printer)],
            input=document.encode(),
            capture_output=True,
            check=True,
            timeout=WITHIN_S,
        )
        return made.stdout

    def _run(self, host: str, *arguments: str, given: str = "") -> str:
        client = self.modules / "receiptio" / "bin" / "cli.js"
        ran = subprocess.run(
            [self.node, str(client), "-d", host, *arguments],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=WITHIN_S,
        )
        # It tells the state on standard error.
        return (ran.stdout + ran.stderr).strip()


def found() -> Receiptio:
    """The packages, or the test is skipped."""
    modules = Path(os.environ.get("FOLENI_RECEIPTIO") or BUILT)
    node = shutil.which("node")
    if node is None or not (modules / "receiptio" / "package.json").exists():
        pytest.skip("receiptio is not here (it needs node): make receiptio, or FOLENI_RECEIPTIO")
    return Receiptio(node=node, modules=modules)
