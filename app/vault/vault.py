"""A vault: one folder with its database, its originals and one writer at a time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Self

from sqlite_utils import Database

from app.domain.changes import Change
from app.domain.errors import (
    ChangedSince,
    InputError,
    NotFound,
    ReadOnlyVault,
    VaultDamaged,
    VaultError,
    VaultFull,
    VaultTooNew,
)
from app.domain.times import Clock
from app.domain.words import Text
from app.vault import custody, migrations, search
from app.vault.facts import FactWriter
from app.vault.lock import HOLDER_NAME, LOCK_NAME, WriterLock
from app.vault.originals import Originals, fsync_folder, write_errors

DATABASE: Final = "vault.sqlite3"
APPLICATION_ID: Final = 0x50494E47
"""`PING` in ASCII: marks the database file as a vault's."""

_OWN_NAMES: Final = {LOCK_NAME, HOLDER_NAME, "originals", "derived", "backups"}
_BUSY_SECONDS: Final = 5
_SEARCHED_SINCE: Final = 3
"""The first schema version with a search index; what an older vault holds is indexed when it is brought up to date."""


class _Connection(Database):
    """A connection whose every look at a damaged or vanished database is a refusal with a remedy."""

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> sqlite3.Cursor:
        with _sqlite_errors():
            return super().execute(sql, parameters)

    def query(
        self, sql: str, params: Sequence[Any] | dict[str, Any] | None = None
    ) -> Generator[dict[str, Any], None, None]:
        with _sqlite_errors():
            yield from super().query(sql, params)


class Vault:
    """An open vault. Its connection belongs to the thread that opened it."""

    def __init__(self, folder: Path, db: Database, clock: Clock, actor: str, lock: WriterLock | None) -> None:
        self.folder = folder
        self.db = db
        self.clock = clock
        self.originals = Originals(folder / "originals")
        self.derived = folder / "derived"
        self._actor = actor
        self._lock = lock

    @property
    def is_read_only(self) -> bool:
        """Whether it was opened without the writer's lock."""
        return self._lock is None

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether the folder is a vault; a place that cannot be looked at is none."""
        try:
            return (folder / DATABASE).is_file()
        except OSError:
            return False

    @classmethod
    def create(cls, folder: Path, *, clock: Clock, actor: str, lock_timeout: float = 3) -> Self:
        """Make a vault, or open the one that is there.

        Raises:
            InputError: the folder holds other things, or cannot be made.
            VaultError: as `open`.
        """
        if not cls.exists(folder):
            _make_folder(folder)
        return cls.open(folder, clock=clock, actor=actor, lock_timeout=lock_timeout, _new=True)

    @classmethod
    def open(cls, folder: Path, *, clock: Clock, actor: str, lock_timeout: float = 3, _new: bool = False) -> Self:
        """Open a vault for writing; an older one is copied to `backups` and brought up to date.

        Raises:
            NotFound: no vault is there.
            VaultLocked, VaultTooNew, VaultDamaged: it cannot be used.
        """
        if not _new and not cls.exists(folder):
            raise _no_vault(folder)
        lock = WriterLock(folder, now=clock.now(), timeout=lock_timeout)
        with contextlib.ExitStack() as undo:
            undo.callback(lock.release)
            with _sqlite_errors(), write_errors():
                db = undo.enter_context(contextlib.closing(_connect(folder / DATABASE, read_only=False)))
                _check(db, is_new_allowed=not Originals(folder / "originals").holds_any())
                _bring_up_to_date(db, folder)
                vault = cls(folder, db, clock, actor, lock)
                vault._make_rooms()
            undo.pop_all()
        return vault

    @classmethod
    def open_read_only(cls, folder: Path, *, clock: Clock) -> Self:
        """Open a vault beside its writer, for looking only.

        Raises:
            NotFound: no vault is there.
            VaultTooNew, VaultDamaged: it cannot be used.
        """
        if not cls.exists(folder):
            raise _no_vault(folder)
        with contextlib.ExitStack() as undo, _sqlite_errors():
            db = undo.enter_context(contextlib.closing(_connect(folder / DATABASE, read_only=True)))
            _check(db, is_new_allowed=False)
            if migrations.current(db) < migrations.LATEST:
                raise VaultError(
                    Text("这个凭据库来自旧版本", "this vault is from an older version"),
                    Text("请先以可写方式打开一次，完成升级", "open it for writing once, which brings it up to date"),
                )
            undo.pop_all()
        return cls(folder, db, clock, "reader", None)

    def close(self) -> None:
        """Close the database and let the next writer in."""
        self.db.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextlib.contextmanager
    def write(self, action: str) -> Iterator[FactWriter]:
        """Open one durable transaction; what is written in it and its custody entries commit together.

        Raises:
            ReadOnlyVault: the vault was opened for reading.
            VaultError: the disk is full or the database is damaged; nothing of the transaction remains.
        """
        with self.transaction():
            facts = FactWriter(self.db, at=self.clock.now(), actor=self._actor, action=action)
            yield facts
            search.refresh_changed(self.db, facts.rows)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Database]:
        """Open one durable transaction for what is no fact; facts are written by `write`.

        Raises:
            ReadOnlyVault, VaultError: as `write`.
        """
        if self.is_read_only:
            raise ReadOnlyVault
        with _sqlite_errors(), self.db.atomic():
            yield self.db

    def revert(self, change: Change) -> Change:
        """Undo a change by writing what was there before; the chain keeps both.

        Raises:
            ChangedSince: a row was changed again since; nothing is undone.
        """
        try:
            with self.write("undo") as facts:
                for row in reversed(change.rows):
                    facts.revert(row)
        except sqlite3.IntegrityError as error:
            # Another row took its number, or leans on it, since.
            raise ChangedSince from error
        return Change(change.label, tuple(facts.rows))

    def head(self) -> tuple[int, str]:
        """Return the number and hash of the newest custody entry."""
        return custody.head(self.db)

    def _make_rooms(self) -> None:
        self.originals.prepare()
        for folder in (self.derived, self.folder / "backups"):
            folder.mkdir(mode=0o700, exist_ok=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        strangers = [entry.name for entry in folder.iterdir() if entry.name not in _OWN_NAMES]
    except OSError as error:
        raise InputError(
            Text(
                f"无法建立凭据库 {folder}：{error.strerror}",
                f"cannot make a vault at {folder}: {error.strerror}",
            ),
            Text("请换一个文件夹", "choose another folder"),
        ) from error
    if strangers and DATABASE not in strangers:
        raise InputError(
            Text(f"{folder} 不是空文件夹，也不是凭据库", f"{folder} is not empty and is no vault"),
            Text("请选择空文件夹或新的路径", "choose an empty or a new folder"),
        )
    folder.chmod(0o700)
    fsync_folder(folder.parent)


def _connect(path: Path, *, read_only: bool) -> Database:
    if not read_only:
        # The database's side files take its mode, so it is made with the right one.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        # Without it INSERT OR REPLACE removes a row behind the back of the triggers that refuse DELETE.
        connection.execute("PRAGMA recursive_triggers = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
    except BaseException:
        connection.close()
        raise
    return _Connection(connection, strict=True)


def _check(db: Database, *, is_new_allowed: bool) -> None:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = migrations.current(db)
    is_empty = version == 0 and not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    if is_empty and is_new_allowed:
        return
    if application != APPLICATION_ID or is_empty:
        raise VaultDamaged(
            Text("这不是凭据匣的数据库，或已损坏", "this is not a Pingju database, or it is damaged"),
            Text("请检查所选文件夹，或从备份恢复", "check the folder, or restore a backup"),
        )
    if version > migrations.LATEST:
        raise VaultTooNew(
            Text("这个凭据库由更新版本的凭据匣创建", "this vault was written by a newer Pingju"),
            Text("请升级凭据匣后再打开", "update Pingju, then open it"),
        )


def _bring_up_to_date(db: Database, folder: Path) -> None:
    version = migrations.current(db)
    if version == migrations.LATEST:
        return
    if version > 0:
        _copy_before_migration(db, folder, version)
    else:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.migrate(db)
    if 0 < version < _SEARCHED_SINCE:
        with db.atomic():
            search.rebuild(db)


def _copy_before_migration(db: Database, folder: Path, version: int) -> None:
    backups = folder / "backups"
    backups.mkdir(mode=0o700, exist_ok=True)
    path = backups / f"before-migration-from-v{version}.sqlite3"
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with contextlib.closing(sqlite3.connect(path)) as copy:
        db.conn.backup(copy)
    fsync_folder(backups)


@contextlib.contextmanager
def _sqlite_errors() -> Iterator[None]:
    """Turn what the disk or another process did to SQLite into errors with a remedy; our own mistakes pass through."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}:
            raise VaultFull(
                Text("磁盘已满，刚才的修改没有保存", "the disk is full, so the change was not saved"),
                Text("请腾出空间后重试", "make room and try again"),
            ) from error
        if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_BUSY")):
            raise VaultError(
                Text(f"无法读写凭据库（{name}）", f"the vault cannot be read or written ({name})"),
                Text(
                    "请检查磁盘或移动盘是否仍连接、文件夹是否可写",
                    "check that the disk is still there and writable",
                ),
            ) from error
        raise
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            raise VaultDamaged(
                Text("凭据库的数据库已损坏", "the vault's database is damaged"),
                Text(
                    "请从备份恢复，原件仍在 originals 文件夹中",
                    "restore a backup; the originals are still in their folder",
                ),
            ) from error
        raise


def _no_vault(folder: Path) -> NotFound:
    error = NotFound(Text("凭据库", "the vault"), folder)
    error.remedy = Text("请检查路径，或先运行 init", "check the path, or run init first")
    return error
