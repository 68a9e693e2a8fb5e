"""What a talk is, as rules: two sides, of each three times; and what each side sees of it."""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from wetalked.core.clock import HOUR, to_datetime
from wetalked.talks.model import Card, KeptCard, Registers, Side, Sides, State, Talk, With, Word
from wetalked.talks.notes import NOTHING_NOTED, Notes

# So long after a badge or a place has ended, a yes from before may still arrive.
ARRIVES_WITHIN = 48 * HOUR


def yes_at(at: int) -> Registers:
    """One yes."""
    return Registers(first_yes=at, yes=at)


def no_at(at: int) -> Registers:
    """One no."""
    return Registers(no=at)


def merge_registers(one: Registers, other: Registers) -> Registers:
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


def seen_by(person: str, talk: Sides, notes: Notes = NOTHING_NOTED) -> Talk | None:
    """The talk as this person sees it, or nothing; `notes` are theirs."""
    mine, theirs = talk.mine_and_theirs(person)
    seen_state, began = state(mine, theirs), began_at(mine, theirs)
    if seen_state is None or began is None or mine.blocks:
        return None
    mutual = mutual_at(mine, theirs)
    return Talk(
        id=talk.id,
        event=talk.event,
        state=seen_state,
        with_=other_side(theirs, mutual=seen_state == "mutual"),
        began_at=to_datetime(began),
        mutual_at=None if mutual is None else to_datetime(mutual),
        card_shown=shows_card(mine),
        questions=notes.questions,
        promises=notes.promises,
        reminded_of=notes.reminded_of,
    )


def other_side(theirs: Side, *, mutual: bool) -> With:
    """Who they are, with their card once it is mutual."""
    if theirs.person is None:
        return who_left(theirs, mutual=mutual)
    return With(
        participant_id=theirs.participant,
        name=theirs.name,
        given_name=theirs.given_name,
        ask_me_about=theirs.ask_me_about,
        card=shown_card(theirs, card_of(theirs)) if mutual else None,
        left=False,
    )


def who_left(theirs: Side, *, mutual: bool) -> With:
    """Someone who left, with what they left behind for those they had a mutual talk with."""
    kept = kept_by(theirs) if mutual else None
    return With(
        participant_id=theirs.participant,
        name=kept.name if kept else None,
        given_name=kept.given_name if kept else None,
        ask_me_about=kept.ask_me_about if kept else None,
        card=shown_card(theirs, kept.card if kept else Card()) if mutual else None,
        left=True,
    )


def kept_by(side: Side) -> KeptCard | None:
    """What they left behind, if they chose to."""
    return msgspec.json.decode(side.kept_card, type=KeptCard) if side.kept_card else None


def shown_card(side: Side, card: Card) -> Card:
    """The card while they stand by their yes and show it, else an empty one."""
    shown = word(side) == "yes" and side.shows is not False
    return card if shown else Card()


def card_of(side: Side) -> Card:
    """The fields they have set."""
    return Card(
        email=UNSET if side.card_email is None else side.card_email,
        phone=UNSET if side.card_phone is None else side.card_phone,
        phone_link=UNSET if side.card_phone_link is None else side.card_phone_link,
        link=UNSET if side.card_link is None else side.card_link,
    )


def shows_card(side: Side) -> bool:
    """Whether this side shows its card here: as it chose, else as the card says."""
    return card_of(side) != Card() if side.shows is None else side.shows
