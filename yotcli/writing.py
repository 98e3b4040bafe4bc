"""Files and folders that are written whole or not at all."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping

from yotcli.model import YotError, escaped


def write(path: str, content: bytes) -> None:
    """Replace a file; a kill or a full disk leaves the old one or the new one.

    What is there and is no regular file, such as a pipe, is written to as it is.
    Raises YotError.
    """
    try:
        mode = mode_of(path)
        if mode is not None and not stat.S_ISREG(mode):
            with open(path, "wb") as file:
                file.write(content)
            return
        replace(os.path.realpath(path), content, mode)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def write_folder(folder: str, contents: Mapping[str, bytes]) -> None:
    """Make a folder of files; one that is there must be empty. Raises YotError."""
    try:
        refuse_taken(folder)
        replace_folder(os.path.realpath(folder), contents)
    except (OSError, ValueError) as error:
        raise unwritable(folder, error) from None


def unwritable(path: str, error: OSError | ValueError) -> YotError:
    reason = getattr(error, "strerror", None) or str(error)
    return YotError(f"cannot write {escaped(path)}: {reason}")


def mode_of(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def replace(path: str, content: bytes, mode: int | None) -> None:
    folder = os.path.dirname(path)
    descriptor, name = tempfile.mkstemp(prefix=".yot-", suffix=".part", dir=folder)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # By name, as not every system can by descriptor.
        os.chmod(name, stat.S_IMODE(mode) if mode else 0o666 & ~umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    sync(folder)


def refuse_taken(folder: str) -> None:
    try:
        names = os.listdir(folder)
        is_here = os.path.samefile(folder, os.curdir)
    except FileNotFoundError:
        return
    if names:
        raise YotError(
            f"{escaped(folder)} is not empty: name a new folder or an empty one"
        )
    if is_here:  # its replacement would leave the shell in a folder that is gone
        raise YotError("cannot replace the folder that this runs in: name a new one")


def replace_folder(folder: str, contents: Mapping[str, bytes]) -> None:
    """Write files beside a folder that is empty or not there, and rename them to it."""
    mode, parent = mode_of(folder), os.path.dirname(folder)
    beside = tempfile.mkdtemp(prefix=".yot-", suffix=".part", dir=parent)
    try:
        fill(beside, contents)
        os.chmod(beside, stat.S_IMODE(mode) if mode else 0o777 & ~umask())
        try:
            os.rename(beside, folder)
        except OSError:  # such as on Windows, or where a disk is mounted
            if mode is None:
                raise
            refuse_taken(folder)
            fill(folder, contents)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sync(parent)


def fill(folder: str, contents: Mapping[str, bytes]) -> None:
    """Write every file into an empty folder, or none."""
    paths = {f"{folder}/{name}": content for name, content in contents.items()}
    try:
        for path, content in paths.items():
            replace(path, content, None)
    except BaseException:
        for path in paths:
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync(folder: str) -> None:
    """Make a rename last; not every file system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
