"""One badge as a picture: its QR symbol with the quiet zone, as SVG or PNG."""

import io

from PIL import Image

from wetalked.badges import qr
from wetalked.badges.model import BadgeText
from wetalked.badges.qr import QUIET_ZONE, Matrix, width


def svg(badge: BadgeText) -> str:
    """The symbol as an SVG document, one unit a module."""
    return qr.svg(qr.matrix(badge.url))


def png(badge: BadgeText, bytes_per_module: int = 2) -> bytes:
    """The symbol as a 1-bit PNG; a byte is 8 pixels, so a module is 16 pixels wide and high."""
    modules = qr.matrix(badge.url)
    side = 8 * bytes_per_module * width(modules)
    picture = Image.frombytes("1", (side, side), packed(modules, bytes_per_module))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def packed(modules: Matrix, bytes_per_module: int) -> bytes:
    """All pixels with the quiet zone, 8 in a byte: quicker than letting Pillow enlarge them."""
    light, dark = b"\xff" * bytes_per_module, b"\x00" * bytes_per_module
    height = 8 * bytes_per_module
    edge = light * QUIET_ZONE
    blank = light * width(modules) * height * QUIET_ZONE
    rows = (b"".join(dark if module else light for module in row) for row in modules)
    return blank + b"".join((edge + row + edge) * height for row in rows) + blank
