"""One writer at a time: a lock that the operating system drops when its holder dies."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from app.domain.errors import VaultLocked
from app.domain.times import shown
from app.domain.words import Text
from app.vault.originals import write_errors

LOCK_NAME: Final = "vault.lock"
HOLDER_NAME: Final = "vault.lock.json"


class WriterLock:
    """The writer's lock of one vault folder; waits at most `timeout` seconds for another writer to finish.

    Raises:
        VaultLocked: another process still holds it; the message says which and since when.
        VaultError: the folder cannot be written.
    """

    def __init__(self, folder: Path, *, now: datetime, timeout: float) -> None:
        self._holder = folder / HOLDER_NAME
        self._lock = FileLock(folder / LOCK_NAME, mode=0o600, thread_local=False)
        with write_errors():
            try:
                self._lock.acquire(timeout=timeout, poll_interval=0.05)
            except Timeout:
                raise self._refusal() from None
            try:
                self._holder.touch(mode=0o600)
                self._holder.write_text(json.dumps({"pid": os.getpid(), "since": shown(now)}), encoding="utf-8")
            except BaseException:
                self._lock.release()
                raise

    def release(self) -> None:
        """Let the next writer in."""
        with contextlib.suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _refusal(self) -> VaultLocked:
        try:
            held = json.loads(self._holder.read_text(encoding="utf-8"))
            who_zh, who_en = (
                f"（进程 {held['pid']}，自 {held['since']}）",
                f" (process {held['pid']}, since {held['since']})",
            )
        except (OSError, ValueError, KeyError, TypeError):
            who_zh = who_en = ""
        return VaultLocked(
            Text(f"另一个凭据匣正在使用这个凭据库{who_zh}", f"another Pingju is using this vault{who_en}"),
            Text("请先关闭它，或以只读方式打开", "close it first, or open the vault read-only"),
        )
