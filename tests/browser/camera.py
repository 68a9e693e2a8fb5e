"""What a phone's camera sees: a badge held in front of it, as a film that Chromium plays."""

import io
from pathlib import Path

import qrcode
from PIL import Image

WIDTH, HEIGHT = 640, 480
SYMBOL = 300
FRAMES = 10


def film_of(text: str, file: Path) -> Path:
    """A film (concatenated JPEGs) of the QR symbol of this text, held still."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    pixels = bytes(0 if dark else 255 for row in rows for dark in row)
    symbol = Image.frombytes("L", (len(rows), len(rows)), pixels)
    symbol = symbol.resize((SYMBOL, SYMBOL), Image.Resampling.NEAREST)
    frame = Image.new("L", (WIDTH, HEIGHT), 120)
    frame.paste(symbol, ((WIDTH - SYMBOL) // 2, (HEIGHT - SYMBOL) // 2))
    encoded = io.BytesIO()
    frame.convert("RGB").save(encoded, "JPEG", quality=90)
    file.write_bytes(encoded.getvalue() * FRAMES)
    return file
