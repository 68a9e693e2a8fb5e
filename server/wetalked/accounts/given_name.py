"""A guess at how a person is called, from the whole name; in doubt the whole name."""

import re
import unicodedata
from collections.abc import Sequence

_TITLES = {
    *("dr", "dra", "ddr", "dddr", "prof", "professor", "professorin", "doctor", "doktor", "dott"),
    *("doktorin", "ing", "dipl", "mag", "mmag", "maga", "bakk", "univ", "priv", "doz", "dozent"),
    *("dozentin", "jun", "apl", "ao", "em", "hon", "lic", "cand", "stud", "ra", "rain", "notar"),
    *("herr", "herrn", "frau", "hr", "fr", "frl", "fräulein", "familie", "mr", "mrs", "ms", "mx"),
    *("miss", "sir", "madam", "madame", "mme", "mlle", "monsieur", "m", "rev", "reverend", "pfr"),
    *("pfarrer", "pfarrerin", "pater", "lord", "lady", "dame", "sr", "sra", "srta", "señor"),
    *("señora", "don", "doña", "signor", "signora", "sig", "hofrat", "hofrätin", "sen", "senator"),
    *("ir", "drs", "mgr", "judr", "mudr", "phdr", "rndr", "paeddr", "bc", "freiherr"),
}
# Only written so: small they may be names.
_CAPITALS = {"PD", "DI", "RA", "StB", "WP", "StR", "OStR", "KR"}
# What may follow a title: "rer. nat.", "h.c.", "habil.".
_FACULTIES = {
    *("rer", "nat", "med", "phil", "dent", "vet", "jur", "iur", "oec", "pol", "theol", "techn"),
    *("publ", "paed", "sc", "math", "mont", "agr", "hum", "biol", "hom", "troph", "forest", "mus"),
    *("h", "c", "hc", "habil", "mult", "univ", "fh", "eh", "e", "ing", "inf", "kfm", "kffr", "des"),
    *("in", "a", "o", "i", "d", "dr", "et", "ret"),
}
_SUFFIXES = {
    *("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "mba", "msc", "bsc", "ma", "ba", "mag"),
    *("ph", "llm", "llb", "cpa", "dds", "jd", "beng", "meng", "bed", "med", "fh", "msw", "mph"),
    *("dphil", "edd", "rn", "pmp", "cfa"),
}
_PARTICLES = {
    *("van", "von", "vom", "de", "der", "den", "del", "della", "di", "da", "das", "do", "dos"),
    *("du", "zu", "zum", "zur", "af", "av", "ter", "ten", "te", "la", "las", "los", "el", "al"),
    *("'t", "’t", "op", "in", "im", "am", "auf", "und", "e", "y"),
}
# Scripts in which the family name comes first and is often written without a space.
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u30ff\u3100-\u318f\u31f0-\u31ff\u3400-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
# Family names that stand in front by custom, as Vietnamese, Chinese, Korean and Hungarian ones do.
_IN_FRONT = {
    *("nguyễn", "nguyen", "trần", "tran", "phạm", "pham", "huỳnh", "huynh", "hoàng", "hoang"),
    *("võ", "vũ", "đặng", "đỗ", "bùi", "bui", "hồ", "ngô", "ngo", "dương", "duong", "lý", "lê"),
    *("đinh", "trịnh", "trinh", "đoàn", "phan", "lương", "mạc", "tạ", "cao", "dinh", "quách"),
    *("wang", "zhang", "zhao", "zhou", "huang", "liu", "chen", "yang", "xu", "zhu", "guo", "xiao"),
    *("cheng", "deng", "feng", "jiang", "zheng", "liang", "xie", "tang", "ma", "hu", "luo", "peng"),
    *("park", "choi", "jeong", "kang", "yoon", "jang", "kwon", "hwang", "bae", "baek", "ryu"),
    *("kovács", "nagy", "szabó", "tóth", "horváth", "varga", "kiss", "molnár", "németh", "farkas"),
    *("balogh", "papp", "takács", "juhász", "lakatos", "mészáros", "oláh", "szűcs", "vörös"),
    *("fekete", "fehér", "szalai", "orbán", "kocsis", "pintér", "fodor", "szőke", "bognár"),
    *("lukács", "gulyás", "biró", "bíró", "király", "katona", "jakab", "bodnár", "rácz", "vass"),
    *("kovacs", "szabo", "toth", "horvath", "nemeth", "molnar", "takacs", "juhasz", "meszaros"),
}
# Given names that are hardly anybody's family name: behind an unknown word they cast doubt on it.
_GIVEN = {
    *("anna", "maria", "marie", "julia", "laura", "sarah", "sara", "lisa", "lena", "katharina"),
    *("christina", "kristina", "sabine", "petra", "susanne", "andrea", "stefanie", "stephanie"),
    *("nicole", "claudia", "birgit", "monika", "ursula", "anja", "katrin", "kathrin", "heike"),
    *("silke", "ute", "ulrike", "martina", "barbara", "elisabeth", "eva", "johanna", "hannah"),
    *("emma", "sophie", "sofia", "mia", "lea", "leonie", "emily", "olivia", "jennifer", "jessica"),
    *("elizabeth", "susan", "karen", "nancy", "emilia", "clara", "charlotte", "mira", "ines"),
    *("jürgen", "juergen", "hans", "klaus", "wolfgang", "jörg", "joerg", "jan", "lukas", "tobias"),
    *("florian", "sebastian", "andreas", "stefan", "stephan", "markus", "matthias", "jens", "uwe"),
    *("sven", "ralf", "holger", "dieter", "helmut", "gerhard", "manfred", "bernd", "rainer"),
    *("jonas", "felix", "leon", "kevin", "brian", "jason", "ryan", "christoph", "johannes"),
    *("istván", "lászló", "jános", "zoltán", "ferenc", "gábor", "attila", "péter", "tamás"),
    *("éva", "katalin", "erzsébet", "ilona", "zsuzsanna", "judit", "ágnes", "mária", "györgy"),
    *("zoë", "zoé", "chloé", "aylin", "ayşe", "mehmet", "fatma", "björn", "lars", "niklas"),
}
_SEVERAL = {"und", "and", "&", "+", "u."}


def given_name(full: str) -> str:
    """The given name in `full`: the first word behind titles, or what follows the comma of
    "Last, First"; the whole where nobody can tell which part of it that is."""
    whole = " ".join(full.split())
    if _EAST_ASIAN.search(full):
        return whole
    words, turned = _in_spoken_order(whole)
    titled = len(words) - len(words := _behind_titles(words))
    words = [word for word in words if not re.fullmatch(r"[(\[].*[)\]],?", word)] or words
    if not words or _are_several(words):
        return whole
    if len(words) == 1:  # "Frau Schmidt" is not called Schmidt.
        return whole if titled and not turned else _bare(words[0]) or whole
    given = words[0] if turned else _first_called(words)
    return (_bare(given) if given else "") or whole


def without_titles(text: str) -> str:
    """The text without titles in front; all of it where it is nothing else."""
    return " ".join(_behind_titles(text.split())) or text


def _are_several(words: Sequence[str]) -> bool:
    """Whether these are two people ("Anna und Bert Ott"); "von und zu" is one."""
    keys = [word.casefold() for word in words]
    pairs = zip(["", *keys], keys, strict=False)
    return any(key in _SEVERAL and before not in _PARTICLES for before, key in pairs)


def _first_called(words: Sequence[str]) -> str | None:
    """The given name of words as they stand; None where nobody can tell."""
    first = words[0]
    key = first.casefold()
    if key in _PARTICLES:
        return _behind_particles(words)
    front = [word for word in words if _is_shouted(word)]
    rest = words[len(front) :]
    if front and rest and front == [*words[: len(front)]] and not any(map(_is_shouted, rest)):
        # "OTT Anna"; two letters may be initials ("AJ"), or a short name ("LI").
        short = len(front) == 1 and len(first) == 2
        return rest[0] if not short else (None if set(key) & set("aeiouy") else first)
    if key in _IN_FRONT or re.fullmatch(r"[A-Z]\w+-[a-z]\w*", words[1]):
        return None
    last = words[-1].strip(",.").casefold()
    return None if last in _GIVEN and key not in _GIVEN else first


def _behind_particles(words: Sequence[str]) -> str | None:
    """ "van der Berg Jan": the one word behind the family name; None where there are more."""
    names = list(words)
    while names and names[0].casefold() in _PARTICLES:
        names.pop(0)
    sure = words[0].islower() or len(words) - len(names) > 1
    return names[1] if sure and len(names) == 2 else None


def _is_shouted(word: str) -> bool:
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) > 1 and word.isupper()


def _bare(word: str) -> str:
    """The word without commas, and without the pictures that some put in front of their name."""
    start = 0
    while start < len(word) and unicodedata.category(word[start]) in {"So", "Sk", "Cn", "Mn", "Cf"}:
        start += 1
    return word[start:].strip(",") or word.strip(",")


def family_name(full: str, given: str) -> str:
    """What is left of the whole name without the given one; "" if they are the same."""
    start = _word_in(full, given) if given else -1
    if start < 0:
        return ""
    rest = f"{full[:start]} {full[start + len(given) :]}"
    return " ".join(rest.replace(",", " ").split())


def _word_in(full: str, given: str) -> int:
    """Where the given name stands with no letter beside it, or -1.

    Not by a pattern: to compile one for each name takes twenty times as long as to look for it.
    """
    start = full.find(given)
    while start >= 0 and _inside_a_word(full, start, start + len(given)):
        start = full.find(given, start + 1)
    return start


def _inside_a_word(text: str, start: int, end: int) -> bool:
    beside = (text[start - 1] if start else "") + text[end : end + 1]
    return "_" in beside or any(map(str.isalnum, beside))


def _in_spoken_order(full: str) -> tuple[list[str], bool]:
    """The words with the given name in front, and whether a comma said so."""
    last, comma, first = full.partition(",")
    words = [word for part in first.split(",") for word in part.split()]
    if not comma or not words or all(_is_suffix(word) for word in words):
        return last.split(), False
    return [*words, *last.split()], True


def _is_suffix(word: str) -> bool:
    return _letters(word) in _SUFFIXES or _is_title(word)


def _behind_titles(words: Sequence[str]) -> list[str]:
    """The words without titles and pictures in front."""
    left, titled = list(words), False
    while left:
        word = left[0]
        if not any(map(str.isalpha, word)):
            left.pop(0)
        elif _is_title(word) or (titled and _is_faculty(word)):
            left.pop(0)
            titled = True
        else:
            break
    return left


def _is_title(word: str) -> bool:
    """Whether this is a title: "Dr.", "Prof.", also several in one word as "Dipl.-Ing."."""
    spelled = unicodedata.normalize("NFKC", word).strip(",")
    parts = [part for part in re.split(r"[.\-/]+", spelled.casefold()) if part]
    # A bare letter is an initial, unless it is the French "M.".
    if not parts or spelled in _CAPITALS:
        return spelled in _CAPITALS
    if parts[0] in {"dipl", "univ", "priv"} and ("." in spelled or "-" in spelled):
        return True
    rest = all(part in _TITLES or part in _FACULTIES for part in parts[1:])
    return parts[0] in _TITLES and rest


def _is_faculty(word: str) -> bool:
    """Whether it belongs to a title in front of it: "rer.", "nat.", "h.c.", "(FH)"."""
    if re.fullmatch(r"\(.*\),?", word):
        return True
    parts = [part for part in re.split(r"[.\-/]+", word.casefold().strip(",")) if part]
    short = word.endswith(".") and word.islower() and len(word) > 2
    return short or (word.islower() and bool(parts) and all(part in _FACULTIES for part in parts))


def _letters(word: str) -> str:
    return re.sub(r"[^\w]", "", word.casefold())
