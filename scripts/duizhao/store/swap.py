"""Writing so that a kill in the middle, or a second run at the same time, leaves whole files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from duizhao.errors import StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".duizhao.lock"

_held: dict[Path, int] = {}  # the knowledge bases that this process is writing, and how many times it said so


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Keeps other runs from writing to this knowledge base; may be entered again by whoever is inside.

    The lock is the system's and ends with the process, however that ends; a file that a killed one left is no lock.

    Raises:
        StoreError: another run is writing.
    """
    root = root.resolve()
    if root in _held:
        _held[root] += 1
        try:
            yield
        finally:
            _held[root] -= 1
        return
    lock = _lock(root / LOCK)
    _held[root] = 1
    try:
        yield
    finally:
        del _held[root]
        _release(root / LOCK, lock)


def _lock(path: Path) -> int:
    try:
        return _acquire(path)
    except BlockingIOError as error:
        raise StoreError(
            f"{path.parent}: another run of duizhao is writing to this knowledge base. "
            "Wait until it ends, then try again."
        ) from error
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot write here ({error.strerror}): check the folder's rights.") from error


if sys.platform == "win32":

    def _acquire(path: Path) -> int:
        handle = os.open(path, os.O_CREAT | os.O_RDWR)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(handle)
            raise BlockingIOError from error
        return handle

    def _release(path: Path, handle: int) -> None:
        os.close(handle)
        with suppress(OSError):  # whoever has opened it since keeps it
            path.unlink()

else:

    def _acquire(path: Path) -> int:
        while True:
            handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Whoever held the lock before removed the file at its end: a lock on a removed file is none.
                if os.fstat(handle).st_ino == path.stat().st_ino:
                    return handle
            except FileNotFoundError:
                pass
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)

    def _release(path: Path, handle: int) -> None:
        path.unlink(missing_ok=True)  # first, while it is still ours
        os.close(handle)


def write_file(path: Path, data: bytes) -> bool:
    """Writes a file in one step; returns whether it had to be written. One that already holds this is left alone."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)  # left by a kill, or a link that leads elsewhere
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)  # on a full disk half a file would only be in the way
        raise _unwritten(path, error) from error
    return True


def _unwritten(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{path}: cannot be written ({error.strerror}). What stood there is whole: make room, or set the folder's "
        "rights, and try again."
    )


def refuse_link(path: Path) -> None:
    """Refuses a link where we read or write: it could lead to any file of the machine.

    Raises:
        StoreError: it is a link.
    """
    if path.is_symlink():
        raise StoreError(f"{path}: is a symbolic link: put the file or folder itself there.")


def current(folder: Path) -> Path | None:
    """The folder as it stands, or its last whole state where a run was killed between two renames; None if neither."""
    for place in (folder, _old(folder)):
        if place.is_dir():
            return place
    return None


def read_folder(folder: Path) -> dict[str, bytes]:
    """The YAML files of a folder by name; empty where there is no such folder."""
    for _ in range(3):
        place = current(folder)
        if place is None:
            break
        try:
            return {path.name: path.read_bytes() for path in sorted(place.glob("*.yaml")) if path.is_file()}
        except FileNotFoundError:  # swapped while we were reading
            continue
    return {}


def swap_folder(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Makes these the YAML files of a folder, all or none; returns whether anything changed.

    What else lies in the folder stays, and a file that already holds its text keeps its time.
    """
    if not folder.exists() and _old(folder).is_dir():
        _old(folder).rename(folder)  # a run was killed between the two renames below
    _clear(folder)
    if folder.is_dir() and read_folder(folder) == files:
        return False
    fresh, old = _new(folder), _old(folder)
    try:
        _fill(fresh, folder, files)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)  # on a full disk half a folder would only be in the way
        raise _unwritten(folder, error) from error
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return True


def leftovers(folder: Path) -> list[Path]:
    """What a run that was killed while it swapped this folder left beside it."""
    return [path for path in (_new(folder), _old(folder)) if path.is_symlink() or path.exists()]


def _clear(folder: Path) -> None:
    for path in leftovers(folder):
        if path.is_symlink() or not path.is_dir():
            path.unlink()  # never what a link leads to
        else:
            shutil.rmtree(path)


def _new(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _fill(fresh: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    fresh.mkdir(parents=True)
    before = list(folder.iterdir()) if folder.is_dir() else []
    for path in before:
        if path.suffix != ".yaml":
            _carry(path, fresh / path.name)
    for name, data in files.items():
        had = folder / name
        if had.is_file() and had.read_bytes() == data:
            shutil.copy2(had, fresh / name)
        else:
            (fresh / name).write_bytes(data)


def _carry(path: Path, target: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, target, symlinks=True)
    else:
        shutil.copy2(path, target, follow_symlinks=False)
