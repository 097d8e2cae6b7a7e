"""The code by which a person sees that device and centre mean each other."""

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.joining import CODE_DIGITS, commitment_to, joining_code

AUTHORITY = bytes(range(32))


def code(
    *,
    authority: bytes = AUTHORITY,
    device: str = "d" * 64,
    centre: str = "c" * 64,
    role: str = "kiosk",
    name: str = "Front",
) -> str:
    return joining_code(
        authority=authority, device_nonce=device, centre_nonce=centre, role=role, name=name
    )


def test_it_is_made_as_it_is_written_down() -> None:
    """By hand: whoever writes another device begins here."""
    parts = [b"foleni join 1", AUTHORITY, b"d" * 64, b"c" * 64, b"kiosk", "Fr\xf6nt".encode()]
    hashed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    number = int.from_bytes(sha256(hashed).digest()[:8], "big") % 1_000_000
    assert code(name="Frönt") == f"{number:06}"
    assert code() == "644872"
    assert commitment_to("c" * 64) == sha256(b"c" * 64).hexdigest()


def test_everything_in_it_counts() -> None:
    """One in a million would be the same by chance; these are not."""
    others = [
        code(authority=AUTHORITY[::-1]),
        code(device="e" * 64),
        code(centre="e" * 64),
        code(role="board"),
        code(name="Side"),
        code(device="c" * 64, centre="d" * 64),
        # A part cannot be made to look like two.
        code(role="kioskF", name="ront"),
    ]
    assert code() not in others
    assert len(set(others)) == len(others)


@given(device=st.text(), centre=st.text(), role=st.text(), name=st.text())
def test_it_always_has_six_digits(device: str, centre: str, role: str, name: str) -> None:
    made = code(device=device, centre=centre, role=role, name=name)
    assert len(made) == CODE_DIGITS
    assert made.isascii()
    assert made.isdigit()


def test_no_digit_is_likelier_than_another() -> None:
    """χ² of 9 degrees: over 40 comes of chance once in 100,000 times, and this is not chance."""
    digits = Counter("".join(code(device=str(n)) for n in range(5000)))
    expected = 5000 * CODE_DIGITS / 10
    assert sum((digits[d] - expected) ** 2 / expected for d in "0123456789") < 40
