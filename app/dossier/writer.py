"""Writing a dossier: the whole PDF or nothing, every original checked against its hash on the way."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import Cancelled, OutputError
from app.domain.words import Text
from app.dossier.fonts import Fonts, load_fonts
from app.dossier.originals import Originals
from app.dossier.outline import Dossier
from app.dossier.pdf.file_of_pages import FileOfPages
from app.dossier.plan import Plan
from app.dossier.planning import plan

Progress = Callable[[int, int], None]
"""Told how many pages of how many are done."""
CancelCheck = Callable[[], bool]
"""Asked between pages whether to stop."""

_REASONS: Final = {
    errno.ENOSPC: Text("磁盘空间不足", "the disk is full"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
    errno.EACCES: Text(
        "没有写入权限，或文件正被其他程序使用", "writing there is not allowed, or another program uses it"
    ),
    errno.EPERM: Text(
        "没有写入权限，或文件正被其他程序使用", "writing there is not allowed, or another program uses it"
    ),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENOENT: Text("文件夹不存在", "the folder does not exist"),
    errno.ENOTDIR: Text("上级不是文件夹", "its parent is no folder"),
    errno.EISDIR: Text("这是一个文件夹", "this is a folder"),
    errno.ENAMETOOLONG: Text("文件名过长", "the name is too long"),
}


@dataclass(frozen=True, slots=True)
class PdfReport:
    """A written PDF: pages, size in bytes, SHA-256 in hex."""

    pages: int
    bytes: int
    sha256: str


def write_pdf(
    dossier: Dossier,
    destination: Path,
    fonts_dir: Path,
    progress: Progress | None = None,
    cancel: CancelCheck | None = None,
) -> PdfReport:
    """Write a dossier as PDF; a file that was there before is replaced only once the new one is complete.

    Raises:
        Cancelled: `cancel` said so; nothing was left behind.
        ExhibitUnreadable: an original cannot be read, has changed or is no sound picture.
        OutputError: the file cannot be written there, or the fonts are missing.
    """
    fonts = load_fonts(fonts_dir)
    planned = plan(dossier, fonts)
    with _whole_file(destination) as file:
        return _write(planned, fonts, file, progress or _silent, cancel or _never)


def _silent(_done: int, _total: int) -> None:
    return


def _never() -> bool:
    return False


def _write(planned: Plan, fonts: Fonts, file: BinaryIO, progress: Progress, cancel: CancelCheck) -> PdfReport:
    total = len(planned.pages)
    with Originals(planned.exhibits) as originals:
        pages = FileOfPages(file, planned, fonts, originals.picture)
        progress(0, total)
        for page in planned.pages:
            if cancel():
                raise Cancelled
            if page.opens is not None:
                originals.check(page.opens)
            pages.add(page)
            progress(page.number, total)
    written = pages.finish()
    return PdfReport(total, written.bytes, written.sha256)


@contextlib.contextmanager
def _whole_file(destination: Path) -> Iterator[BinaryIO]:
    """Give a new file beside the destination, and put it in the destination's place only if nothing went wrong."""
    part = destination.parent / f".{destination.name[:60]}.{secrets.token_hex(4)}.part"
    try:
        if destination.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(destination)
        _sync_folder(destination.parent)
    except OSError as problem:
        raise _unwritable(destination, problem) from problem
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(destination: Path, problem: OSError) -> OutputError:
    why = problem.strerror or type(problem).__name__
    reason = _REASONS.get(problem.errno or 0, Text(why, why))
    return OutputError(
        Text(f"无法写入 {destination}：{reason.zh}", f"cannot write {destination}: {reason.en}"),
        Text(
            "没有留下文件；请换一个位置或腾出空间后重试",
            "nothing was left behind; choose another place or free some space",
        ),
    )
