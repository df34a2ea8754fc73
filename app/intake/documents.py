"""PDF receipts: their text, pages, title and dates, and a page as a picture.

PDFium does the reading, in a process that is ended when it takes too long: what a crafted file does to it stays there.
"""

from __future__ import annotations

import multiprocessing
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final, cast

from app.domain.errors import UnreadableFile
from app.domain.times import EARLIEST, LATEST, SHANGHAI
from app.domain.words import Text
from app.intake.file_bytes import open_file, shown_name
from app.intake.pdf_pages import CRASHED, PdfFacts, work

PDF_BYTES: Final = 128 << 20
"""The largest PDF taken."""
SECONDS: Final = 30
"""How long a file may take."""
PREVIEW_EDGE: Final = 1600
"""The longer side of a preview, in pixels."""

_SAVE_AGAIN: Final = Text("请重新下载或导出这份 PDF", "download or export the PDF again")
_REFUSALS: Final = {
    "encrypted": (
        Text("PDF 有密码，无法打开", "needs a password"),
        Text("请在阅读器中输入密码后另存为无密码的 PDF", "open it with its password and save it without one"),
    ),
    "damaged": (Text("PDF 已损坏，无法读取", "is a damaged PDF"), _SAVE_AGAIN),
    "empty": (Text("PDF 没有这一页", "has no such page"), _SAVE_AGAIN),
    CRASHED: (Text("PDF 无法处理（内容异常）", "cannot be processed; its content is abnormal"), _SAVE_AGAIN),
    "slow": (Text(f"处理超过 {SECONDS} 秒", f"takes more than {SECONDS} seconds"), _SAVE_AGAIN),
}
_DATE: Final = re.compile(
    r"D:(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?"
    r"(?:(?P<zone>[Zz+-])(?:(?P<zh>\d{2})'?(?P<zm>\d{2})?'?)?)?.*"
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF holds. `texts` are its pages'; `is_cut`: not all of them were read. Dates are as it claims, in UTC."""

    pages: int
    title: str
    created_at: datetime | None
    modified_at: datetime | None
    texts: tuple[str, ...]
    is_cut: bool

    @property
    def text(self) -> str:
        """The text of all pages, a form feed between them."""
        return "\f".join(self.texts)


def is_pdf(head: bytes) -> bool:
    """Whether first bytes are a PDF's; the mark may stand within the first 1024 (PDF 1.7, appendix H)."""
    return b"%PDF-" in head[:1024]


def read_document(path: Path, *, name: str | None = None) -> Document:
    """Read a PDF file.

    Raises:
        UnreadableFile: no PDF, encrypted, damaged, too large, or takes longer than `SECONDS`.
    """
    facts = cast("PdfFacts", _run("read", path, name))
    return Document(
        facts.pages,
        " ".join(facts.fields.get("Title", "").split())[:300],
        pdf_date(facts.fields.get("CreationDate", "")),
        pdf_date(facts.fields.get("ModDate", "")),
        facts.texts,
        facts.is_cut,
    )


def preview(path: Path, page: int = 1, *, name: str | None = None, edge: int = PREVIEW_EDGE) -> bytes:
    """Return a page (from 1) as a PNG that fits into `edge` by `edge` pixels.

    Raises:
        UnreadableFile: as `read_document`, or there is no such page.
    """
    return cast("bytes", _run("preview", path, name, page, edge))


def pdf_date(text: str) -> datetime | None:
    """Return a PDF date (`D:20260211143602+08'00'`) in UTC; one without a zone is China time; None for what is none."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    sign, hours, minutes = found["zone"], int(found["zh"] or 0), int(found["zm"] or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    try:
        zone = SHANGHAI if sign is None else timezone(-offset if sign == "-" else offset)
        day = (int(found["year"]), int(found["month"]), int(found["day"]))
        at = datetime(*day, int(found["h"]), int(found["m"]), int(found["s"] or 0), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if EARLIEST <= at < LATEST else None


def _run(job: str, path: Path, name: str | None, page: int = 1, edge: int = PREVIEW_EDGE) -> object:
    shown = shown_name(name if name is not None else str(path))
    with open_file(path, limit=PDF_BYTES) as file:
        if not is_pdf(file.read(1024)):
            raise UnreadableFile(shown, Text("不是 PDF", "is no PDF"), _SAVE_AGAIN)
    outcome, value = _in_child(job, path, page, edge)
    if outcome == "done":
        return value
    problem, remedy = _REFUSALS.get(str(value), _REFUSALS["damaged"])
    raise UnreadableFile(shown, problem, remedy)


def _in_child(job: str, path: Path, page: int, edge: int) -> tuple[str, object]:
    """Run a job in a process of its own and return what it sends, or that it crashed or was too slow."""
    # A fresh process: a copy of ours would hold the window's locks in whatever state they are.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(theirs, job, str(path), page, edge, SECONDS), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            return "refused", "slow"
        try:
            return cast("tuple[str, object]", ours.recv())
        except EOFError:
            return "refused", CRASHED
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
