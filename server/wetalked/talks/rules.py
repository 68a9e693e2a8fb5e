"""What a talk is, as rules: two sides, of each three times, and nothing else decides."""

from collections.abc import Sequence

from wetalked.core.clock import HOUR
from wetalked.talks.model import Registers, State, Word

# So long after a badge or a place has ended, a yes from before may still arrive.
ARRIVES_WITHIN = 48 * HOUR


def yes_at(at: int) -> Registers:
    """One yes."""
    return Registers(first_yes=at, yes=at)


def no_at(at: int) -> Registers:
    """One no."""
    return Registers(no=at)


def merge(one: Registers, other: Registers) -> Registers:
    """Both together; order, repeats and grouping make no difference."""
    return Registers(
        first_yes=earlier(one.first_yes, other.first_yes),
        yes=later(one.yes, other.yes),
        no=later(one.no, other.no),
    )


def earlier(one: int | None, other: int | None) -> int | None:
    """The earlier of the times that there are."""
    return min((at for at in (one, other) if at is not None), default=None)


def later(one: int | None, other: int | None) -> int | None:
    """The later of the times that there are."""
    return max((at for at in (one, other) if at is not None), default=None)


def word(side: Registers) -> Word | None:
    """What a side says now; on equal times the no wins."""
    if side.yes is not None and (side.no is None or side.yes > side.no):
        return "yes"
    return None if side.no is None else "no"


def state(mine: Registers, theirs: Registers) -> State | None:
    """How a talk looks from my side; nothing where I see nothing of it."""
    match word(mine):
        case "yes":
            return "waiting_for_them" if theirs.first_yes is None else "mutual"
        case None:
            return "waiting_for_you" if word(theirs) == "yes" else None
        case "no":
            return None


def began_at(mine: Registers, theirs: Registers) -> int | None:
    """The earlier of the two earliest yeses."""
    return earlier(mine.first_yes, theirs.first_yes)


def mutual_at(mine: Registers, theirs: Registers) -> int | None:
    """The later of the two earliest yeses; nothing while one is missing."""
    if mine.first_yes is None or theirs.first_yes is None:
        return None
    return max(mine.first_yes, theirs.first_yes)


def counts(yes_at: int, received_at: int, begun: Sequence[int], ended: Sequence[int]) -> bool:
    """Whether a yes counts, given when badge and event began, and what of it has ended since.

    While nothing has ended a yes counts whatever its time. Afterwards a phone that was offline has
    48 hours, and no time is believed that cannot be.
    """
    if not ended:
        return True
    end = min(ended)
    possible = all(at <= yes_at for at in begun if at <= end)
    return possible and yes_at < end and received_at <= end + ARRIVES_WITHIN
