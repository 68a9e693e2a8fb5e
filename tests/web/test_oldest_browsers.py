"""The built app uses nothing that its oldest browsers lack: iOS 16.4, Chrome 109, Firefox 115."""

import re
from pathlib import Path

import pytest

import wetalked
from web.newer import DATA, OLDEST, features, is_member, newer_globals, newer_members

STATIC = Path(wetalked.__file__).parent / "static"
ROOT = Path(__file__).parents[2]
SCRIPTS = "\n".join(
    file.read_text("utf-8") for file in [*STATIC.glob("assets/*.js"), STATIC / "sw.js"]
)
STYLES = [file.read_text("utf-8") for file in STATIC.glob("assets/*.css")]
PART_OF = re.compile(r"(?<![\w$.`'\"-])([A-Z]\w+)\.(\w+)")
MADE = re.compile(r"\bnew ([A-Z]\w+)")
HELD = re.compile(r"\.(\w+)")
# Used only where they are there.
ASKED_FOR_FIRST = {
    "HTMLVideoElement.requestVideoFrameCallback",
    "Navigator.canShare",
    "Navigator.share",
    "Navigator.vibrate",
    "Navigator.wakeLock",
    "Symbol.dispose",
    "VideoFrame",
    "moveBefore",
}
# What scripts hold without naming it: a member of these, by a name that nothing older has, is told.
COMMON = re.compile(
    r"^(?:Array|String|Object|Promise|Map|Set|RegExp|Date|Number|Function|Iterator|Intl\.\w+"
    r"|Node|Element|HTML\w*Element|Document|DocumentFragment|Navigator|Window|Location|History"
    r"|Event|\w+Event|EventTarget|Response|Request|Headers|Blob|File|AbortSignal|URL|URLSearchParams"
    r"|MediaDevices|MediaStream\w*|Storage\w*|Crypto|Performance|IDB\w+|Cache\w*|ServiceWorker\w*)$"
)
# Fields of our own, or of a library's own objects, that a newer part of a browser is called too.
OURS = {
    *("added", "address", "bytes", "changed", "displayName", "dispose", "image", "in", "lost"),
    *("path", "removed", "results", "role", "scan", "silent", "subject", "sync", "take", "when"),
    *("with", "zip", "format", "device", "rotation", "drop", "install", "session"),
}
PROPERTY = re.compile(r"[;{]([a-z-]+):")
# Without them a page looks a little plainer, or another rule stands in (`@supports not`).
PLAINER_WITHOUT = {
    *("-webkit-tap-highlight-color", "field-sizing", "forced-color-adjust", "hyphens", "resize"),
    *("scrollbar-width", "text-size-adjust", "user-select"),
}
HAS = re.compile(r"[^{}]*:has\([^{}]*(?=\{)")
HAS_BY_THE_WAY = re.compile(
    r"^:root:has\(|^[\w. -]+:has\(:focus-visible\)$|^@supports not selector"
)


def test_the_data_is_there() -> None:
    assert DATA.is_file(), "the app's packages are not installed: uv run python web/build.py"
    newer = {f"{one.owner}.{one.name}" for one in newer_members()}
    assert {"URL.canParse", "Object.groupBy", "AbortSignal.any", "Set.union"} <= newer
    assert (
        newer & {"Array.at", "AbortSignal.timeout", "Array.findLast", "String.replaceAll"} == set()
    )


def test_no_script_names_what_is_newer() -> None:
    named = set(PART_OF.findall(SCRIPTS))
    parts = {f"{one.owner}.{one.name}" for one in newer_members() if (one.owner, one.name) in named}
    used = {owner for owner, _ in named} | set(MADE.findall(SCRIPTS))
    assert (parts | used & {one.name for one in newer_globals()}) - ASKED_FOR_FIRST == set()


def test_no_script_uses_a_newer_part_of_what_it_holds() -> None:
    older = {one.name for one in features() if one.old and is_member(one)}
    held = set(HELD.findall(SCRIPTS)) - older - OURS
    newer = [one for one in newer_members() if one.name in held and COMMON.match(one.owner)]
    told = {f"{one.owner}.{one.name}" for one in newer if one.name not in ASKED_FOR_FIRST}
    assert told - ASKED_FOR_FIRST == set()


def test_no_style_needs_what_is_newer() -> None:
    used = {name for style in STYLES for name in PROPERTY.findall(style)}
    newer = {
        one.name
        for one in features()
        if one.path[:2] == ("css", "properties") and len(one.path) == 3 and not one.old
    }
    assert used & newer - PLAINER_WITHOUT == set()
    selectors = [one for style in STYLES for one in HAS.findall(style)]
    parts = [part for one in selectors for part in one.split("}")[-1].split("{")[-1:]]
    assert [part for part in parts if not HAS_BY_THE_WAY.match(part)] == []
    assert not any("&" in style for style in STYLES)  # nested rules


@pytest.mark.parametrize("file", ["README.md", "docs/operating.md"])
def test_the_oldest_browsers_are_named(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    wanted = ("iOS 16.4", "Chrome 109", "Firefox 115")
    assert OLDEST == {"safari_ios": 16.4, "chrome": 109, "chrome_android": 109, "firefox": 115}
    assert [name for name in wanted if name not in text] == []
