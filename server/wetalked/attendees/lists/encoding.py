"""An attendee list's bytes as text: which encoding, row by row, and no wrong letters in silence."""

import codecs
import re
from collections.abc import Sequence

import msgspec

from wetalked.attendees.lists.errors import ACCEPTED, SAVE_AS, NotAList, no_text
from wetalked.attendees.lists.legacy import SHOWN, old_encoding
from wetalked.core.text import quoted
from wetalked.events.model import Told, ToldKind

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ENDS = re.compile(rb"(?<=\n)|(?<=\r)(?!\n)")
# "Ã¶" for "ö": UTF-8 that was once read as something else.
_RUNS = re.compile(r"[^\x00-\x7f]{2,}")
_MISREAD = ("cp1252", "mac_roman", "cp850")


class Text(msgspec.Struct):
    """A list as text, and what is to be told of how it was read."""

    text: str
    told: list[Told]


def note(kind: ToldKind, line: int, message: str, value: str | None = None) -> Told:
    """What is told of a line rather than of a person."""
    return Told(line=line, message=message, kind=kind, name=None, email=None, value=value)


def decode(data: bytes, charset: str | None = None) -> Text:
    """The text, by its mark, by what the sender says, or as fits it best; NotAList."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _marked(data, encoding)
    if b"\0" in data[:200]:
        return _marked(data, _wide(data[:200]))
    if data.isascii():
        return Text(_plain(data.decode("ascii")), [])
    try:
        read = Text(data.decode("utf-8"), [])
    except UnicodeDecodeError:
        read = _as_told(data, charset) or _by_lines(data)
    return _mended(Text(_plain(read.text), read.told))


def _wide(start: bytes) -> str:
    """Which encoding of two or four bytes a sign, by where the noughts stand."""
    if b"\0\0\0" in start:
        return "utf-32-be" if start.startswith(b"\0\0\0") else "utf-32-le"
    return "utf-16-le" if 0 in start[1::2] and 0 not in start[::2] else "utf-16-be"


def _marked(data: bytes, encoding: str) -> Text:
    """A text that says its encoding itself; cut inside a sign, it loses its last line."""
    if encoding == "utf-8-sig":
        return _mended(_by_lines(data.removeprefix(codecs.BOM_UTF8), marked=True))
    reader = codecs.getincrementaldecoder(encoding)()
    try:
        text = reader.decode(data)
    except UnicodeDecodeError:
        raise no_text() from None
    if not reader.getstate()[0]:
        return Text(_plain(text), [])
    whole, end, _ = _plain(text).rpartition("\n")
    if not end:
        raise no_text()
    return Text(whole + end, [_cut(whole.count("\n") + 2)])


def _as_told(data: bytes, charset: str | None) -> Text | None:
    """The text in the encoding that the request names; None where it names none but UTF-8."""
    if not charset:
        return None
    try:
        encoding = codecs.lookup(charset.strip("\"' ")).name
    except (LookupError, ValueError):
        raise NotAList(f"No such charset: {quoted(charset)}. {SAVE_AS}") from None
    if encoding in {"utf-8", "ascii"}:
        return None
    # What is called Latin 1 is Windows-1252 (WHATWG Encoding Standard).
    encoding = "cp1252" if encoding == "iso8859-1" else encoding
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise NotAList(f"The bytes are no {charset[:40]}, as the request says. {SAVE_AS}") from None
    if not isinstance(text, str):
        raise NotAList(f"No charset of text: {quoted(charset)}. {SAVE_AS}")
    return Text(text, [])


def _by_lines(data: bytes, *, marked: bool = False) -> Text:
    """Each line as UTF-8 where it is that; the others in the one encoding that surely fits them."""
    lines = [line for line in _ENDS.split(data) if line]
    texts = [_utf8(line) for line in lines]
    wrong = [number for number, text in enumerate(texts) if text is None]
    utf8 = marked or any(text is not None and not text.isascii() for text in texts)
    if wrong == [len(lines) - 1] and _is_cut(lines[-1], utf8=utf8):
        return Text("".join(filter(None, texts)), [_cut(len(lines))])
    odd = b"".join(lines[number] for number in wrong)
    encoding = old_encoding(odd, refuse=not utf8) if wrong else "utf-8"
    for number in wrong:
        texts[number] = lines[number].decode(encoding or "utf-8", "replace")
    told = _how_read(texts, wrong, encoding, utf8=utf8)
    return Text(_plain("".join(text or "" for text in texts)), told)


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_cut(line: bytes, *, utf8: bool) -> bool:
    """Whether the file ends amid a sign of UTF-8."""
    if line.endswith((b"\n", b"\r")):
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        ends = error.reason == "unexpected end of data"
        return ends and (utf8 or old_encoding(line, refuse=False) is None)
    return False


def _cut(line: int) -> Told:
    said = "The file ends in the middle of a character: this row is lost. Export the list again."
    return note("cut", line, said)


def _how_read(
    texts: Sequence[str | None], wrong: Sequence[int], encoding: str | None, *, utf8: bool
) -> list[Told]:
    """What is to be told: of stray lines each, of a whole list its encoding if it is a rare one."""
    if not wrong or encoding is None:
        return []
    shown = SHOWN.get(encoding, encoding)
    if utf8:
        return [
            note(
                "letters",
                number + 1,
                f"This line is no UTF-8 as the others are; read as {shown} it says "
                f"{quoted(texts[number] or '', 60)}.",
                (texts[number] or "").strip()[:60],
            )
            for number in wrong
        ]
    if encoding == "cp1252":
        return []
    first = next((texts[number] for number in wrong if number), texts[wrong[0]]) or ""
    said = f"The letters are read as {shown}: {quoted(first, 60)}. Look whether they are right."
    return [note("encoding", wrong[0] + 1, said, first.strip()[:60])]


def _plain(text: str) -> str:
    """The text, unless it is noise that happens to decode."""
    text = text.rstrip("\x1a")  # the end of a file to DOS
    controls = len(re.findall(r"[\x01-\x08\x0e-\x1f\x7f]", text))
    if "\0" in text or controls * 20 > len(text):
        raise NotAList(f"The file holds control characters, it is no text. {SAVE_AS} {ACCEPTED}")
    return text


def _mended(read: Text) -> Text:
    """With letters as they were before somebody read UTF-8 as something else; told by line."""
    if not _RUNS.search(read.text):
        return read
    lines = read.text.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if not line.isascii() and (better := _RUNS.sub(_read_back, line)) != line:
            lines[place] = better
            said = f"Its letters were garbled; read as {quoted(better, 60)}."
            read.told.append(note("letters", place + 1, said, better.strip()[:60]))
    return Text("".join(lines), read.told)


def _read_back(run: re.Match[str]) -> str:
    """The letters that these signs were in UTF-8; the signs themselves if they were none."""
    if run[0].isalpha() and run[0][0] not in "ÃÄÅ":
        return run[0]
    for encoding in _MISREAD:
        try:
            better = run[0].encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if all((sign.isalpha() and sign < "\u0250") or sign in "’‘“”–—" for sign in better):
            return better
    return run[0]
