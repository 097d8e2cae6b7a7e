"""Whether a window can be opened here, found out before Qt, which would abort the process."""

import ctypes
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

APT = "sudo apt-get install -y --no-install-recommends"

_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
_NO_DISPLAY = (
    "There is no display here: start this in a desktop session; "
    "python main.py tour makes pictures of every screen without one."
)


def display_trouble(environment: Mapping[str, str] = os.environ) -> str | None:
    """The sentence why no window can be opened here; ``None`` where one can."""
    if sys.platform != "linux":
        return None
    if wanted := environment.get("QT_QPA_PLATFORM", ""):
        platform = wanted.partition(":")[0].partition(";")[0]
    elif not has_display(environment):
        return _NO_DISPLAY
    else:
        platform = "wayland" if environment.get("WAYLAND_DISPLAY") else "xcb"
    return _xcb_trouble(environment.get("DISPLAY", "")) if platform == "xcb" else None


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody offers this process a display, or a stand-in for one."""
    if sys.platform != "linux":
        return True
    return any(environment.get(key) for key in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))


def library_sentence(reason: str) -> str:
    """What to type for a library that the loader did not find; ``reason`` is the loader's."""
    library = reason.partition(":")[0]
    package = _PACKAGES.get(library)
    if package is None:
        return f"Qt cannot open a window here ({reason}); python main.py check says more."
    return f"Qt cannot open a window here because {library} is missing; type: {APT} {package}"


def _xcb_trouble(display: str) -> str | None:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
        plugin = _xcb_plugin()
        if plugin is not None:
            ctypes.CDLL(str(plugin))
    except OSError as error:
        return library_sentence(str(error))
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(display.encode() or None, None)
    try:
        if xcb.xcb_connection_has_error(connection):
            return (
                f"The display {display or '(none)'} does not answer; set DISPLAY to one that does."
            )
    finally:
        xcb.xcb_disconnect(connection)
    return None


def _xcb_plugin() -> Path | None:
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    return path if path.exists() else None
