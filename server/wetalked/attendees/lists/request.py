"""A list as a request brings it: whether it is CSV, and what is said about it."""

from wetalked.attendees.lists.additions import same_people
from wetalked.attendees.lists.importing import Said
from wetalked.core.lengths import CELL
from wetalked.core.problems import Problem, invalid
from wetalked.http import body
from wetalked.http.request import AnyRequest

CSV = "text/csv"


# So many lines can be said to be somebody who is there.
SAME = 6_000


def is_csv(request: AnyRequest) -> bool:
    """Whether the body is a list as a file; raises `unsupported-media-type`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == CSV:
        return True
    if kind not in {"", *body.JSON_TYPES}:
        raise Problem(
            "unsupported-media-type",
            f"Read {kind[:80]!r}, accepted are {CSV} and {body.JSON_TYPES[0]}.",
        )
    return False


def query_of(request: AnyRequest) -> dict[str, str]:
    """What the query says about the list: headings by field, and more; raises `invalid`."""
    query = {name: value for name, value in request.query_params.items() if name != "dry_run"}
    for name, value in query.items():
        most = SAME if name == "same" else CELL
        if len(value) > most:
            raise invalid(name, f"{len(value)} characters; at most {most} are accepted.")
    return query


def said_of(request: AnyRequest) -> Said:
    """What the request says about its list; raises `invalid`."""
    words = query_of(request)
    status, same = words.pop("status", None), words.pop("same", "")
    if status not in {None, "ignore"}:
        raise invalid("status", f'Read "{status[:40]}", accepted is "ignore".')
    return Said(
        columns=words,
        charset=request.content_type[1].get("charset"),
        everybody=status == "ignore",
        same=same_people(same.split(",") if same else []),
    )
