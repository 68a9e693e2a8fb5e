"""What a phone's camera sees: a badge held in front of it, as a film that Chromium plays."""

import io
from collections.abc import Mapping
from pathlib import Path

import qrcode
from PIL import Image

WIDTH, HEIGHT = 640, 480
SYMBOL = 300
FRAMES = 10
A_SECOND = 30  # frames that Chromium plays of such a film


def film_of(text: str, file: Path) -> Path:
    """A film (concatenated JPEGs) of the QR symbol of this text, held still."""
    file.write_bytes(frame_of(text) * FRAMES)
    return file


def film_of_each(texts: Mapping[str, float], file: Path) -> Path:
    """A film of one symbol after the other, each for so many seconds; then from the beginning."""
    shown = (frame_of(text) * round(seconds * A_SECOND) for text, seconds in texts.items())
    file.write_bytes(b"".join(shown))
    return file


def film_of_two(middle: str, beside: str, file: Path) -> Path:
    """A film of one symbol in the middle, and another beside it."""
    frame = Image.new("L", (WIDTH, HEIGHT), 120)
    for text, side, left in ((middle, 200, (WIDTH - 200) // 2), (beside, 130, 88)):
        frame.paste(symbol_of(text, side), (left, (HEIGHT - side) // 2))
    file.write_bytes(as_jpeg(frame) * FRAMES)
    return file


def frame_of(text: str) -> bytes:
    """The symbol of this text before a grey ground, as JPEG."""
    frame = Image.new("L", (WIDTH, HEIGHT), 120)
    frame.paste(symbol_of(text, SYMBOL), ((WIDTH - SYMBOL) // 2, (HEIGHT - SYMBOL) // 2))
    return as_jpeg(frame)


def symbol_of(text: str, side: int) -> Image.Image:
    """The symbol, so many pixels wide."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    pixels = bytes(0 if dark else 255 for row in rows for dark in row)
    symbol = Image.frombytes("L", (len(rows), len(rows)), pixels)
    return symbol.resize((side, side), Image.Resampling.NEAREST)


def as_jpeg(frame: Image.Image) -> bytes:
    """In colour, as a camera sends it."""
    encoded = io.BytesIO()
    frame.convert("RGB").save(encoded, "JPEG", quality=90)
    return encoded.getvalue()
