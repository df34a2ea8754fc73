"""What PDFium tells of a PDF file; meant for a process of its own, because a crafted file can crash or stall it."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Final

TEXT_PAGES: Final = 300
"""So many pages are read; the rest are counted only."""
TEXT_CHARACTERS: Final = 1_000_000
MEMORY: Final = 2 << 30
"""What the process may take, in bytes, where the system can hold it to that."""
LONGEST_SIDE: Final = 14_400
"""The largest side of a page in points that PDF 1.7 knows (appendix C)."""
CRASHED: Final = "crashed"

_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD."""
_FIELDS: Final = ("Title", "CreationDate", "ModDate")


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What was read; dates are as the file has them."""

    pages: int
    texts: tuple[str, ...] = ()
    is_cut: bool = False
    fields: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """The file cannot be read: `encrypted`, `damaged` or `empty`."""


def work(connection: Connection, job: str, path: str, page: int, edge: int, seconds: int) -> None:
    """Do one job (`read`, `preview`) and send ("done", what came out) or ("refused", why)."""
    _limit(seconds)
    try:
        outcome: tuple[str, Any] = ("done", read_pages(path) if job == "read" else picture(path, page, edge))
    except Refused as refused:
        outcome = ("refused", str(refused))
    except (MemoryError, OSError, ValueError, RuntimeError):
        outcome = ("refused", "damaged")
    connection.send(outcome)
    connection.close()


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's clock is all there is.
        return
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def read_pages(path: str) -> PdfFacts:
    """Return the number of pages and their text.

    Raises:
        Refused: encrypted, damaged, or without a page.
    """
    with _opened(path) as document:
        count = len(document)
        if not count:
            raise Refused("empty")
        texts: list[str] = []
        left = TEXT_CHARACTERS
        for index in range(min(count, TEXT_PAGES)):
            text = _text(document, index)[:left]
            left -= len(text)
            texts.append(text)
            if not left:
                break
        fields = {name: document.get_metadata_value(name)[:300] for name in _FIELDS}
        return PdfFacts(count, tuple(texts), len(texts) < count or not left, fields)


def picture(path: str, page: int, edge: int) -> bytes:
    """Return a page (from 1) as a PNG that fits into `edge` by `edge` pixels.

    Raises:
        Refused: encrypted, damaged, or without that page.
    """
    import pypdfium2

    with _opened(path) as document:
        if not 1 <= page <= len(document):
            raise Refused("empty")
        try:
            sheet = document[page - 1]
            longest = max(sheet.get_size())
            if not 0 < longest <= LONGEST_SIDE:
                raise Refused("damaged")
            bitmap = sheet.render(scale=edge / longest)
            image = bitmap.to_pil()
        except pypdfium2.PdfiumError as failure:
            raise Refused("damaged") from failure
        stream = io.BytesIO()
        image.convert("RGB").save(stream, "PNG")
        bitmap.close()
        sheet.close()
        return stream.getvalue()


def _text(document: Any, index: int) -> str:
    import pypdfium2

    try:
        sheet = document[index]
        words = sheet.get_textpage()
        text = str(words.get_text_bounded())
        words.close()
        sheet.close()
    except pypdfium2.PdfiumError:
        # One broken page does not take the others' text away.
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


@contextlib.contextmanager
def _opened(path: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as failure:
        raise Refused("encrypted" if failure.err_code == _PASSWORD else "damaged") from failure
    try:
        yield document
    finally:
        document.close()
