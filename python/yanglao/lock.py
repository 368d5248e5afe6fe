"""One call at a time at the parts of an output: a lock that the operating system takes away when its process ends."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import weakref
from pathlib import Path
from typing import Any

from yanglao.errors import FileError

_NAME = "lock"  # the file in the folder
_TRIES = 100  # to lock it while other calls end and remove it: more, and it is something else
_held: weakref.WeakSet[Lock] = weakref.WeakSet()


class Lock:
    """Held from when it is made until `release`; the folder is made where it is not there.

    Raises FileError where another call, of this process or another, holds it. Where a file system knows no locks, nobody is
    refused.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self._file = -1
        try:
            self._file = _locked(folder)
        except BlockingIOError:
            raise FileError(f"{folder}: another call is at work on it{_who(folder)}. Wait until it has ended, or choose another "
                            "output") from None
        except OSError as error:
            raise FileError(f"{folder}: cannot be written: {error.strerror}") from error
        os.truncate(self._file, 0)
        os.pwrite(self._file, f"process {os.getpid()} of {socket.gethostname()}".encode(), 0)
        _held.add(self)

    def release(self) -> None:
        if self._file >= 0:
            _unlock(self._file)
            self._forget()

    def _forget(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def __del__(self) -> None:
        self._forget()


def _locked(folder: Path) -> int:
    """An open file whose lock is ours, and which is still the one in the folder: the call before may have removed both."""
    for _ in range(_TRIES):
        folder.mkdir(exist_ok=True)
        try:
            file = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:
            continue
        try:
            _lock(file)
            if os.path.samestat(os.fstat(file), os.stat(folder / _NAME)):
                return file
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(file)
            raise
        os.close(file)
    raise FileNotFoundError(errno.ENOENT, f"{_NAME} in it leads to no file; delete it")


def _lock(file: int) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        pass  # a file system without locks


def _unlock(file: int) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_UN)  # also where a forked process still has the file
    except OSError:
        pass


def _who(folder: Path) -> str:
    try:
        told = (folder / _NAME).read_text()
    except (OSError, UnicodeDecodeError):
        told = ""
    return f" ({told})" if told else ""


def _leave_to_the_parent(*_: Any) -> None:
    """Workers of a pool are forks: they would hold the lock on after the call's process has died."""
    for lock in list(_held):
        lock._forget()


os.register_at_fork(after_in_child=_leave_to_the_parent)
