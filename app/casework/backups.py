"""Backups: the whole vault in one ZIP file, each file with its SHA-256, and a vault made from it again.

A backup holds `vault.sqlite3`, the originals below `originals/`, and last `manifest.json`:
`{format: "pingju-backup", version: 1, created_at, chain: {seq, head}, files: [{path, bytes, sha256}]}`.
Both ways are streamed: memory does not grow with the size of the originals.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from app.casework.files_out import cannot_write, refuse_place
from app.casework.steps import QUIET, Steps
from app.casework.vaults import verify
from app.domain.custody import Verification
from app.domain.errors import InputError, NotFound, OutputError, UnreadableFile, VaultDamaged
from app.domain.times import SHANGHAI, Clock, to_iso
from app.domain.words import Text
from app.vault.originals import fsync_folder
from app.vault.snapshots import Snapshot, take_snapshot
from app.vault.vault import DATABASE, Vault

FORMAT: Final = "pingju-backup"
VERSION: Final = 1
FOLDER: Final = "backups"
_MANIFEST: Final = "manifest.json"
_NAME: Final = re.compile(r"vault\.sqlite3|originals/([0-9a-f]{2})/\1[0-9a-f]{62}")
_CHUNK: Final = 1 << 20
_LIMIT_MANIFEST: Final = 256 << 20
_LIMIT_FILES: Final = 1_000_000
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_LIKE_NEW: Final = Text("请换一份备份文件", "use another backup")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written: its size and SHA-256 (hex), how many originals it holds, and the chain's head."""

    path: Path
    bytes: int
    sha256: str
    originals: int
    chain_seq: int
    chain_head: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A vault that was made from a backup: where, when the backup was made, and what the check of it said."""

    folder: Path
    created_at: str
    originals: int
    report: Verification


@dataclass(frozen=True, slots=True)
class _Listed:
    path: str
    bytes: int
    sha256: str


def create_backup(vault: Vault, *, target: Path | None = None, steps: Steps = QUIET) -> Backup:
    """Write a backup of a vault that may be in use; without a target, into its folder `backups` under the time's name.

    Raises:
        OutputError: it cannot be written; nothing is left.
        VaultDamaged: an original is missing or not what came in; run verify.
        VaultError: the database cannot be copied.
        Cancelled: the user asked to stop; nothing is left.
    """
    now = vault.clock.now()
    if target is None:
        target = _free_name(vault.folder / FOLDER / f"pingju-{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}.zip")
    else:
        refuse_place(target)
    partial = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        if target.parent == vault.folder / FOLDER:
            target.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup.", dir=target.parent) as room:
            snapshot = take_snapshot(vault, Path(room) / DATABASE)
            with _new_file(partial) as out:
                _write(vault, snapshot, out, now, steps)
                size = out.tell()
        with partial.open("rb") as written:
            sha256 = hashlib.file_digest(written, "sha256").hexdigest()
        partial.replace(target)
        fsync_folder(target.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    steps.progress(len(snapshot.originals), len(snapshot.originals))
    return Backup(target, size, sha256, len(snapshot.originals), snapshot.chain_seq, snapshot.chain_head)


def list_backups(vault: Vault) -> list[Path]:
    """Return the backups in the vault's own folder, newest first."""
    return sorted((vault.folder / FOLDER).glob("pingju-*.zip"), reverse=True)


def restore_backup(source: Path, folder: Path, *, clock: Clock, actor: str, steps: Steps = QUIET) -> Restored:
    """Make a vault from a backup in a new or empty folder, after every hash and the vault itself were checked.

    Raises:
        NotFound: there is no such file.
        UnreadableFile: it is no backup, or something in it is not what its manifest says; nothing is left.
        OutputError: the folder is not empty or cannot be written; nothing is left.
        VaultDamaged: the vault in it does not pass its own check; nothing is left.
        Cancelled: the user asked to stop; nothing is left.
    """
    _refuse_folder(folder)
    making = folder.with_name(f".{folder.name[:40]}.{secrets.token_hex(4)}.part")
    with contextlib.ExitStack() as undo:
        archive = undo.enter_context(_opened(source))
        manifest = _read_manifest(source, archive)
        listed = _listed(source, manifest, archive)
        undo.callback(shutil.rmtree, making, ignore_errors=True)
        try:
            making.mkdir(mode=0o700)
            for done, file in enumerate(listed):
                steps(done, 2 * len(listed))
                _extract(source, archive, file, making)
        except OSError as error:
            raise cannot_write(folder, error) from error
        report = _checked(source, making, clock, actor, manifest, steps)
        _put_in_place(making, folder)
    return Restored(folder, str(manifest.get("created_at", "")), len(listed) - 1, report)


def _write(vault: Vault, snapshot: Snapshot, out: BinaryIO, now: datetime, steps: Steps) -> None:
    local = now.astimezone(SHANGHAI)
    when = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    listed: list[_Listed] = []
    with zipfile.ZipFile(out, "w", allowZip64=True) as archive:
        with snapshot.path.open("rb") as database:
            listed.append(_add(archive, DATABASE, database, when, zipfile.ZIP_DEFLATED))
        for done, (sha256, _) in enumerate(snapshot.originals):
            steps(done, len(snapshot.originals))
            with vault.originals.open(sha256) as original:
                file = _add(archive, f"originals/{sha256[:2]}/{sha256}", original, when, zipfile.ZIP_STORED)
            if file.sha256 != sha256:
                raise VaultDamaged(
                    Text(f"原件 {sha256[:12]} 已被改动", f"the original {sha256[:12]} was changed"),
                    Text(
                        "没有写备份；请运行 verify，并从较早的备份恢复",
                        "no backup was written; run verify and restore an earlier one",
                    ),
                )
            listed.append(file)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "created_at": to_iso(now),
            "chain": {"seq": snapshot.chain_seq, "head": snapshot.chain_head},
            "files": [{"path": file.path, "bytes": file.bytes, "sha256": file.sha256} for file in listed],
        }
        archive.writestr(_entry(_MANIFEST, when, zipfile.ZIP_DEFLATED), json.dumps(manifest, indent=0))


def _add(archive: zipfile.ZipFile, name: str, source: BinaryIO, when: Any, how: int) -> _Listed:
    digest, size = hashlib.sha256(), 0
    with archive.open(_entry(name, when, how), "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return _Listed(name, size, digest.hexdigest())


def _entry(name: str, when: Any, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, when)
    entry.create_system = 3
    entry.external_attr = 0o100600 << 16
    entry.compress_type = how
    return entry


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "w+b") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def _free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        number, free = number + 1, path.with_stem(f"{path.stem}-{number}")
    return free


def _refuse_folder(folder: Path) -> None:
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(
                Text(f"{folder} 不是空文件夹", f"{folder} is no empty folder"),
                Text("请换一个新的或空的文件夹；现有凭据库不会被覆盖", "choose a new or an empty folder"),
            )
    except OSError as error:
        raise cannot_write(folder, error) from error
    refuse_place(folder / DATABASE)


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError as error:
        missing = NotFound(Text("备份文件", "the backup"), source)
        missing.remedy = Text("请检查路径", "check the path")
        raise missing from error
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _no_backup(source, Text("不是备份文件，或已损坏", "is no backup, or damaged")) from error
    with archive:
        yield archive


def _read_manifest(source: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        if archive.getinfo(_MANIFEST).file_size > _LIMIT_MANIFEST:
            raise _no_backup(source, Text("清单过大", "its manifest is too large"))
        with archive.open(_MANIFEST) as stream:
            data = json.loads(stream.read(_LIMIT_MANIFEST + 1))
    except InputError:
        raise
    except (KeyError, ValueError, RecursionError, OSError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise _no_backup(source, Text("清单缺失或无法读取", "its manifest is missing or unreadable")) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _no_backup(source, Text("不是凭据匣的备份", "is no backup of Pingju"))
    if data.get("version") != VERSION:
        raise _no_backup(source, Text("来自更新版本的凭据匣", "was written by a newer Pingju"))
    return data


def _listed(source: Path, manifest: dict[str, Any], archive: zipfile.ZipFile) -> list[_Listed]:
    """Return the manifest's files after proving that the archive holds these and nothing else."""
    files = manifest.get("files")
    if not isinstance(files, list) or len(files) > _LIMIT_FILES:
        raise _no_backup(source, Text("清单没有文件", "its manifest lists no files"))
    listed = []
    for entry in files:
        told = entry if isinstance(entry, dict) else {}
        path, size, sha256 = (told.get(name) for name in ("path", "bytes", "sha256"))
        # Only such names exist in a vault, so none can lead out of the folder.
        if not (isinstance(path, str) and _NAME.fullmatch(path)) or type(size) is not int or size < 0:
            raise _no_backup(source, Text(f"清单里有不该有的文件 {path!r}", f"lists the file {path!r}"))
        if not isinstance(sha256, str) or not _HASH.fullmatch(sha256):
            raise _no_backup(source, Text(f"{path} 没有哈希", f"gives no hash of {path}"))
        listed.append(_Listed(path, size, sha256))
    named = sorted([file.path for file in listed] + [_MANIFEST])
    if named != sorted(archive.namelist()) or len(set(named)) != len(named) or DATABASE not in named:
        raise _no_backup(source, Text("内容与清单不符", "does not hold what its manifest lists"))
    return listed


def _extract(source: Path, archive: zipfile.ZipFile, file: _Listed, making: Path) -> None:
    target = making / file.path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with _new_file(target) as out:
        for chunk in _chunks(source, archive, file):
            digest.update(chunk)
            size += len(chunk)
            if size > file.bytes:
                break
            out.write(chunk)
    if (size, digest.hexdigest()) != (file.bytes, file.sha256):
        raise _no_backup(source, Text(f"{file.path} 与清单的哈希不符", f"{file.path} is not what its manifest says"))
    if file.path != DATABASE:
        target.chmod(0o400)


def _chunks(source: Path, archive: zipfile.ZipFile, file: _Listed) -> Iterator[bytes]:
    try:
        with archive.open(file.path) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise _no_backup(source, Text(f"{file.path} 已损坏", f"{file.path} is damaged")) from error


def _checked(
    source: Path, making: Path, clock: Clock, actor: str, manifest: dict[str, Any], steps: Steps
) -> Verification:
    def second_half(done: int, total: int) -> None:
        steps(total + done, 2 * total)

    with Vault.open(making, clock=clock, actor=actor) as vault:
        report = verify(vault, deep=True, steps=Steps(second_half, steps.is_cancelled))
    chain = manifest.get("chain")
    is_same_chain = isinstance(chain, dict) and chain.get("head") == report.head
    if not report.is_sound or not is_same_chain:
        first = report.findings[0] if report.findings else None
        told = f"{first.where}: {first.what}" if first else "chain"
        raise VaultDamaged(
            Text(
                f"{source.name} 里的凭据库没有通过核对（{told}）",
                f"the vault in {source.name} does not pass its check ({told})",
            ),
            _LIKE_NEW,
        )
    return report


def _put_in_place(making: Path, folder: Path) -> None:
    try:
        if folder.is_dir():
            folder.rmdir()
        making.rename(folder)
        fsync_folder(folder.parent)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _no_backup(source: Path, problem: Text) -> UnreadableFile:
    return UnreadableFile(source.name, problem, _LIKE_NEW)
