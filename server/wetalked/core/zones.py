"""Time zones by IANA's names, and times as the clocks of a place show them."""

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

# In the database, but the name of no place's time.
NO_ZONES = {"Factory", "localtime", "posixrules"}


@cache
def zone_names() -> frozenset[str]:
    """All names that IANA has, old and new ones, whatever else the machine keeps beside them."""
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return frozenset(names) - NO_ZONES


def moments_of(wall: datetime, zone: str) -> list[datetime]:
    """When the clocks of this zone show this time (it has no zone of its own), in UTC.

    None where they skip it, two where they repeat it; the earlier one first.
    """
    here = ZoneInfo(zone)
    found = {wall.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(at for at in found if at.astimezone(here).replace(tzinfo=None, fold=0) == wall)
