"""Files and folders that are written whole or not at all."""

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from yotcli.model import YotError, escaped


@contextmanager
def refusals(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise YotError(f"cannot write {escaped(path)}: {reason}") from None


def write(path: str, content: bytes) -> None:
    """Replace a file; a kill or a full disk leaves the old file or the new one.

    Something that is not a regular file, such as a pipe, is written to directly.
    Raises YotError.
    """
    with refusals(path):
        mode = mode_of(path)
        if mode is None or stat.S_ISREG(mode):
            replace(os.path.realpath(path), content, mode)
        else:
            with open(path, "wb") as file:
                file.write(content)


def write_folder(folder: str, contents: Mapping[str, bytes]) -> None:
    """Make a folder of files; an existing folder must be empty. Raises YotError."""
    if not folder:  # which would otherwise be the folder that this runs in
        raise YotError("'' names no folder: name a new one")
    with refusals(folder):
        refuse_taken(folder)
        replace_folder(os.path.realpath(folder), contents)


def mode_of(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def replace(path: str, content: bytes, mode: int | None) -> None:
    folder = os.path.dirname(path)
    part = part_in(folder)
    try:
        with open(part, "xb") as file:
            if mode is not None:  # by name, as not every system can by descriptor
                os.chmod(part, stat.S_IMODE(mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise
    sync(folder)


def part_in(folder: str) -> str:
    """A new name in a folder, for what is not yet whole."""
    return os.path.join(folder, f".yot-{os.urandom(6).hex()}.part")


def refuse_taken(folder: str) -> None:
    try:
        names, is_here = os.listdir(folder), os.path.samefile(folder, os.curdir)
    except FileNotFoundError:
        return
    if names:
        taken = f"{escaped(folder)} is not empty"
        raise YotError(f"{taken}: name a new folder or an empty one")
    if is_here:  # replacing it would leave the shell in a deleted folder
        raise YotError("cannot replace the folder that this runs in: name a new one")


def replace_folder(folder: str, contents: Mapping[str, bytes]) -> None:
    """Write the files into a new folder and rename it; replaces an empty folder."""
    mode, parent = mode_of(folder), os.path.dirname(folder)
    part = part_in(parent)
    os.mkdir(part)
    try:
        fill(part, contents)
        if mode is not None:
            os.chmod(part, stat.S_IMODE(mode))
        try:
            os.rename(part, folder)
        except OSError:  # for example on Windows, or at the mount point of a disk
            if mode is None:
                raise
            refuse_taken(folder)
            fill(folder, contents)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sync(parent)


def fill(folder: str, contents: Mapping[str, bytes]) -> None:
    """Write every file into an empty folder, or none."""
    paths = {f"{folder}/{name}": content for name, content in contents.items()}
    try:
        for path, content in paths.items():
            replace(path, content, None)
    except BaseException:
        for path in paths:
            with suppress(OSError):
                os.unlink(path)
        raise


def sync(folder: str) -> None:
    """Make sure that a rename survives a crash, if the file system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
