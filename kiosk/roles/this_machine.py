"""What tells this machine from every other, as far as any program may read it."""

import subprocess
import sys
from pathlib import Path

from kiosk.db.machine import Traits

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
NETWORK_CARDS = Path("/sys/class/net")
BOARD_SERIAL = Path("/proc/device-tree/serial-number")
LEAST_ID = 8
WITHIN_S = 5.0


def this_machine() -> Traits:
    """Its id, and the parts built into it; nothing where the system tells nothing."""
    if sys.platform == "win32":
        return Traits(id=_windows_id())
    if sys.platform == "darwin":
        return Traits(id=_apple_id())
    return linux_machine(ids=MACHINE_IDS, cards=NETWORK_CARDS, board=BOARD_SERIAL)


def linux_machine(*, ids: tuple[Path, ...], cards: Path, board: Path) -> Traits:
    """The same from where Linux tells it."""
    found = next((text for path in ids if len(text := _text(path)) >= LEAST_ID), "")
    serial = _text(board)
    parts = {f"card {address}" for address in _built_in(cards)}
    return Traits(id=found, parts=frozenset(parts | ({f"board {serial}"} if serial else set())))


def _built_in(cards: Path) -> set[str]:
    """Addresses of network cards that nobody unplugs: not on USB, not made by software."""
    try:
        found = sorted(cards.iterdir())
    except OSError:
        return set()
    return {
        address
        for card in found
        if (card / "device").exists()
        and "usb" not in str((card / "device").resolve())
        # 0: the card's own, not one that software gave it.
        and _text(card / "addr_assign_type") == "0"
        and (address := _text(card / "address")).strip("0:")
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip("\0 \n")
    except OSError:
        return ""


if sys.platform == "win32":
    import winreg

    def _windows_id() -> str:
        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography"
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
else:

    def _windows_id() -> str:
        return ""


def _apple_id() -> str:
    asked = ("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
    try:
        told = subprocess.run(asked, capture_output=True, timeout=WITHIN_S, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    for line in told.decode(errors="replace").splitlines():
        name, _, value = line.partition("=")
        if "IOPlatformUUID" in name:
            return value.strip().strip('"')
    return ""
