"""Words of names: which name is a part of another."""


def is_part(part: str, name: str) -> bool:
    """Whether the part stands in the name with no letter beside it."""
    words, wanted = words_of(name), words_of(part)
    places = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in places)


def words_of(name: str) -> list[str]:
    """The words of a name without case and signs."""
    spelled = "".join(sign if sign.isalnum() or sign in "'’" else " " for sign in name.casefold())
    return spelled.split()
