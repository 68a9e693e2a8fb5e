"""What one side sees of a talk."""

import msgspec
from msgspec import UNSET

from wetalked.core.clock import to_datetime
from wetalked.talks import rules as merge
from wetalked.talks.model import Card, KeptCard, Side, Sides, Talk, With
from wetalked.talks.notes.model import NOTHING_NOTED, Notes


def seen_by(person: str, talk: Sides, notes: Notes = NOTHING_NOTED) -> Talk | None:
    """The talk as this person sees it, or nothing; `notes` are theirs."""
    mine, theirs = talk.mine_and_theirs(person)
    state, began = merge.state(mine, theirs), merge.began_at(mine, theirs)
    if state is None or began is None or mine.blocks:
        return None
    mutual = merge.mutual_at(mine, theirs)
    return Talk(
        id=talk.id,
        event=talk.event,
        state=state,
        with_=other_side(theirs, mutual=state == "mutual"),
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
    shown = merge.word(side) == "yes" and side.shows is not False
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
