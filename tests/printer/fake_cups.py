"""CUPS's tools ``lp``, ``lpstat`` and ``cancel``, as small scripts that say what the real ones do.

The texts were taken down from CUPS 2.4.2 with ``LC_ALL=C``.
"""

from pathlib import Path

RUNNING = "scheduler is running\n"
NOT_RUNNING = "scheduler is not running\n"
NO_QUEUE = RUNNING + 'lpstat: Invalid destination name in list "ticket".\n'
ACCEPTS = "ticket accepting requests since Sun Nov 22 02:10:53 2026\n"
REFUSES = "ticket not accepting requests since Sun Nov 22 02:10:53 2026 -\n\tclosed\n"
IDLE = "printer ticket is idle.  enabled since Sun Nov 22 02:10:53 2026\n"
DISABLED = "printer ticket disabled since Sun Nov 22 02:10:41 2026 -\n\treason unknown\n"
DETAILS = """\tForm mounted:
\tContent types: any
\tPrinter types: unknown
\tDescription: ticket
\tAlerts: {alerts}
\tLocation:{space}
\tConnection: direct
\tOn fault: no alert
\tAfter fault: continue
\tUsers allowed:
\t\t(all)
\tForms allowed:
\t\t(none)
\tBanner required
\tCharset sets:
\t\t(none)
\tDefault pitch:
\tDefault page size:
\tDefault port settings:
"""
REQUEST = "request id is ticket-{number} (0 file(s))\n"
JOB = """ticket-{number}                root             29696   Sun Nov 22 02:10:36 2026
\tStatus: {status}
\tAlerts: {alerts}
\tqueued for ticket
"""

TOOLS = {
    "lpstat": """
printf '%s\\n' "$@" >> $D/lpstat.args
case "$*" in
    *not-completed*) test -f $D/waiting && cat $D/waiting ;;
    *completed*) cat $D/completed ;;
    *) cat $D/status; test -f $D/waiting && cat $D/waiting ;;
esac
test -f $D/lpstat.code && exit $(cat $D/lpstat.code)
exit 0
""",
    "lp": """
printf '%s\\n' "$@" > $D/lp.args
cat > $D/lp.job
test -f $D/lp.ends && exec $(cat $D/lp.ends)
test -f $D/stays && mv $D/stays $D/waiting
cat $D/lp.says
exit $(cat $D/lp.code)
""",
    "cancel": """
printf '%s\\n' "$@" > $D/cancel.args
rm -f $D/waiting
""",
}


def printer_says(state: str = IDLE, accepts: str = ACCEPTS, alerts: str = "none") -> str:
    """What ``lpstat -r -l -a ticket -p ticket`` prints of one queue."""
    return RUNNING + accepts + state + DETAILS.format(alerts=alerts, space=" ")


def job_says(number: int = 7, status: str = "", alerts: str = "processing-to-stop-point") -> str:
    """One job in what ``lpstat -l -o ticket`` prints."""
    return JOB.format(number=number, status=status, alerts=alerts)


class FakeCups:
    """A directory for ``PATH``, and what its tools say; a job is handed over at once.

    ``stays`` lets the next job wait until it is cancelled; ``lp_ends_as`` is another program
    that ``lp`` turns into.
    """

    def __init__(self, directory: Path) -> None:
        self.bin = directory / "bin"
        self._files = directory
        self.bin.mkdir()
        for name, body in TOOLS.items():
            tool = self.bin / name
            tool.write_text(f"#!/bin/sh\nD='{directory}'\n{body}", encoding="utf-8")
            tool.chmod(0o755)
        self.status(printer_says())
        self.lp(REQUEST.format(number=7))
        self.completed(job_says())

    def status(self, says: str, code: int = 0) -> None:
        self._write("status", says)
        self._write("lpstat.code", str(code))

    def lp(self, says: str, code: int = 0) -> None:
        self._write("lp.says", says)
        self._write("lp.code", str(code))

    def lp_ends_as(self, command: str) -> None:
        self._write("lp.ends", command)

    def completed(self, says: str) -> None:
        self._write("completed", says)

    def waiting(self, says: str) -> None:
        self._write("waiting", says)

    def stays(self, says: str) -> None:
        self._write("stays", says)

    def arguments_of(self, tool: str) -> list[str]:
        """What the tool was called with last; nothing when it was not."""
        path = self._files / f"{tool}.args"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    @property
    def job(self) -> bytes:
        return (self._files / "lp.job").read_bytes()

    def _write(self, name: str, text: str) -> None:
        (self._files / name).write_text(text, encoding="utf-8")
