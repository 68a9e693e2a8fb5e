"""The phone app's folders stand in a line: each imports from itself and from those before it."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "web" / "src"
LINE = [
    "api/types",  # shapes alone, as the server publishes them
    "rules",
    "i18n",
    "storage",
    "api",
    "sync",
    "page",
    "ui",
    "sign-in",
    "talk",
    "badge",
    "follow-up",
    "scan",
    "me",
    "office",
    "app",
    "start",
    "main",
]
# By itself in the line: the service worker is a script of its own.
ALONE = {"sw"}
SHAPES = {"api/types", "api/schema.d"}
KNOWS_THE_SERVER = {"sign-in", "talk", "badge", "follow-up", "me", "sync", "office"}
OFFICE_STANDS_ON = {"api", "rules", "i18n", "storage", "page", "ui", "sign-in", "office", "style"}
LARGEST = 250
IMPORT = re.compile(r"""(?:from|import|import\(|new URL\()\s*["'](\.[^"'?]*)""")
BEGINS = re.compile(
    r"^(?:effect|(?:\w+[.?]+)*addEventListener|on[A-Z]\w+|watch\w*|stay\w*|set(?:Interval|Timeout))\(",
    re.MULTILINE,
)
FILES = sorted(file for file in SRC.rglob("*.ts*") if ".test." not in file.name)


def name(file: Path) -> str:
    return file.relative_to(SRC).with_suffix("").as_posix()


def folder(file: Path) -> str:
    """The folder of the line that it is in; a file beside them stands for itself."""
    return name(file).split("/")[0]


def place(file: Path) -> int:
    """Where in the line it stands."""
    return LINE.index("api/types" if name(file) in SHAPES else folder(file))


def imported(file: Path) -> list[Path]:
    """The app's own modules that this one imports, at once or later."""
    targets = [file.parent / target for target in IMPORT.findall(file.read_text(encoding="utf-8"))]
    return [target for target in map(module, targets) if target is not None]


def module(target: Path) -> Path | None:
    """The file behind an import; none for styles and texts."""
    endings = ("", ".ts", ".tsx", ".d.ts", "/index.tsx", "/index.ts")
    options = [Path(f"{target}{ending}") for ending in endings]
    files = [path.resolve() for path in options if path.is_file() and path.suffix[:3] == ".ts"]
    return files[0] if files else None


IN_LINE = [file for file in FILES if name(file) not in ALONE]


@pytest.mark.parametrize("file", IN_LINE, ids=name)
def test_a_module_of_the_app_imports_only_from_its_own_folder_and_those_before(file: Path) -> None:
    assert folder(file) in LINE, f"{name(file)} stands in no folder of the line"
    for other in imported(file):
        assert place(other) <= place(file), f"{name(file)} imports {name(other)} ahead of it"


def test_no_modules_of_the_app_import_each_other_in_a_circle() -> None:
    graph = {file: imported(file) for file in FILES}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, naming the circle
    assert set(order) == set(FILES)


def test_what_is_no_view_imports_none() -> None:
    views = {file for file in FILES if "views" in file.parts}
    others = [file for file in FILES if file not in views and folder(file) not in {"app", "office"}]
    assert [name(file) for file in others if views & set(imported(file))] == []


def test_nothing_begins_by_being_imported() -> None:
    """What runs by itself is called by `start`; the page's, the worker's and the decoder's own
    scripts are entries."""
    entries = {"main", "sw", "scan/decode.worker"}
    begun = [name(file) for file in FILES if BEGINS.search(file.read_text(encoding="utf-8"))]
    assert set(begun) <= entries


def test_views_speak_with_the_server_through_state_alone() -> None:
    client = SRC / "api" / "client.ts"
    speakers = {file for file in FILES if client in imported(file) and folder(file) != "api"}
    assert {folder(file) for file in speakers} <= KNOWS_THE_SERVER
    assert [name(file) for file in speakers if "views" in file.parts] == []


def test_sync_has_one_door() -> None:
    inner = {file for file in FILES if folder(file) == "sync"} - {SRC / "sync" / "index.ts"}
    others = [file for file in FILES if folder(file) != "sync"]
    assert [name(file) for file in others if inner & set(imported(file))] == []


def test_only_the_office_s_state_uses_its_calls() -> None:
    calls = set((SRC / "office" / "api").glob("*.ts")) - {SRC / "office" / "api" / "paths.ts"}
    users = {file for file in FILES if calls & set(imported(file)) and file not in calls}
    assert {file.parent.name for file in users} == {"state"}


def test_the_office_stands_alone_and_is_loaded_by_its_door() -> None:
    office = {file for file in FILES if folder(file) == "office"}
    outwards = {folder(other) for file in office for other in imported(file)}
    assert outwards <= OFFICE_STANDS_ON
    inwards = {
        (name(file), name(other))
        for file in FILES
        for other in imported(file)
        if other in office and file not in office
    }
    assert inwards == {("app/app", "office/index")}


def test_addresses_of_the_api_stand_in_one_file_for_each_part() -> None:
    naming = [name(file) for file in FILES if '"/api/v1' in file.read_text(encoding="utf-8")]
    assert set(naming) == {"api/paths", "api/schema.d", "office/api/paths"}


@pytest.mark.parametrize(
    "file", sorted({*FILES, *SRC.rglob("*.test.ts"), *SRC.rglob("*.css")}), ids=name
)
def test_no_file_of_the_app_is_long(file: Path) -> None:
    if not file.name.endswith(".d.ts"):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= LARGEST
