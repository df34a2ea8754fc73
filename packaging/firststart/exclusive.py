"""One set-up at a time in one folder, across processes."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firststart.wording import tell

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


POLL_S = 0.2


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Hold the lock file until the block ends, waiting for another holder first.

    Yields the descriptor. On POSIX a child that inherits it keeps the lock, so that an installer that outlives
    a killed parent is waited for, not raced.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _try_lock(descriptor):
            tell("另一个启动正在安装，请稍候……", "Another start is setting up; waiting for it.")
            while not _try_lock(descriptor):
                time.sleep(POLL_S)
        yield descriptor
    finally:
        os.close(descriptor)
