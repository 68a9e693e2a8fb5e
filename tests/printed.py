"""What stands on a printed badge, as a scanner and a reader find it."""

import io

import pypdfium2
import zxingcpp
from PIL import Image


def read(picture: bytes) -> list[str]:
    """What the QR codes in a picture say."""
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def read_pages(pdf: bytes) -> list[str]:
    """What the QR codes on all pages say."""
    said = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=2).to_pil()
        said += [found.text for found in zxingcpp.read_barcodes(picture)]
    return said


def text_of(pdf: bytes) -> str:
    """All words of the document."""
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages)


def url(code: str) -> str:
    return f"HTTPS://TALK.EXAMPLE/B/{code}"
