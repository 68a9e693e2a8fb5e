"""How long each kind of text in a request may be: what is longer is refused before it is looked at.

A text of a rule of its own (a name, a note) is looked at again there, once it is trimmed.
"""

from typing import Annotated, TypeAlias

import msgspec
from litestar.params import PathParameter, QueryParameter

LINE = 120
NOTE = 1_000
ADDRESS = 320  # RFC 3696, section 3, erratum 1690: 64 before the @, 255 behind it
CODE = 64
TOKEN = 200
BADGE = 2_000
PHONE = 40
LINK = 500
SLUG = 64
ID = 64
ZONE = 64
LAYOUT = 40
WORDS = 200
MOMENT = 40
CURSOR = 200
CELL = 2_000
HEADER = 8 * 1024
MOST_PEOPLE = 20_000

# In bodies.
LineText: TypeAlias = Annotated[str, msgspec.Meta(max_length=LINE)]
NoteText: TypeAlias = Annotated[
    str, msgspec.Meta(max_length=NOTE, description="1 to 1,000 characters.")
]
AddressText: TypeAlias = Annotated[str, msgspec.Meta(max_length=ADDRESS)]
CodeText: TypeAlias = Annotated[str, msgspec.Meta(max_length=CODE)]
TokenText: TypeAlias = Annotated[str, msgspec.Meta(max_length=TOKEN)]
BadgeCodeText: TypeAlias = Annotated[
    str, msgspec.Meta(max_length=BADGE, description="The code of a badge, or the URL it shows.")
]
PhoneText: TypeAlias = Annotated[str, msgspec.Meta(max_length=2 * PHONE)]  # as it is pasted
LinkText: TypeAlias = Annotated[str, msgspec.Meta(max_length=LINK)]
ZoneText: TypeAlias = Annotated[str, msgspec.Meta(max_length=ZONE)]
CursorText: TypeAlias = Annotated[str, msgspec.Meta(max_length=CURSOR)]
IdText: TypeAlias = Annotated[str, msgspec.Meta(max_length=ID)]
Ids: TypeAlias = Annotated[list[IdText], msgspec.Meta(max_length=MOST_PEOPLE)]
# A row of a list is judged, and told of, by itself: one long cell must not refuse the others.
CellText: TypeAlias = Annotated[str, msgspec.Meta(max_length=CELL)]

# In paths.
SlugInPath: TypeAlias = Annotated[str, PathParameter(max_length=SLUG)]
IdInPath: TypeAlias = Annotated[str, PathParameter(max_length=ID)]
TokenInPath: TypeAlias = Annotated[str, PathParameter(max_length=TOKEN)]

# In queries.
SlugInQuery: TypeAlias = Annotated[str, QueryParameter(max_length=SLUG)]
MaybeSlugInQuery: TypeAlias = Annotated[str | None, QueryParameter(max_length=SLUG)]
MomentInQuery: TypeAlias = Annotated[str | None, QueryParameter(max_length=MOMENT)]
AddressInQuery: TypeAlias = Annotated[str | None, QueryParameter(max_length=ADDRESS)]
LineInQuery: TypeAlias = Annotated[str | None, QueryParameter(max_length=LINE)]
WordsInQuery: TypeAlias = Annotated[str | None, QueryParameter(max_length=WORDS)]
LayoutInQuery: TypeAlias = Annotated[str, QueryParameter(max_length=LAYOUT)]
IdInQuery: TypeAlias = Annotated[str | None, QueryParameter(max_length=ID)]
