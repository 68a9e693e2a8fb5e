"""What a heading of an attendee list says in German or English: whose it is, and what it holds."""

import re
import unicodedata
from collections.abc import Iterable

FIELDS = (
    *("name", "given_name", "middle_name", "family_name", "preferred_name"),
    *("email", "language", "ask_me_about"),
)
NAMES = ("name", "given_name", "family_name", "preferred_name")

# How headings read without case, spaces, signs and the words that say nothing.
_HEADINGS = {
    "name": (
        *("name", "names", "fullname", "completename", "namen", "nom", "nome", "nombre", "nimi"),
        *(
            "vollständigername",
            "vornameundnachname",
            "vornachname",
            "vornameundname",
            "vorname+name",
        ),
        *("vornamenachname", "vorundnachname", "vorundzuname", "vornamename", "gesamtername"),
        *("firstnamelastname", "firstlastname", "firstandlastname", "firstnameandlastname"),
        *("nameandsurname", "namesurname", "namesandsurnames", "namenachname", "nameundnachname"),
        *("contactname", "contactperson", "kontaktname", "kontaktperson", "ansprechpartner"),
        *("ansprechpartnerin", "ansprechperson", "nomcomplet", "nombrecompleto", "heißtdu"),
        *("heißensie", "heißen", "whoareyou"),
    ),
    "given_name": (
        *("givenname", "givennames", "firstname", "firstnames", "forename", "forenames", "first"),
        *("given", "fname", "vorname", "vornamen", "prénom", "prenom", "voornaam", "förnamn"),
        *("fornavn", "imię", "primeiro", "christianname"),
    ),
    "family_name": (
        *("familyname", "familynames", "lastname", "lastnames", "surname", "surnames", "last"),
        *("family", "lname", "secondname", "nachname", "nachnamen", "familienname"),
        *("familiennamen", "zuname", "hausname", "nomdefamille", "achternaam", "efternamn"),
        *("etternavn", "nazwisko", "cognome", "apellido", "apellidos", "sobrenome"),
    ),
    "middle_name": (
        *("middlename", "middlenames", "middle", "middleinitial", "zweitervorname"),
        *("weiterevornamen", "namenszusatz", "namensvorsatz", "adelszusatz", "vorsatzwort"),
        *("tussenvoegsel", "infix"),
    ),
    "preferred_name": (
        *("preferredname", "preferredfirstname", "preferredgivenname", "callingname", "rufname"),
        *("chosenname", "wunschname", "bevorzugtername", "bevorzugtervorname", "nameyougoby"),
        *("goesby", "knownas", "gewünschtername", "badgename", "nameonbadge", "nameforbadge"),
        *("nameonnametag", "nametag", "displayname", "anzeigename", "namensschild"),
        *("nameaufdembadge", "nameaufbadge", "nameaufdemnamensschild", "nameaufnamensschild"),
        *("namefürdasbadge", "namefürdasnamensschild", "nameondisplay", "badgevorname"),
        *("namefürbadge", "namefürnamensschild", "badgebeschriftung"),
    ),
    "email": (
        *("email", "emails", "mail", "mails", "emailaddress", "emailaddresses", "mailaddress"),
        *("emailadresse", "emailadressen", "mailadresse", "adresseemail", "emailid", "emails1"),
        *("contactemail", "contactemailaddress", "kontaktemail", "kontaktemailadresse"),
        *("kontaktmail", "contactmail", "emailkontakt", "email1", "emailadress", "emailadres"),
        *("courriel", "correo", "epost", "elektronischepost"),
    ),
    "language": (
        *("language", "lang", "locale", "preferredlanguage", "languagepreference"),
        *("sprache", "bevorzugtesprache", "spracheinstellung", "wunschsprache"),
        *("korrespondenzsprache", "correspondencelanguage", "spokenlanguage"),
    ),
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
# The family name first, as a comma between the names or a heading says.
_FAMILY_FIRST = {
    *("namevorname", "nachnamevorname", "familiennamevorname", "zunamevorname"),
    *("lastnamefirstname", "lastfirst", "surnamefirstname", "surnamename", "familynamegivenname"),
    *("surnameforename", "nachnameundvorname", "nameundvorname", "nachnamename"),
    *("lastnameandfirstname", "surnamegivenname", "familyfirst"),
}
_FIELD_OF |= dict.fromkeys(_FAMILY_FIRST, "name")

_SAYS_NOTHING = {
    *("your", "yours", "ihr", "ihre", "ihren", "ihrer", "dein", "deine", "deinen", "deiner"),
    *("mein", "meine", "my", "please", "bitte", "enter", "provide", "give", "us", "tell", "the"),
    *("what", "whats", "s", "is", "are", "wie", "lautet", "ist", "required", "pflichtfeld"),
    *("mandatory", "optional", "freiwillig", "gib", "geben", "sie", "an", "ein", "eingeben"),
    *("angeben", "nenne", "nennen", "uns", "field", "feld"),
}
# What else is said of somebody's own address: work, private, the second one.
_KIND_OF_ADDRESS = re.compile(
    "^(work|business|office|professional|corporate|company|private|personal|home|primary|main|best"
    "|other|alternative|secondary|second|first|student|school|university|valid|login|login"
    "|dienstliche?r?|geschäftliche?|berufliche?|private?|persönliche?|firmen|arbeits|büro|haupt"
    "|erste|zweite|alternative|weitere|andere|gültige|primäre|aktuelle)+"
    "|(work|business|private|personal|home|dienstlich|geschäftlich|beruflich|privat|firma|arbeit"
    "|büro|[1-9]|confirmed|verified|bestätigt)+$"
)

_HOLDER = (
    "attendees?|participants?|guests?|visitors?|delegates?|registrants?|invitees?|members?"
    "|ticketholders?|holders?|badgeholders?|person|people"
    "|teilnehmer(?:in|innen)?|teilnehmenden?|gäste?|gast|besucher(?:in|innen)?|mitglied(?:er)?"
    "|ticketinhaber(?:in)?|karteninhaber(?:in)?|inhaber(?:in)?|angemeldete|tn"
    "|ticket(?=(?:full|first|last|given|family)name$|(?:e?mail))"
)
_BUYER = (
    "buyers?|orders?|purchasers?|purchasedby|customers?|billing|bookers?|bookedby|booking|payers?"
    "|orderedby|paidby|cardholders?|registeredby|submittedby|"
    "käufer(?:in)?|besteller(?:in)?|bestellung|bestell|kund(?:e|en|in)|zahler(?:in)?|bucher(?:in)?"
    "|auftraggeber(?:in)?|buchende|gebuchtvon|bestelltvon|angemeldetvon|buchung|buchungs"
)
# Somebody else's, whatever it holds.
_FOREIGN = re.compile(
    "emergency|notfall|manager|supervisor|vorgesetzt|parent|guardian|eltern|erziehungs|mother"
    "|father|mutter|vater|assistan|assisten|sekret|(?<!p)refer+(?:er|red)|invitedby|eingeladenvon|host"
    "|organi[sz]er|veranstalter|invoice|rechnung|begleit|companion|plusone|(?<!ansprech)partner|spouse|support"
    "|sponsor|newsletter|zweitperson|guestof|gastvon|additionalguest|weitererga|child"
    "|organiz|owner|eigentümer|createdby|erstelltvon|assignedto|zuständig|staff|betreuer|teacher"
    "|lehrer|coach|friend|freund"
)
_BUYERS = re.compile(f"(?:{_BUYER})")
_WHO = re.compile(rf"(?:{_HOLDER})(?:list|liste)?")
_GROUP = re.compile(rf"(?:{_HOLDER}|{_BUYER})(?:details?|data|info|information|daten|angaben)?")

_OPTIONAL_END = (
    "(?:(?:onyourbadge|aufdembadge|aufdeinembadge|attheevent|beiderveranstaltung|hier|here|max\\d+"
    "\\w*|\\d+zeichen|inoneline|ineinerzeile|wirdaufdasbadgegedruckt|printedonyourbadge)*)"
)
_PLAIN_TOPICS = re.compile(
    "(?:"
    "askmeabout|talktome(?:about)?|askmeanythingabout|askmeon"
    "|(?:whatwouldyoulike|whatdoyoulike|whatdoyouwant|whatwouldyoulove|whatdoyoulove"
    "|topicsyou(?:would|d)?like|whatshouldwe|something|athing|onethingyou(?:would|d)?like)"
    "(?:to)?(?:beaskedabout|talkabout|beaskedon|chatabout|discusswithothers|talkaboutwithothers)"
    "|whatareyouhappyto(?:talkabout|beaskedabout)"
    "|what(?:can|may|should|could)(?:people|others|oneanother|otherguests|otherparticipants|we|i)"
    "(?:askyouabout|talktoyouabout)"
    "|topics?totalkabout|conversationtopics?|conversationstarters?"
    "|fragmich(?:nach|zu|über)?|fragtmich(?:nach|zu|über)?|sprichmitmirüber|sprichmichanauf"
    "|redmitmirüber|redemitmirüber|sprechtmichanauf|sprichmichdaraufan"
    "|(?:worüber|wonach|wozu|worauf|was)(?:darf|kann|dürfen|können)(?:man|wir|andere|ich)"
    "(?:dich|sie|euch)(?:gern|gerne)?(?:fragen|ansprechen|etwasfragen)"
    "|(?:worüber|wonach|wozu|worauf)(?:möchtest|willst|würdest)(?:du)(?:gern|gerne)?"
    "(?:sprechen|reden|gefragtwerden|angesprochenwerden|plaudern)"
    "|(?:worüber|wonach|wozu|worauf)(?:möchten|wollen|würden)(?:sie)(?:gern|gerne)?"
    "(?:sprechen|reden|gefragtwerden|angesprochenwerden|plaudern)"
    "|worüber(?:sprichst|redest)du(?:gern|gerne)?|worüber(?:sprechen|reden)sie(?:gern|gerne)?"
    "|gesprächsthem(?:a|en)"
    ")" + _OPTIONAL_END
)
_MAYBE_TOPIC = re.compile(
    "ask|question|talk|topic|interest|discuss|chat|frag|ansprech|sprech|reden|thema|themen|gespräch"
)


def guess(heading: str) -> tuple[int, str | None]:
    """Which field a heading names, and how well: 0 the attendee's, 1 anybody's, 2 the buyer's."""
    if is_topic(heading):
        return 1, "ask_me_about"
    key = _own_key(heading)
    for rank, who in ((0, _HOLDER), (2, _BUYER)):
        for bare in _without(who, key):
            if field := _field(bare):
                return rank, field
    field = _field(key)
    bracketed = "".join(re.findall(r"[(\[](.*?)[)\]]", heading))
    return (2 if _BUYERS.search(_key(bracketed)) else 1), field


def _without(who: str, key: str) -> Iterable[str]:
    """The key without these words in front or behind, as far as they are there."""
    bare = re.sub(rf"^(?:{who})s?|(?:of|of(?:the)|for(?:the)|de[sr])?(?:{who})s?$", "", key)
    # "Attendee name: Given name" is a part of the attendee's name.
    return [bare.removeprefix("name"), bare] if bare != key else []


def is_topic(heading: str) -> bool:
    """Whether it plainly asks what one likes to be asked or to talk about."""
    return bool(_PLAIN_TOPICS.fullmatch(_key(re.sub(r"\(.*?\)", "", heading)))) and not (
        _FOREIGN.search(_key(heading))
    )


def may_be_topic(heading: str) -> bool:
    """Whether it asks something of the kind, though not plainly: its answers may be private."""
    return bool(_MAYBE_TOPIC.search(_key(heading))) and not is_topic(heading)


def is_who(heading: str) -> bool:
    """Whether the heading says only that it is about attendees: "Teilnehmer", "Guest"."""
    return bool(_WHO.fullmatch(_own_key(heading)))


def is_group(heading: str) -> bool:
    """Whether it can stand over several headings: "Attendee", "Order"."""
    return bool(_GROUP.fullmatch(_own_key(heading)))


def is_foreign(heading: str) -> bool:
    """Whether it is about somebody else than the guest: a buyer, an emergency contact, a host."""
    key = _key(heading)
    return bool(_FOREIGN.search(key) or _BUYERS.match(key)) or guess(heading)[0] == 2


def is_family_first(heading: str) -> bool:
    """Whether it says that the family name stands in front of the given one."""
    key = _own_key(heading)
    return any(bare in _FAMILY_FIRST for bare in (key, *_without(_HOLDER, key)))


def is_for_badges(heading: str) -> bool:
    """Whether what stands below is what a badge is to say, whole."""
    return bool(re.search("badge|schild|tag|display|anzeige", _key(heading)))


def same(first: str, second: str) -> bool:
    """Whether two headings differ in case, spaces and signs alone."""
    return _key(first) == _key(second) != ""


def _field(key: str) -> str | None:
    if key in _FIELD_OF:
        return _FIELD_OF[key]
    bare = _KIND_OF_ADDRESS.sub("", _KIND_OF_ADDRESS.sub("", key))
    return "email" if bare and _FIELD_OF.get(bare) == "email" else None


def _own_key(heading: str) -> str:
    """The key without brackets, unless they say that it is somebody else's, and without filling."""
    outside = re.sub(r"[(\[].*?[)\]]", " ", heading)
    if not _key(outside) or _FOREIGN.search(_key(heading)):
        outside = heading
    words = re.split(r"[\W_]+", _spelled(outside))
    return "".join(word for word in words if word not in _SAYS_NOTHING) or _key(heading)


def _key(heading: str) -> str:
    return re.sub(r"[\W_]+", "", _spelled(heading))


def _spelled(heading: str) -> str:
    text = unicodedata.normalize("NFC", heading).casefold().replace("#", "number")
    return text.replace("heisst", "heißt").replace("heissen", "heißen")
