"""Files that hold what is nobody else's business: whole or not there, for their owner's eyes."""

import os
from pathlib import Path
from secrets import token_hex

OWNER_ONLY = 0o600
OF_OTHERS = 0o007


def make_private_folder(folder: Path) -> None:
    """Make it for its owner alone; one that is there already stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(file: Path, data: bytes) -> None:
    """Write the file whole, in place of any that bears its name."""
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)  # what a process that was killed left
    write_new(part, data)
    part.replace(file)
    sync_folder(file)


def create_private(file: Path, data: bytes) -> None:
    """Write the file whole; raises `FileExistsError` where there is one already.

    Of several that create it at once exactly one succeeds, and whoever fails finds it whole.
    """
    part = file.with_name(f".{file.name}.{token_hex(4)}.part")
    write_new(part, data)
    try:
        file.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: whoever comes meanwhile finds it empty
        write_new(file, data)
    finally:
        part.unlink()
    sync_folder(file)


def write_new(file: Path, data: bytes) -> None:
    """A new file that is on the disk as a whole; gone again where that fails."""
    with open(file, "xb", opener=open_private) as writing:
        try:
            writing.write(data)
            writing.flush()
            os.fsync(writing.fileno())
        except BaseException:
            file.unlink(missing_ok=True)
            raise


def open_private(path: str, flags: int) -> int:
    """An opener (see `open`) of files that only their owner reads."""
    return os.open(path, flags, OWNER_ONLY)


def sync_file(file: Path) -> None:
    """Have all of it on the disk."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def sync_folder(file: Path) -> None:
    """Have the name of this file on the disk, too."""
    descriptor = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_private(file: Path) -> None:
    """Take a file from others' eyes; one shared with a group on purpose stays so."""
    if file.exists() and file.stat().st_mode & OF_OTHERS:
        file.chmod(OWNER_ONLY)
