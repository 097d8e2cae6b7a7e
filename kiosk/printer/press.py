"""From a slip to the bytes of its print job, for one printer."""

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.printer.appointment_slip import AnySlip, words_of
from kiosk.printer.escpos import job
from kiosk.printer.hand_list import HandList, list_words
from kiosk.printer.profile import PrinterProfile
from kiosk.printer.road import Encoder
from kiosk.printer.slip import specimen
from kiosk.texts import Texts

if TYPE_CHECKING:
    from kiosk.printer.layout import SlipPainter


class SlipPress:
    """Words, picture and bytes in one go. For one thread: the printer's worker.

    ``fonts`` is the directory with the bundled fonts; ``encode`` makes a picture what the
    printer's road carries.
    """

    def __init__(
        self, *, fonts: Path, texts: Texts, profile: PrinterProfile, encode: Encoder = job
    ) -> None:
        self._fonts = fonts
        self._texts = texts
        self._profile = profile
        self._encode = encode
        self._painter: SlipPainter | None = None

    def warm_up(self) -> None:
        """Load Pillow and qrcode, read the texts and draw letters now (0.2 s).

        Else the first visitor's slip would wait for it.
        """
        self.press(specimen(self._texts.languages))

    def press(self, slip: AnySlip) -> bytes:
        """The bytes of the whole job; raises ``CodeDoesNotFit`` for a code no QR can carry."""
        painter = self._painted_by()
        if isinstance(slip, HandList):
            picture = painter.paint_list(list_words(slip, self._texts))
        else:
            picture = painter.paint(words_of(slip, self._texts))
        return self._encode(picture, self._profile.cut)

    def _painted_by(self) -> "SlipPainter":
        # Imported here: a kiosk shows its first screen before it loads Pillow.
        from kiosk.printer.layout import SlipPainter  # noqa: PLC0415

        if self._painter is None:
            self._painter = SlipPainter(
                fonts=self._fonts, width_dots=self._profile.width_dots, dpi=self._profile.dpi
            )
        return self._painter
