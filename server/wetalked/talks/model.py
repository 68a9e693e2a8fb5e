"""A talk as each side sees it, and what a side may say about it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from wetalked.core.lengths import BadgeCodeText
from wetalked.talks.notes import Moment, Promise, Question

Word = Literal["yes", "no"]
State = Literal["mutual", "waiting_for_them", "waiting_for_you"]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two participants of one event, `low` < `high`; `me` is the one of `person`, who calls."""

    low: str
    high: str
    me: str
    person: str


def pair_of(me: str, other: str, person: str) -> Pair:
    """Sorted, so that both sides mean the same row."""
    return Pair(low=min(me, other), high=max(me, other), me=me, person=person)


class Registers(msgspec.Struct, frozen=True, kw_only=True):
    """What one side said: its earliest and newest yes, its newest no."""

    first_yes: int | None = None
    yes: int | None = None
    no: int | None = None


class Side(Registers, frozen=True, kw_only=True):
    """One participant of a talk, as kept: who they are, what they said, what they show."""

    participant: str
    person: str | None
    name: str | None
    given_name: str | None
    ask_me_about: str | None
    card_email: str | None
    card_phone: str | None
    card_phone_link: str | None
    card_link: str | None
    kept_card: str | None
    shows: bool | None
    blocks: bool


class Sides(msgspec.Struct, frozen=True):
    """One talk with both its sides, as kept."""

    id: str
    event: str
    low: Side
    high: Side

    def mine_and_theirs(self, person: str) -> tuple[Side, Side]:
        """The side of this person, then the other."""
        if self.low.person == person:
            return self.low, self.high
        if self.high.person == person:
            return self.high, self.low
        raise ValueError(f"{person} is on neither side of talk {self.id}")


class Card(msgspec.Struct, frozen=True):
    """How to reach somebody, as far as they show it.

    `phone` is as they typed it; `phone_link` a complete `tel:` URI (RFC 3966) of it, where it is
    sure which number is meant.
    """

    email: str | UnsetType = UNSET
    phone: str | UnsetType = UNSET
    phone_link: str | UnsetType = UNSET
    link: str | UnsetType = UNSET


class KeptCard(msgspec.Struct, frozen=True):
    """What somebody who left had chosen to leave behind."""

    name: str
    given_name: str
    ask_me_about: str | None
    card: Card


class With(msgspec.Struct, frozen=True):
    """The other side; the card is null until both have said yes."""

    participant_id: str
    name: str | None
    given_name: str | None
    ask_me_about: str | None
    card: Card | None
    left: bool


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A talk as one side sees it; the notes are this side's own."""

    id: str
    event: str
    state: State
    with_: With = msgspec.field(name="with")
    began_at: datetime
    mutual_at: datetime | None
    card_shown: bool
    questions: list[Question]
    promises: list[Promise]
    reminded_of: str | None


class TalkList(msgspec.Struct, frozen=True):
    """One page of talks, those that began first in front."""

    items: list[Talk]
    next: str | None


class ScanBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """I talked with the holder of this badge."""

    id: UUID
    badge: BadgeCodeText
    scanned_at: Moment | None = None


class ConfirmBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Yes, we talked."""

    at: Moment | None = None


class CardShownBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Whether the other side sees my card."""

    shown: bool


class Block(msgspec.Struct, frozen=True):
    """Somebody of whom I see nothing any more."""

    id: str
    name: str
    given_name: str
    made_at: datetime


class BlockList(msgspec.Struct, frozen=True):
    """One page of those I blocked, the first blocked in front."""

    items: list[Block]
    next: str | None
