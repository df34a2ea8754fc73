"""A dossier looked at before it goes out: the very pages that an export would write, drawn one by one when wanted."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from app.casework.dossier_sizes import FOLDER, PREFIX, Size, size_in_one
from app.casework.dossiers import compose, edited_texts, stated_texts
from app.casework.files_out import cannot_write
from app.casework.steps import QUIET, Steps
from app.domain.errors import Cancelled, OutputError
from app.domain.evidence import Evidence
from app.domain.orders import OrderId
from app.domain.words import Text
from app.vault import evidence
from app.vault.vault import Vault

if TYPE_CHECKING:
    from app.dossier.outline import Dossier, Exhibit
    from app.dossier.plan import Page

MOST_BYTES: Final = 96 << 20
"""How many bytes of drawn pages (PNG) are kept in memory; the one that was wanted longest ago goes first."""
MOST_PIXELS: Final = 4_096
"""The widest page that is drawn, in pixels."""
_PDFIUM: Final = threading.Lock()
"""PDFium is not safe for threads: its calls are made one at a time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an order's dossier shall be; `at` (aware) is the time it states, `max_bytes` the limit of one file.

    With `fit_dpi` a dossier over that limit shows its pictures as reduced copies of so many dpi, and attaches nothing.
    """

    order: OrderId
    recipient: str
    at: datetime
    redact: bool = False
    attach_originals: bool = False
    max_bytes: int | None = None
    fit_dpi: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An item of evidence as the dossier has it: its exhibit's number, None where it is left out."""

    item: Evidence
    number: int | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A dossier with what can be changed about it: exhibits in order, texts by part, and which ones the user wrote."""

    dossier: Dossier
    recipient: str
    rows: tuple[Row, ...]
    texts: Mapping[str, str]
    edited: frozenset[str]


def compose_for_preview(vault: Vault, wish: Wish, *, resources: Path, steps: Steps = QUIET) -> Composed:
    """Return an order's dossier as an export would write it now.

    Raises:
        NotFound, InvalidField, VaultDamaged, Cancelled: as `dossiers.compose`.
    """
    dossier = compose(
        vault,
        [wish.order],
        recipient=wish.recipient,
        at=wish.at,
        resources=resources,
        redact=wish.redact,
        attach_originals=wish.attach_originals,
        steps=steps,
    )
    written = edited_texts(vault, wish.order, wish.recipient)
    texts = stated_texts(dossier) | written
    return Composed(dossier, wish.recipient, _rows(vault, wish.order, dossier), texts, frozenset(written))


class Preview:
    """The pages of one dossier, in a file that lies in the vault until `close`.

    A page that looks as it did in the preview before is not drawn again. Any thread may ask for pages. `size_in_one` is
    that of an export in one piece, where it had to be found out whether pictures must be reduced.
    """

    def __init__(
        self, path: Path, pages: tuple[Page, ...], prints: tuple[str, ...], drawn: Drawn, size: Size | None = None
    ) -> None:
        self._path = path
        self._sizes = tuple((page.width, page.height) for page in pages)
        self._prints = prints
        self._drawn = drawn
        self._is_closed = False
        self._document: Any = _open(path)
        self.drawn_anew = 0
        self.size_in_one = size

    @property
    def count(self) -> int:
        """The number of pages."""
        return len(self._sizes)

    @property
    def byte_count(self) -> int:
        """The size of the file without attached originals; 0 once it is closed."""
        with contextlib.suppress(OSError):
            return self._path.stat().st_size
        return 0

    @property
    def drawn(self) -> Drawn:
        """What was drawn so far, for the preview after this one."""
        return self._drawn

    def size(self, number: int) -> tuple[float, float]:
        """Return the width and height of a page (from 1) in points."""
        return self._sizes[number - 1]

    def fingerprint(self, number: int) -> str:
        """Return the hash of how a page (from 1) looks: the same look has the same hash in every preview."""
        return self._prints[number - 1]

    def page(self, number: int, width: int) -> bytes:
        """Return a page (from 1) as a PNG of that width in pixels.

        Raises:
            Cancelled: the preview was closed meanwhile.
            OutputError: the page cannot be drawn.
        """
        width = max(1, min(width, MOST_PIXELS))
        key = (self.fingerprint(number), width)
        known = self._drawn.get(key)
        if known is not None:
            return known
        with _PDFIUM:
            if self._is_closed:
                raise Cancelled
            made = _draw(self._document, number, width)
            self.drawn_anew += 1
        self._drawn.put(key, made)
        return made

    def close(self) -> None:
        """Remove the file; what was drawn stays for the preview after this one."""
        with _PDFIUM:
            if self._is_closed:
                return
            self._is_closed = True
            self._document.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


class Drawn:
    """Drawn pages by their look and width, shared by the previews that follow each other."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._pages: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, int]) -> bytes | None:
        """Return a page that was drawn before."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: tuple[str, int], page: bytes) -> None:
        """Keep a page, and let go of the oldest where there are too many."""
        with self._lock:
            self._bytes += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self._bytes > self._most and len(self._pages) > 1:
                self._bytes -= len(self._pages.popitem(last=False)[1])


def make_preview(
    dossier: Dossier,
    vault_folder: Path,
    *,
    fonts: Path,
    before: Drawn | None = None,
    max_bytes: int | None = None,
    fit_dpi: int | None = None,
    steps: Steps = QUIET,
) -> Preview:
    """Write the pages of a dossier for looking at them; the database is not touched, so any thread may do it.

    `before` is what the preview before this one has drawn. With `fit_dpi` a dossier over `max_bytes` shows reduced
    pictures, as `dossiers.write_files` would write it.

    Raises:
        ExhibitUnreadable: an original cannot be read or has changed.
        OutputError: the file cannot be written; nothing is left.
        Cancelled: it is no longer wanted; nothing is left.
    """
    from app.dossier.fonts import load_fonts
    from app.dossier.planning import plan
    from app.dossier.reduction import ImagePolicy, reduction_for
    from app.dossier.writer import for_paper, write_pages

    faces = load_fonts(fonts)
    steps(0, 1)
    size, images = None, None
    if max_bytes is not None and fit_dpi is not None:
        size = size_in_one(dossier, vault_folder, fonts=fonts, steps=steps)
        images = ImagePolicy(max_dpi=fit_dpi) if size.bytes > max_bytes and size.pictures else None
    outline = for_paper(dossier, images)
    planned = plan(outline, faces)
    reduction = reduction_for(planned.pages, images) if images else None
    steps(0, len(planned.pages))
    with _new_file(vault_folder / "derived" / FOLDER) as (path, file):
        report = write_pages(planned, faces, file, reduction, steps.progress, steps.is_cancelled)
    if size is not None and images is not None:
        size = replace(size, bytes=report.bytes, is_reduced=True)
    prints = tuple(_fingerprint(page, outline.exhibits) for page in planned.pages)
    return Preview(path, planned.pages, prints, before or Drawn(), size)


def sweep(vault_folder: Path) -> None:
    """Remove the previews that a crash left behind; one that another window holds open stays usable there."""
    folder = vault_folder / "derived" / FOLDER
    for left in [*folder.glob(f"{PREFIX}*.pdf"), *folder.glob(f".{PREFIX}*.part")]:
        with contextlib.suppress(OSError):
            left.unlink()


def _rows(vault: Vault, order: OrderId, dossier: Dossier) -> tuple[Row, ...]:
    items = [item for item in evidence.of_order(vault, order) if not item.is_trashed]
    numbers = {one.sha256: one.number for one in dossier.exhibits if one.body is None}
    rows = [Row(item, None if item.is_left_out else numbers.get(item.original.sha256)) for item in items]
    if any(item.position is not None for item in items):
        return tuple(rows)
    # Nobody has put them in order: the dossier has them by kind, and what is left out stands at the end.
    return tuple(sorted(rows, key=lambda row: (row.number is None, row.number or 0)))


def _fingerprint(page: Page, exhibits: tuple[Exhibit, ...]) -> str:
    from app.dossier.displayed import displayed

    shown = [displayed(exhibits[part.exhibit]) for part in page.pictures]
    hashes = [(one.sha256, one.picture.reduced_to) if one is not None else ("", None) for one in shown]
    look = (page.width, page.height, page.panels, page.pictures, page.rules, page.texts, hashes)
    return hashlib.sha256(repr(look).encode("utf-8", "surrogatepass")).hexdigest()


@contextlib.contextmanager
def _new_file(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    path = folder / f"{PREFIX}{secrets.token_hex(8)}.pdf"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, flags, 0o600), "w+b") as file:
            yield path, file
    except BaseException as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise cannot_write(path, error) from error
        raise


def _open(path: Path) -> Any:
    import pypdfium2

    with _PDFIUM:
        try:
            return pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError) as error:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            raise _cannot_show(0) from error


def _draw(document: Any, number: int, width: int) -> bytes:
    import pypdfium2

    try:
        sheet = document[number - 1]
        # PDFium rounds up: a hair less makes exactly the width that was asked for.
        bitmap = sheet.render(scale=(width - 0.001) / sheet.get_width())
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        sheet.close()
    except pypdfium2.PdfiumError as error:
        raise _cannot_show(number) from error
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _cannot_show(number: int) -> OutputError:
    return OutputError(
        Text(f"第 {number} 页无法显示", f"page {number} cannot be shown")
        if number
        else Text("预览无法打开", "the preview cannot be opened"),
        Text("可以直接导出 PDF 查看", "export the PDF and look at it there"),
    )
