"""QR codes and barcodes that the virtual printer draws itself, when it is sent their text."""

import re

from PIL import Image

from kiosk.printer.emulator.letters import BARE, FONT_A, INK, Look, drawn

LONGEST_QUICK_QR = 256
"""Up to so many bytes the best of eight masks is looked for; more would keep a head waiting."""
_LEVELS = (1, 0, 3, 2)
"""qrcode's numbers of L, M, Q and H."""
_NAMES = {
    **dict.fromkeys((0, 65), "upca"),
    **dict.fromkeys((2, 67), "ean13"),
    **dict.fromkeys((3, 68), "ean8"),
    **dict.fromkeys((4, 69), "code39"),
    **dict.fromkeys((5, 70), "itf"),
    **dict.fromkeys((6, 71), "codabar"),
    73: "code128",
}
"""``GS k m``, as far as python-barcode draws it."""
_CODE_C_PAIR = re.compile(rb"\{([ABC])([^{]*)|\{([{1-4S])", re.DOTALL)


def qr(data: bytes, level: int, dots: int) -> Image.Image | None:
    """The symbol without a quiet zone, a module ``dots`` wide; ``None``: too much for one."""
    # Loaded late: only a printer that is sent a code's text needs it.
    import qrcode  # noqa: PLC0415
    from qrcode.exceptions import DataOverflowError  # noqa: PLC0415

    code = qrcode.QRCode(
        error_correction=_LEVELS[level],
        border=0,
        mask_pattern=None if len(data) <= LONGEST_QUICK_QR else 0,
    )
    try:
        code.add_data(data)
        matrix = code.get_matrix()
    except (DataOverflowError, ValueError):
        return None
    image = Image.new("1", (len(matrix), len(matrix)), BARE)
    image.putdata([INK if module else BARE for row in matrix for module in row])
    return image.resize((image.width * dots, image.height * dots), Image.Resampling.NEAREST)


def bars(command: bytes, dots: int, rows: int, words: int) -> tuple[Image.Image, str] | None:
    """The barcode of a whole ``GS k``, and what it says; ``None``: not one this printer draws.

    ``words`` is where its text stands: 0 nowhere, 1 above, 2 below, 3 both.
    """
    name = _NAMES.get(command[2])
    data = command[4:] if command[2] > max(range(65)) else command[3:].removesuffix(b"\0")
    modules = _modules(name, data) if name else None
    if modules is None:
        return None
    pattern, text = modules
    line = Image.new("1", (len(pattern), 1), BARE)
    line.putdata([INK if module == "1" else BARE for module in pattern])
    stripes = line.resize((line.width * dots, rows), Image.Resampling.NEAREST)
    label = _label(text)
    parts = [label] * (words & 1) + [stripes] + [label] * (words >> 1)
    image = Image.new("1", (max(p.width for p in parts), sum(p.height for p in parts)), BARE)
    top = 0
    for part in parts:
        image.paste(part, ((image.width - part.width) // 2, top))
        top += part.height
    return image, text


def _modules(name: str, data: bytes) -> tuple[str, str] | None:
    # Loaded late, as above.
    from barcode import get_barcode_class  # noqa: PLC0415
    from barcode.errors import BarcodeError  # noqa: PLC0415

    text = _code_128_text(data) if name == "code128" else data.decode("latin-1")
    more = {"add_checksum": False} if name == "code39" else {}
    try:
        made = get_barcode_class(name)(text, **more)
        return str(made.build()[0]), str(made.get_fullcode())
    except (BarcodeError, ValueError, KeyError, IndexError):
        return None


def _code_128_text(data: bytes) -> str:
    """What ``{A``, ``{B`` and ``{C`` stretches say; the symbol's own sets are chosen anew."""
    said = []
    for found in _CODE_C_PAIR.finditer(data):
        if found[3]:
            said.append("{" if found[3] == b"{" else "")
        elif found[1] == b"C":
            said.append("".join(f"{pair % 100:02}" for pair in found[2]))
        else:
            said.append(found[2].decode("latin-1"))
    return "".join(said)


def _label(text: str) -> Image.Image:
    label = Image.new("1", (FONT_A.width * len(text), FONT_A.height), BARE)
    for i, said in enumerate(text):
        label.paste(drawn(said, Look()), (i * FONT_A.width, 0))
    return label
