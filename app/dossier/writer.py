"""Writing a dossier: the whole PDF or nothing, every original checked against its hash on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import Cancelled
from app.dossier.attachments import attachments
from app.dossier.calm_rows import with_cuts
from app.dossier.displayed import displayed, with_picture
from app.dossier.fonts import Fonts, load_fonts
from app.dossier.originals import Originals
from app.dossier.outline import Dossier, Exhibit
from app.dossier.pdf.file_of_pages import FileOfPages
from app.dossier.plan import Plan
from app.dossier.planning import plan
from app.dossier.reduction import ImagePolicy, Reduction, reduction_for
from app.dossier.staging import staging

Progress = Callable[[int, int], None]
"""Told how many pages of how many are done."""
CancelCheck = Callable[[], bool]
"""Asked between pages whether to stop."""


@dataclass(frozen=True, slots=True)
class PdfReport:
    """A written PDF: pages, size in bytes, SHA-256 in hex, where it is, and whether it shows reduced pictures."""

    pages: int
    bytes: int
    sha256: str
    path: Path
    is_reduced: bool = False


def write_pdf(
    dossier: Dossier,
    destination: Path,
    fonts_dir: Path,
    progress: Progress | None = None,
    cancel: CancelCheck | None = None,
    *,
    images: ImagePolicy | None = None,
) -> PdfReport:
    """Write a dossier as PDF; a file that was there before is replaced only once the new one is complete.

    With `images`, pages show reduced copies of the pictures, say so, and no original is attached.

    Raises:
        Cancelled: `cancel` said so; nothing was left behind.
        ExhibitUnreadable: an original cannot be read, has changed or is no sound picture.
        OutputError: the file cannot be written there, or the fonts are missing.
    """
    fonts = load_fonts(fonts_dir)
    outline = for_paper(dossier, images)
    planned = replace(plan(outline, fonts), attachments=attachments(outline))
    reduction = reduction_for(planned.pages, images) if images else None
    with staging(destination) as staged:
        with staged.file() as (part, file):
            written = write_pages(planned, fonts, file, reduction, progress or silent, cancel or never)
        staged.publish({part: destination})
    return replace(written, path=destination, is_reduced=images is not None)


def for_paper(dossier: Dossier, images: ImagePolicy | None = None) -> Dossier:
    """Return a dossier as it is planned: with rows to cut tall pictures at, and marked where pictures are reduced.

    Raises:
        ExhibitUnreadable: a tall picture's bytes cannot be read.
    """
    outline = with_cuts(dossier)
    if images is None:
        return outline
    reduced = tuple(_reduced(exhibit, images) for exhibit in outline.exhibits)
    return replace(outline, exhibits=reduced, attach_originals=False)


def _reduced(exhibit: Exhibit, images: ImagePolicy) -> Exhibit:
    shown = displayed(exhibit)
    return with_picture(exhibit, replace(shown.picture, reduced_to=images.max_dpi)) if shown else exhibit


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def never() -> bool:
    """Never stop."""
    return False


def write_pages(
    planned: Plan,
    fonts: Fonts,
    file: BinaryIO,
    reduction: Reduction | None,
    progress: Progress,
    cancel: CancelCheck,
) -> PdfReport:
    """Write planned pages into an open file.

    Raises:
        Cancelled, ExhibitUnreadable: as `write_pdf`.
    """
    total = len(planned.pages)
    with Originals(planned.exhibits, reduction) as originals:
        pages = FileOfPages(file, planned, fonts, originals)
        progress(0, total)
        for done, page in enumerate(planned.pages, start=1):
            if cancel():
                raise Cancelled
            for position in page.opens:
                originals.check(position)
            pages.add(page)
            progress(done, total)
        written = pages.finish()
    return PdfReport(total, written.bytes, written.sha256, Path())
