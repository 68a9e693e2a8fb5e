"""What a cell of an attendee list holds: a name, addresses, a sum, or a word for nothing."""

import html
import re
import unicodedata
from collections.abc import Callable

from wetalked.core.text import BadText, email_address, quoted

_NOTHING = {
    *("n/a", "n.a.", "#n/a", "#nv", "#na", "#name?", "#wert!", "#value!", "#ref!", "#bezug!"),
    *("#null!", "#div/0!", "(null)", "<null>", "<na>", "nan", "undefined", "unknown", "unbekannt"),
    *("anonymous", "anonym", "keine", "kein", "keiner", "keines", "keine angabe", "keine e-mail"),
    *("keine email", "keine mail", "keine mailadresse", "keine e-mail-adresse", "k.a.", "k. a."),
    *("k.a", "k. a", "(leer)", "(blank)", "(empty)", "(none)", "(keine)", "tbd", "t.b.d.", "tba"),
    *("tbc", "n.n.", "n. n.", "info requested", "information requested", "not provided"),
    *("not given", "not available", "not specified", "no email", "no e-mail", "no address"),
    *("no mail", "nicht angegeben", "nicht vorhanden", "nicht bekannt", "no name", "kein name"),
    *("ohne", "ohne namen", "ohne name", "ohne mail", "hat keine", "nobody", "niemand", "folgt"),
    *("wird nachgereicht", "follows", "to follow", "pending", "leer", "empty", "not applicable"),
    *("entfällt", "fehlt", "missing", "no response", "keine antwort", "deleted", "gelöscht"),
    *("prefer not to say", "private", "hidden", "withheld", "anonymous user", "anonymer nutzer"),
}
# Surnames, too, when they are written as names are: "Null", "None", "Na".
_NOTHING_UNLESS_CAPITALIZED = {"null", "none", "nil", "na", "nn", "ka", "x", "xx", "xxx"}
_SUM = re.compile(
    r"(?:gesamt|zwischen|end)?summe|(?:in)?gesamt|insgesamt|(?:grand |sub)?totals?|sum"
    r"|anzahl(?: \w+)?"
    r"|count|(?:gesamt|teilnehmer)zahl|teilnehmeranzahl|anzahl der \w+|number of \w+"
)
_FOOT = re.compile(
    rf"(?:{_SUM.pattern})\s*(?:[:=–-].*|\(?[\d.,]+.*)?"
    r"|(?:stand|datum|date|as of|page|seite|exported|exportiert|erstellt|generated|created|printed"
    r"|gedruckt|druckdatum|quelle|source|report|bericht|blatt|sheet)\b(?:\s*[:=].*|.*\d.*)"
    r"|\d+\s*(?:personen|person|people|teilnehmer\w*|teilnehmende|gäste|guests?|attendees?"
    r"|participants?|einträge|entries|rows?|zeilen|anmeldungen|registrations?|records?|results?"
    r"|plätze|tickets?)\.?"
    r"|ende der liste|end of (?:list|report|file)|-+\s*(?:ende|end)\s*-+"
)
_NO_NAME = {
    *("yes", "no", "ja", "nein", "true", "false", "wahr", "falsch", "plus one", "begleitung"),
    *("begleitperson", "companion", "plus eins", "guest of", "additional guest", "weitere person"),
    *("weiterer gast", "unnamed", "unnamed guest", "unnamed attendee", "unbenannt", "test123"),
    *("male", "female", "männlich", "weiblich", "divers"),
}
_MONTH = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|mrz|apr(?:il)?|may|mai|june?|juni|july?|juli"
    "|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_DATE = re.compile(
    rf"(?:\w{{2,10}},?\s+)?(?:\d{{1,2}}\.?(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\.?,?\s*(?:\d{{2,4}})?"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*(?:\d{{2,4}})?)(?:[ ,T].*)?"
    r"|\d{4}-\d\d-\d\dT?.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}\b.*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
# What stands around an address in a cell that holds more than that.
_AROUND = re.compile(
    r"^[<(\[{\"'`´‘’‚“”„«»*]|[>)\]}\"'`´‘’‚“”„«»*.,;:]$|^mailto:|[<>,;|]", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
# Marks that nobody sees: spaces of no width, soft hyphens, marks of direction that do no harm.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202d\u2060-\u2064\u2066-\u206f\ufeff]"
)
# They shape letters in Persian and Indian scripts and join emoji; in Latin they are left-overs.
_JOINERS = re.compile(
    r"(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f]|$)|^[\u200c\u200d]"
)
_BREAK = re.compile(r"\s*(?:[\r\n\v\f\x85\u2028\u2029]|<br\s*/?>)+\s*", re.IGNORECASE)
_EDGES = "<>()[]{}\"'`´‘’‚“”„«»*"


def cleaned(cell: str) -> str:
    """The cell without what no reader would see, and with what HTML's entities stand for."""
    if "&" in cell and _ENTITY.search(cell):
        cell = html.unescape(html.unescape(cell))
    if not cell.isascii():
        cell = _JOINERS.sub("", _UNSEEN.sub("", cell))
    return cell.strip()


def on_one_line(cell: str) -> str:
    """The cell with its line breaks as spaces."""
    return _BREAK.sub(" ", cell) if "<" in cell or not cell.isprintable() else cell


def is_nothing(cell: str) -> bool:
    """Whether it is empty, or says that there is nothing: "-", "n/a", "keine", "#NV"."""
    bare = cell.strip()
    if not any(map(str.isalnum, bare)) and len(bare) <= 3 and "@" not in bare:
        return not any(
            unicodedata.category(sign).startswith("S") and sign > "\xff" for sign in bare
        )
    word = " ".join(bare.casefold().split())
    if word in _NOTHING_UNLESS_CAPITALIZED:
        return bare in {word, word.upper()}
    return word in _NOTHING


def is_no_part(cell: str) -> bool:
    """Whether it is no part of a name; a single word may be somebody's family name: "Hidden"."""
    return is_nothing(cell) and not (cell.strip().isalpha() and cell.strip().istitle())


def is_foot(cell: str) -> bool:
    """Whether it is a line below a list rather than a row: "Summe: 2", "Seite 1 von 2"."""
    return bool(_FOOT.fullmatch(" ".join(cell.casefold().split())))


def why_no_name(cell: str) -> str | None:
    """Why this can be nobody's name; None if it can."""
    if not any(map(str.isalpha, cell)):
        return "there is no letter in it"
    return next((why for why, says in _NO_NAMES.items() if says(cell)), None)


def _has_lost_letters(cell: str) -> bool:
    return "\ufffd" in cell or bool(re.search(r"\w\?\w|(?:^|\s)\?\w", cell))


def _names_nobody(cell: str) -> bool:
    return cell.startswith("+") or " ".join(cell.casefold().split()) in _NO_NAME


_NO_NAMES: dict[str, Callable[[str], object]] = {
    "letters of it were lost before it came here; export the list as CSV UTF-8": _has_lost_letters,
    "it is a sum or a note below the list": is_foot,
    "it is an address": lambda cell: "@" in cell and _ADDRESS.search(cell),
    "it is a link": _LINK.fullmatch,
    "it is a date": lambda cell: _DATE.fullmatch(cell.strip()),
    "it names nobody": _names_nobody,
}


def is_name(cell: str) -> bool:
    """Whether it can be somebody's name."""
    return not is_nothing(cell) and why_no_name(cell) is None


def are_several(cell: str) -> bool:
    """Whether its lines are people: each of two words and more."""
    lines = [line.split() for line in _BREAK.split(cell.strip())]
    full = [[word for word in line if not word.endswith(".")] for line in lines]
    return len(lines) > 1 and all(len(words) > 1 for words in full)


def holds_address(cell: str) -> bool:
    """Whether something like an address stands there: quick, and no more than a look."""
    return "@" in cell and bool(_ADDRESS.search(cell))


def is_address(cell: str) -> bool:
    """Whether it is like an address and nothing else."""
    return "@" in cell and bool(_ADDRESS.fullmatch(cell.strip(" \t\r\n<>'\".,;")))


def addresses_in(cell: str) -> list[str]:
    """The usable addresses of a cell, each once; BadText, quoting it, where it has none.

    Leaves aside what people and programs write around one: `mailto:`, a name with angle brackets,
    an apostrophe in front, a full stop, comma or semicolon behind.
    """
    plain = cell.strip()
    if _ADDRESS.fullmatch(plain) and not _AROUND.search(plain):
        return [email_address(plain)]
    found = dict.fromkeys(filter(None, map(_usable, _pieces(plain))))
    if found:
        return [*found]
    raise _unusable(plain)


def _unusable(cell: str) -> BadText:
    try:
        email_address(cell)
    except BadText as bad:
        return bad
    return BadText(f"{quoted(cell)} is no email address", "address")


def _pieces(cell: str) -> list[str]:
    """What may be addresses: in angle brackets first, as the header of a mail has them."""
    cell = re.sub(r"mailto:", " ", cell, flags=re.IGNORECASE)
    cell = re.sub(r"\?(?:subject|body|cc|bcc)=\S*", " ", cell, flags=re.IGNORECASE)
    inside = re.findall(r"<\s*([^<>\s]+@[^<>\s]+)\s*>", cell)
    pieces = inside or re.split(r"[\s,;|<>()\[\]]+|(?<=\w)/(?=\w+\S*@)", cell)
    # "a3@b@c.org" is none, also not in part.
    return [piece.strip(f"{_EDGES}.,;:/\\") for piece in pieces if piece.count("@") == 1]


def _usable(piece: str) -> str | None:
    try:
        return email_address(piece)
    except BadText:
        return None
