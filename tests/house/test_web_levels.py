"""The phone app's imports run one way: views use state, state uses api, nothing looks up."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "web" / "src"
LEVELS = [
    {"api/types", "api/schema.d", "office/types"},
    {"i18n", "office/texts"},
    {"choice", "clock", "code", "elsewhere", "evening", "hint", "ids", "install-hint"}
    | {"links", "phone-number", "places", "storage", "vcard", "api/problem", "api/ours"},
    {"office/rules"},
    {"sync/operation", "sync/merge-pending", "sync/reconcile", "sync/retime"},
    {"idb"},
    {"sync/outbox", "sync/drain", "sync/model"},
    {"route"},
    {"api/client"},
    {"sync/channel", "sync/leader", "sync/live", "sync/schedule", "sync/transport"},
    {"sync/store"},
    {"sync/engine"},
    {"sync/index"},
    {"office/api"},
    {"state"},
    {"office/state"},
    {"ui"},
    {"office/ui"},
    {"scan"},
    {"office/views"},
    {"office/index"},
    {"views"},
    {"main", "sw"},
]
KNOWS_THE_SERVER = {"state", "sync", "office"}
KNOWS_THE_OFFICES_CALLS = {"office/state"}
IMPORT = re.compile(r"""(?:from|import|import\(|new URL\()\s*["'](\.[^"'?]*)""")
FILES = sorted(file for file in SRC.rglob("*.ts*") if ".test." not in file.name)


def name(file: Path) -> str:
    return file.relative_to(SRC).with_suffix("").as_posix()


def part(file: Path) -> str:
    """Where it belongs within the organizers' pages: `office/views`."""
    return "/".join(name(file).split("/")[:2])


def level(file: Path) -> int:
    """The rank of a file by its own name, else by its folder's."""
    names = {name(file), name(file).split("/")[0], part(file)}
    (rank,) = [rank for rank, level in enumerate(LEVELS) if level & names] or [-1]
    return rank


def imported(file: Path) -> list[Path]:
    """The app's own modules that this one imports, at once or later."""
    targets = [file.parent / target for target in IMPORT.findall(file.read_text(encoding="utf-8"))]
    return [found for target in targets if (found := module(target)) is not None]


def module(target: Path) -> Path | None:
    """The file behind an import; none for styles and texts."""
    options = [Path(f"{target}{ending}") for ending in ("", ".ts", ".tsx")]
    options += [target / "index.tsx", target / "index.ts"]
    found = [one.resolve() for one in options if one.is_file() and one.suffix in {".ts", ".tsx"}]
    return found[0] if found else None


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_module_of_the_app_imports_only_from_its_own_level_and_below(file: Path) -> None:
    assert level(file) >= 0, f"{name(file)} has no level: put it into a folder that has one"
    for other in imported(file):
        assert level(other) <= level(file), f"{name(file)} imports {name(other)} above it"


def test_no_modules_of_the_app_import_each_other_in_a_circle() -> None:
    graph = {file: imported(file) for file in FILES}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, naming the circle
    assert set(order) == set(FILES)


def test_only_state_and_sync_speak_with_the_server() -> None:
    client = SRC / "api" / "client.ts"
    speakers = {name(file).split("/")[0] for file in FILES if client in imported(file)}
    assert speakers == KNOWS_THE_SERVER


def test_only_the_office_s_state_uses_its_calls() -> None:
    calls = set((SRC / "office" / "api").glob("*.ts"))
    users = {part(file) for file in FILES if calls & set(imported(file))}
    assert users == KNOWS_THE_OFFICES_CALLS


def test_the_phone_app_brings_nothing_of_the_office_but_its_door() -> None:
    office = SRC / "office"
    found = {
        (name(file), name(other))
        for file in FILES
        for other in imported(file)
        if other.is_relative_to(office) and not file.is_relative_to(office)
    }
    assert found == {("views/app", "office/index")}
