"""Who of a list comes: what its columns about status, answers and cancellations say."""

import re
import unicodedata
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["comes", "gone", "unsure", "unknown"]
Kind: TypeAlias = Literal["status", "answer", "gone-if-filled", "remark"]

_STATUS = re.compile(
    "(?:order|ticket|attendee|registration|registrations|booking|guest|approval|void|rsvp"
    "|invitation|invite|event|participant|participation|payment|attendance|position|application"
    "|signup|response|member|confirmation|reservation|admission"
    "|bestell|bestellungs|ticket|teilnehmer|teilnahme|teilnehmenden|anmelde|anmeldungs|buchungs"
    "|gast|gäste|einladungs|zahlungs|zusage|rückmelde|rückmeldungs|antwort|reservierungs)?"
    "(?:status|statusname|state)(?:of(?:the)?(?:order|ticket|registration|booking|attendee|guest)"
    "|der(?:anmeldung|bestellung|buchung|teilnahme|zusage)|des(?:tickets|teilnehmers|gastes))?"
)
_ANSWER = re.compile(
    "(?:your|ihre|deine)?(?:rsvp|rsvps|rsvpstatus|response|responses|answer|attending|going|coming"
    "|attendance|antwort|rückmeldung|teilnahme|zusage|zuabsage|zuoderabsage|zusageabsage|dabei"
    "|kommt|kommen|nimmtteil|teilnehmend|zugesagt)"
    "|(?:will|are|can)you(?:be)?(?:attend|attending|come|coming|join|joining|joiningus|makeit"
    "|there|going|able(?:to)?(?:attend|come|makeit))(?:us|theevent|thisevent|in\\w+)?"
    "|(?:i)?(?:will|can)(?:be)?(?:attend|attending|come|there)|doyouplanto(?:attend|come)"
    "|(?:kommst|bist|wirst)du(?:da|dabei|kommen|teilnehmen)?"
    "|nimmstdu(?:teil|anderveranstaltungteil)|kannstdu(?:kommen|teilnehmen|dabeisein)"
    "|(?:nehmen|kommen|werden|sind|können)sie(?:teil|teilnehmen|kommen|dabei|dabeisein"
    "|anderveranstaltung(?:teil|teilnehmen))?"
    "|ich(?:komme|nehmeteil|bindabei|nehmeanderveranstaltungteil)"
)
_IF_FILLED = re.compile(
    "(?:is|ist|order|ticket|registration|attendee|guest|was|bestellung|teilnahme|anmeldung)?"
    "(?:cancell?ed|cancell?ation|cancell?ationdate|void|voided|refunded|refund|declined|rejected"
    "|withdrawn|waitlist|waitlisted|onwaitlist|waitinglist|onwaitinglist|unregistered"
    "|storniert|storno|stornierung|stornodatum|abgesagt|absage|abgemeldet|abmeldung|abgelehnt"
    "|erstattet|warteliste|aufwarteliste|aufderwarteliste|zurückgezogen)"
    "(?:at|on|date|am|datum|time|seit)?"
)
_REMARK = re.compile(
    "(?:remark|remarks|note|notes|comment|comments|info|hinweis|hinweise|bemerkung|bemerkungen"
    "|anmerkung|anmerkungen|notiz|notizen|kommentar|kommentare|sonstiges|internal\\w*|intern)?"
)

_GONE = re.compile(
    r"(?:was |been |has |have |hat |ist |wurde |order |ticket |user |auto )*(?:"
    r"cancell?ed|cancell?ation|cancels?|can[cz]el|void(?:ed)?|expired|refund(?:ed|s)?"
    r"|charged? ?back"
    r"|disputed|declined?|rejected|denied|refused|regrets?|withdrawn|withdrew|revoked"
    r"|invalid|deleted"
    r"|removed|unregistered|deregistered|dropped out|no ?show|transferred|trash(?:ed)?|abandoned"
    r"|failed|blocked|(?:on |added to )?(?:the )?wait(?:ing)? ?list(?:ed)?|wait ?listed|standby"
    r"|pending approval|approval pending|awaiting approval|requires approval|unapproved"
    r"|(?:did )?not? (?:attend(?:ing)?|going|coming|available|approved|able|accepted|admitted)"
    r"|(?:is |are )?not (?:attend|com|go|join|participat)ing|can(?:no|')?t (?:come|attend|make it)"
    r"|won'?t (?:come|attend)|will not (?:come|attend|be \w+)|unable to (?:attend|come)"
    r"|storniert|storno|stornierung|abgesagt|absage|sagt ab|sagte ab|hat abgesagt|abgemeldet"
    r"|abmeldung|meldet(?:e)? sich ab|abgelehnt|ablehnung|abgelaufen|verfallen|erstattet"
    r"|rückerstattet"
    r"|zurückerstattet|ungültig|gelöscht|entfernt|ausgetragen|ausgeladen|zurückgezogen"
    r"|zurückgetreten|verhindert|warte ?liste|(?:auf (?:der )?)?warte ?liste|nachrücker\w*"
    r"|kommt nicht|komme nicht|kommen nicht|kann nicht(?: kommen)?|nimmt nicht teil"
    r"|nehme nicht teil|nehmen nicht teil|nicht (?:dabei|teilnehmend|angenommen|zugelassen"
    r"|bestätigt|genehmigt|teilgenommen|teil)|nicht mehr|genehmigung ausstehend"
    r"|wartet auf genehmigung|bestätigung ausstehend|auf warteliste|fällt aus|krank(?:gemeldet)?"
    r")(?![\w])(?!\?)"
)
_NEVER_GONE = re.compile(
    r"(?:not?|never|un|nicht|nie|kein\w*|none)[ -]?(?:cancell?ed|void(?:ed)?|expired"
    r"|refunded|declined|rejected|storniert|abgesagt|abgemeldet|abgelehnt|refund|storno"
    r"|disputed)\b.*"
)
# What may stand behind a cancellation in a remark that says nothing else.
_BECAUSE = re.compile(r"(?:\s*[,;:]|\s+(?:am|on|wegen|due|per|via|leider|krank|since|seit)\b|$).*|")
_COMES = re.compile(
    r"paid|paid in full|fully paid|completed?|complete order|processing|processed"
    r"|approved?|accepted"
    r"|confirmed|registered|attending|attend(?:ed|s)?|going|coming|will attend|checked[ -]?in|not "
    r"checked[ -]?in|valid|active|ok|okay|yes|y|ja|j|true|wahr|1|x|✓|✔|free"
    r"|comp(?:limentary)?|comped"
    r"|issued|sold|booked|assigned|unassigned|incomplete details|admitted|enrolled|joined|signed up"
    r"|attendee|participant|guest|hosting|host|speaker|organi[sz]er|member|used|scanned|delivered"
    r"|bezahlt|vollständig|abgeschlossen|in bearbeitung|bestätigt|angenommen|genehmigt|akzeptiert"
    r"|zugesagt|zusage|angemeldet|teilnehmend|nimmt teil|nehme teil|kommt|komme(?: gern[e]?)?|dabei"
    r"|bin dabei|gern(?:e)?|gültig|aktiv|gebucht|registriert|eingecheckt"
    r"|nicht eingecheckt|kostenlos"
    r"|frei|teilnehmer(?:in)?|gast|eingeladen und bestätigt|anwesend|present|zugelassen|sicher|fest"
    r"|yes[,!. ].*|ja[,!. ].*|i(?:'m| am| will).*(?:attend|com|go|be there)\w*"
    r"|ich (?:komme|nehme teil|bin "
    r"dabei).*|free order|not required|in person|vor ort|online|virtual|hybrid|präsenz|remote"
)
_UNSURE = re.compile(
    r"(?:pending|unpaid|not paid|outstanding|due|overdue|awaiting|on hold|partial|deposit"
    r"|maybe|may be|perhaps"
    r"|tentative|if need be|undecided|not sure|unsure|interested|invited|needs action"
    r"|no (?:response|answer"
    r"|reply)|not (?:responded|answered|replied|confirmed)|unconfirmed|unanswered|draft"
    r"|requested|reserved"
    r"|invite sent|open|in progress|incomplete|vielleicht|eventuell|evtl|unter vorbehalt"
    r"|unsicher|unklar"
    r"|noch offen|offen|ausstehend|unbezahlt|nicht bezahlt|teilweise|teilbezahlt"
    r"|angefragt|vorgemerkt"
    r"|reserviert|eingeladen|keine (?:antwort|rückmeldung|angabe)|nicht beantwortet|unbestätigt"
    r"|wenn nötig|zur not|interessiert|entwurf|in prüfung|überfällig|\?+)(?!\w).*"
)
_NO = re.compile(
    r"no|nein|n|false|falsch|0|off|nope|leider nicht|leider nein|nicht|(?:no|nein)[,!. ].*|sorry.*"
    r"|(?:i )?can'?t .*|leider .*|✗|✘|nee|negative?"
)


def kind_of(heading: str) -> Kind | None:
    """How a column says who comes: by a status, as an answer, by being filled, in a remark."""
    key = re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", heading).casefold())
    if _IF_FILLED.fullmatch(key):
        return "gone-if-filled"
    if _STATUS.fullmatch(key) and key != "state":  # that of an address, as a rule
        return "status"
    if _ANSWER.fullmatch(key):
        return "answer"
    return "remark" if _REMARK.fullmatch(key) else None


def verdict(kind: Kind, cell: str) -> Verdict | None:
    """What the cell says of its row; None where it says nothing about coming."""
    words = " ".join(re.sub(r"[_/-]+|[()]", " ", cell.casefold().replace("’", "'")).split()).rstrip(
        ".!"
    )
    if not words:
        return None
    if kind == "gone-if-filled":
        return _if_filled(words)
    if kind == "remark":
        said = _GONE.match(words)
        alone = said and _BECAUSE.fullmatch(words[said.end() :])
        return "gone" if alone and _is_gone(words) else None
    if _is_gone(words) or (kind == "answer" and _NO.fullmatch(words)):
        return "gone"
    if _COMES.fullmatch(words) or _NEVER_GONE.fullmatch(words):
        return "comes"
    return "unsure" if _UNSURE.fullmatch(words) else "unknown"


def _is_gone(words: str) -> bool:
    return bool(_GONE.match(words)) and not _NEVER_GONE.fullmatch(words)


def _if_filled(words: str) -> Verdict:
    """Of a column called "Canceled" or "Storniert am": anything but a no."""
    nothing = _NO.fullmatch(words) or _NEVER_GONE.fullmatch(words) or words in {"n a", "none"}
    return "comes" if nothing or not re.search(r"\w|[✓✔+×]", words) else "gone"
