"""Whether a question is an open one: a quiet hint for its author, silent when unsure."""

import re
import unicodedata
from typing import Literal

import msgspec

Judgement = Literal["open", "closed", "role", "none"]


class Grammar(msgspec.Struct, frozen=True):
    """How questions are built in one language; each pattern sees lower case from the first word."""

    opener: re.Pattern[str]
    role: re.Pattern[str]
    tag: re.Pattern[str]
    clause: re.Pattern[str]
    question_word: re.Pattern[str]
    request: re.Pattern[str]
    asks_to_tell: re.Pattern[str]
    asks_whether: re.Pattern[str]
    verb_first: re.Pattern[str]
    verb_and_subject: re.Pattern[str]
    elliptic: re.Pattern[str]


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives))


_W = (
    r"(?:was|wie|wer|we[nm]|wessen|wann|warum|wieso|weshalb|weswegen|wieviele?|inwie\w+|welch\w*"
    r"|wo(?:her|hin|mit|für|zu|von|durch|nach|bei|gegen|vor|r(?:an|auf|aus|in|über|um|unter))?)"
    r"(?:'\w+)?\b"
)
_DU = r"(?:st du|t ihr|e?n sie)"
_DU_FILLED = r"(?: (?:so|denn|eigentlich|gerade|jetzt|genau|hier|beruflich|nochmal))*"
_VERBS = (
    r"bin|bist|ist|sind|seid|war|warst|waren|wart|wär\w*|habe?|hast|hat|haben|habt|hatte\w*|hätte\w*"
    r"|werde|wirst|wird|werden|werdet|wurde\w*|würde\w*|kann|kannst|können|könnt|konnte\w*|könnte\w*"
    r"|darf|darfst|dürf\w+|durfte\w*|muss|musst|müss\w+|musste\w*|soll|sollst|soll(?:en|t|te\w*)"
    r"|will|willst|woll(?:en|t|te\w*)|mag|magst|mögen|mögt|mochte\w*|möchte\w*"
    r"|gibt|gab|gibt's|geht|geht's|kennst|kennt|kennen|weißt|stimmt|stimmt's|ist's|war's"
)
_NO_VERBS = (
    r"heute|morgen|bitte|danke|gerade|leute|alle|viele|ohne|neben|gegen|zwischen|wegen|trotzdem"
    r"|fast|erst|selbst|sonst|meist|jetzt|nicht|oft|gut|echt|nett|leicht|vielleicht|dort|seit|mit"
    r"|könnte|hallo|zuerst|zuletzt|lust|angst|kunst|herbst"
)

_ENGLISH_WAS = (
    r"(?!was (?:it|that|this|there|he|she|they|i|we|your?|the|my|our|their|a|any\w*"
    r"|(?:in|at|on) the)\b)"
)

GERMAN = Grammar(
    opener=_pattern(
        r"(?:und|oder|also|aber|na|sag mal|sagt mal|sagen sie mal|ehrlich(?: gesagt)?|mal ehrlich"
        r"|hallo|hey|okay|ok)\b[\s,:]*",
        r"(?:du|so|ach),\s*",
    ),
    role=_pattern(
        rf"was mach{_DU}(?: (?:denn|eigentlich|hier|gerade|so))* ?\b(?:so|beruflich|von beruf)",
        rf"was arbeite{_DU}{_DU_FILLED}",
        rf"(?:wo|als was|bei wem|für wen|(?:bei|in|für) welche[rmn]? \w+) arbeite{_DU}{_DU_FILLED}",
        rf"was ist{_DU_FILLED} (?:dein|ihr|euer) (?:job|beruf|titel|jobtitel|posten){_DU_FILLED}",
        rf"was ist{_DU_FILLED} (?:deine|ihre|eure) (?:position|rolle|stelle|funktion){_DU_FILLED}",
        rf"was (?:bist du|sind sie){_DU_FILLED} von beruf",
        r"welche[nr]? (?:job|beruf|position|stelle|rolle|titel) (?:hast du|haben sie)",
    ),
    tag=_pattern(
        r", ?(?:oder|oder nicht|stimmt'?s|gell|nicht wahr|nicht|ne|richtig|korrekt)$",
    ),
    clause=_pattern(
        r"(?:wenn|falls|als|seit|seitdem|nachdem|bevor|während|rückblickend|im rückblick)\b"
        rf"(?! {_W})",
    ),
    question_word=_pattern(
        r"(?:(?:seit|mit|von|für|an|auf|in|bei|über|aus|nach|zu|gegen|um|durch|unter|vor|hinter"
        rf"|ohne|ab|bis|als|im|am|zum|zur) )?{_ENGLISH_WAS}{_W}"
    ),
    request=_pattern(
        r"(?:magst|mögt|mögen|kannst|könnt|können|könntest|könntet|könnten|darf|dürfte|würdest"
        r"|würdet|würden|willst|wollt|wollen|möchtest|hast du lust|hättest du lust)\b.*"
        r"\b(?:erzähl|sag|frag|verrat|beschreib|erklär|schilder|zeig|teil)\w*",
        r"(?:bitte )?(?:erzähl|sag|verrat|beschreib|erklär|schilder|zeig)\w*",
    ),
    asks_to_tell=_pattern(rf"\b{_W}", r"\b(?:von|vom|über|mehr)\b"),
    asks_whether=_pattern(r"\bob\b"),
    verb_first=_pattern(
        rf"(?:{_VERBS})\b",
        rf"(?!(?:{_NO_VERBS})\b)\w+(?:st|t|en|e) (?:du|ihr|sie|er|es|man)\b",
    ),
    verb_and_subject=_pattern(
        rf"(?:{_VERBS}) (?:ich|du|er|wir|man)\b",
        r"(?:seid|habt|wart|könnt|wollt|mögt|dürft|müsst|werdet) ihr\b",
        rf"(?!(?:{_NO_VERBS})\b)\w+st du\b",
    ),
    elliptic=_pattern(r"(?:du|ihr|sie|schon|noch|auch)\b"),
)

_WH = r"(?:what|how|which|who|whom|whose|where|when|why)(?:'\w+|ever)?\b"
_FILLED = r"(?: (?:then|again|exactly|here|now|these days|by the way|actually|anyway))*"
_AUXILIARIES = (
    r"(?:am|is|are|was|were|do|does|did|have|has|had|will|would|shall|should|can|could|may|might"
    r"|must)(?:n't|nt)?|won't|can't|cannot|shan't|ain't"
)

ENGLISH = Grammar(
    opener=_pattern(
        r"(?:and|or|so|but|well|hey|hi|hello|actually|okay|ok|honestly|also|just curious)\b[\s,:]*",
    ),
    role=_pattern(
        r"what do (?:you|you guys|y'all) do"
        rf"(?: for (?:a living|work|a job|a day job)| professionally)?{_FILLED}",
        rf"who do you work for{_FILLED}",
        rf"where do you work{_FILLED}",
        rf"(?:what|which) (?:company|firm) do you work (?:for|at){_FILLED}",
        r"what(?:'s| is|s) your (?:current )?"
        rf"(?:job|job title|title|position|role|occupation|profession){_FILLED}",
        rf"what line of (?:work|business) are you in{_FILLED}",
    ),
    tag=_pattern(
        r", ?(?:right|correct|no|yeah|yes|eh|huh|or not|am i right)$",
        rf", ?(?:{_AUXILIARIES}) (?:i|you|he|she|it|we|they|there)$",
    ),
    clause=_pattern(
        r"(?:if|since|while|before|after|looking back|thinking back|in hindsight)\b",
        rf"when\b(?! (?:{_AUXILIARIES}) )",
    ),
    question_word=_pattern(
        r"(?:(?:in|at|on|for|with|to|from|by|of|about|under|since|until|through|after|out of) )?"
        + _WH,
    ),
    request=_pattern(
        r"(?:can|could|would|will|may|might|do you mind|would you mind)\b.*"
        r"\b(?:tell|telling|share|sharing|explain|explaining|describe|describing|say|ask|show)\b",
        r"(?:please )?(?:tell|share|explain|describe|show)\b",
    ),
    asks_to_tell=_pattern(rf"\b{_WH}", r"\b(?:about|more)\b"),
    asks_whether=_pattern(r"\b(?:whether|if)\b"),
    verb_first=_pattern(rf"(?:{_AUXILIARIES}) "),
    verb_and_subject=_pattern(rf"(?:{_AUXILIARIES}) (?:i|you|he|she|we|they)\b"),
    elliptic=_pattern(r"(?:you|ever|any|been|got)\b"),
)

GRAMMARS = {"de": GERMAN, "en": ENGLISH}


def judge(text: str, language: str | None = None) -> Judgement:
    """What kind of question the text is; in the language given, else in whichever it fits.

    Any open question in it makes it open; only `closed` and `role` are worth a hint.
    """
    grammars = [GRAMMARS[language]] if language else list(GRAMMARS.values())
    found = {_judge(sentence, asks, by) for by in grammars for sentence, asks in _sentences(text)}
    ranked: tuple[Judgement, ...] = ("open", "role", "closed")
    return next((judgement for judgement in ranked if judgement in found), "none")


def _sentences(text: str) -> list[tuple[str, bool]]:
    """Each sentence in lower case without its quotes, and whether a question mark ends it."""
    plain = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    plain = re.sub(r'["„“”‟«»‹›‚‘]', "", plain)
    parts = re.findall(r"([^.?!…\n]+)([?!.…\n]*)", plain)
    return [(" ".join(words.split()).strip(" -–—,;:()'"), "?" in end) for words, end in parts]


def _judge(sentence: str, asks: bool, by: Grammar) -> Judgement:
    sentence = _without_openers(sentence, by)
    if len(re.findall(r"[\w'-]+", sentence)) < 3:
        return "none"
    return _judge_main_clause(sentence, asks, by)


def _judge_main_clause(sentence: str, asks: bool, by: Grammar) -> Judgement:
    if by.role.fullmatch(re.sub(r"[,;:–-]", "", sentence)):
        return "role"
    if asks and by.tag.search(sentence):
        return "closed"
    clause, comma, rest = sentence.partition(",")
    if comma and by.clause.match(clause):
        return _judge_main_clause(rest.strip(), asks, by)
    return _judge_by_first_words(sentence, asks, by)


def _judge_by_first_words(sentence: str, asks: bool, by: Grammar) -> Judgement:
    if by.question_word.match(sentence):
        return "open"
    if by.request.match(sentence):
        if by.asks_to_tell.search(sentence):
            return "open"
        if by.asks_whether.search(sentence):
            return "closed"
    closed = (by.verb_first, by.elliptic) if asks else (by.verb_and_subject,)
    return "closed" if any(pattern.match(sentence) for pattern in closed) else "none"


def _without_openers(sentence: str, by: Grammar) -> str:
    while opener := by.opener.match(sentence):
        sentence = sentence[opener.end() :]
    return sentence
