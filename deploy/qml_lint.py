"""Checks every QML file: format, names and types, against the Python that stands behind it.

python -m deploy.qml_lint          fails on any warning and on any unformatted file
python -m deploy.qml_lint --fix    writes the format first
"""

import argparse
import difflib
import subprocess
import sys
from pathlib import Path

from deploy.qml_types import write_types

ROOT = Path(__file__).resolve().parent.parent


def _tool(name: str) -> str:
    """Return the path of a Qt tool that came with this Python's PySide6."""
    return str(Path(sys.executable).with_name(name))


def _unformatted(file: Path) -> str:
    """Return what qmlformat would change, as a diff: empty when the file is in form."""
    formatter = [_tool("pyside6-qmlformat"), str(file)]
    wanted = subprocess.run(formatter, check=True, capture_output=True, encoding="utf-8").stdout
    return "".join(
        difflib.unified_diff(
            file.read_text(encoding="utf-8").splitlines(keepends=True),
            wanted.splitlines(keepends=True),
            str(file),
            "formatted",
        )
    )


def _warned(root: Path, files: list[Path], imports: list[Path]) -> bool:
    """Let qmllint print its warnings, with paths from `root`, and say whether there were any."""
    paths = [part for folder in imports for part in ("-I", str(folder))]
    names = [str(file.relative_to(root)) for file in files]
    command = [_tool("pyside6-qmllint"), *paths, "--max-warnings", "0", *names]
    return subprocess.run(command, cwd=root, check=False).returncode != 0


def main(arguments: list[str]) -> int:
    """Check, or with --fix format and check, and return an exit code."""
    parser = argparse.ArgumentParser(description="Check every QML file.")
    parser.add_argument("--fix", action="store_true", help="write the format first")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds kiosk/")
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    sys.path.insert(0, str(root))
    qml = root / "kiosk" / "ui" / "qml"
    types = root / "build" / "qml"
    count = write_types(root, "kiosk.ui", types)
    files = sorted(qml.rglob("*.qml"))
    if not files:
        print(f"There is no QML below {qml}.", file=sys.stderr)
        return 1
    if options.fix:
        subprocess.run([_tool("pyside6-qmlformat"), "-i", *map(str, files)], check=True)
    diffs = [diff for file in files if (diff := _unformatted(file))]
    sys.stdout.write("".join(diffs))
    sys.stdout.flush()
    warned = _warned(root, files, [qml, types])
    if diffs:
        print(f"{len(diffs)} QML files to format: python -m deploy.qml_lint --fix")
    if warned or diffs:
        return 1
    print(f"{len(files)} QML files agree with {count} Python types.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
