"""A dossier in several files, none larger than a recipient takes: one index, one page numbering through all parts.

The whole dossier is written once; where it is too large, what each page and picture really took tells where to part it,
and every part's real size is checked before any of them is put in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.errors import Cancelled, OutputError
from app.domain.words import Text
from app.dossier.attachments import attachments
from app.dossier.binding import Binding
from app.dossier.displayed import displayed, with_picture
from app.dossier.errors import ExhibitTooLarge
from app.dossier.fonts import Fonts, load_fonts
from app.dossier.originals import Originals
from app.dossier.outline import Dossier
from app.dossier.pdf.file_of_pages import FileOfPages
from app.dossier.pdf.pictures import PlacedPicture
from app.dossier.pdf.stream_document import StreamDocument
from app.dossier.plan import Bookmark, Plan
from app.dossier.planning import plan
from app.dossier.reduction import ImagePolicy, reduction_for
from app.dossier.staging import Staging, staging
from app.dossier.typesetting import plain_line
from app.dossier.writer import CancelCheck, PdfReport, Progress, for_paper, never, silent, write_pages

_COVER = 12_000
"""More than the cover of a part takes, in bytes, with the characters that only it needs."""
_ATTACHED = 1_200
"""More than an attached file's description takes."""
_ROUNDS = 40


@dataclass(slots=True)
class _Cost:
    """What one page took in bytes: by itself, and which pictures it shows."""

    own: int
    pictures: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Costs:
    """What a dossier took: page by page, picture by picture, and what all pages share."""

    pages: list[_Cost]
    pictures: dict[str, int]
    shared: int

    def of(self, page: _Cost, held: AbstractSet[str] = frozenset()) -> int:
        """Return what a page takes in a file that holds some pictures already."""
        return page.own + sum(self.pictures[name] for name in page.pictures - held)


class _Measured:
    """The bytes of the exhibits, with a note of how much each picture takes in the file and which page shows it."""

    def __init__(self, originals: Originals) -> None:
        self._originals = originals
        self.sizes: dict[str, int] = {}
        self.shown: set[str] = set()

    def picture(self, document: StreamDocument, position: int) -> PlacedPicture:
        """Embed a picture as `Originals.picture` does."""
        before = document.length
        placed = self._originals.picture(document, position)
        self.sizes.setdefault(placed.name, document.length - before)
        self.shown.add(placed.name)
        return placed

    def blocks(self, position: int) -> Iterable[bytes]:
        """Read an original as `Originals.blocks` does."""
        return self._originals.blocks(position)


@dataclass(slots=True)
class _Job:
    """What stays the same through all attempts."""

    outline: Dossier
    fonts: Fonts
    destination: Path
    limit: int
    images: ImagePolicy | None
    progress: Progress
    cancel: CancelCheck

    @property
    def planned(self) -> Plan:
        """The dossier in one piece."""
        return replace(plan(self.outline, self.fonts), attachments=attachments(self.outline))


@dataclass(slots=True)
class _Whole:
    """The dossier written in one piece, and how many bytes it took with its pictures as they came."""

    plan: Plan
    path: Path
    report: PdfReport
    costs: _Costs
    unreduced: int


@dataclass(frozen=True, slots=True)
class Extent:
    """What a dossier comes to: how many files, and the bytes of it in one piece.

    `unreduced` are those bytes with the pictures as they came, and whatever is attached; with `is_reduced` the files
    show reduced copies.
    """

    files: int
    bytes: int
    unreduced: int
    is_reduced: bool


def write_parts(
    dossier: Dossier,
    destination: Path,
    fonts_dir: Path,
    max_bytes: int,
    progress: Progress | None = None,
    cancel: CancelCheck | None = None,
    *,
    images: ImagePolicy | None = None,
    to_fit: ImagePolicy | None = None,
) -> tuple[PdfReport, ...]:
    """Write a dossier as PDFs of at most `max_bytes` each: one file where it fits, else `name-1of3.pdf` and so on.

    With `images` its pictures are reduced in any case, with `to_fit` only where it would not fit otherwise; what does
    not fit even so comes in parts of reduced pictures.

    Raises:
        ExhibitTooLarge: one page of an exhibit takes more than that by itself.
        Cancelled, ExhibitUnreadable, OutputError: as `write_pdf`; nothing was left behind.
    """
    job = _job(dossier, destination, fonts_dir, max_bytes, progress, cancel, images)
    with staging(destination) as staged:
        job, whole = _fitted(job, dossier, staged, to_fit)
        is_reduced = job.images is not None
        if whole.report.bytes <= max_bytes:
            staged.publish({whole.path: destination})
            return (replace(whole.report, path=destination, is_reduced=is_reduced),)
        staged.drop(whole.path)
        written = _in_parts(job, whole.plan, whole.costs, staged)
        staged.publish({part: report.path for part, report in written})
    return tuple(replace(report, is_reduced=is_reduced) for _, report in written)


def count_parts(
    dossier: Dossier,
    scratch: Path,
    fonts_dir: Path,
    max_bytes: int,
    progress: Progress | None = None,
    cancel: CancelCheck | None = None,
    *,
    to_fit: ImagePolicy | None = None,
) -> Extent:
    """Return what `write_parts` would write.

    The whole is measured by writing it beside `scratch`, where nothing stays.

    Raises:
        ExhibitTooLarge, Cancelled, ExhibitUnreadable, OutputError: as `write_parts`.
    """
    job = _job(dossier, scratch, fonts_dir, max_bytes, progress, cancel, None)
    with staging(scratch) as staged:
        job, whole = _fitted(job, dossier, staged, to_fit)
        extent = Extent(1, whole.report.bytes, whole.unreduced, job.images is not None)
        if extent.bytes <= max_bytes:
            return extent
        _refuse_too_large(job, whole.plan, whole.costs)
        starts = _starts(whole.costs, max_bytes)
        _check_front(job, whole.plan, starts)
        return replace(extent, files=len(starts))


def measure(dossier: Dossier, scratch: Path, fonts_dir: Path, cancel: CancelCheck | None = None) -> int:
    """Return the bytes of a dossier in one piece as `count_parts` measures them, pictures as they came.

    Raises:
        Cancelled, ExhibitUnreadable, OutputError: as `write_pdf`; nothing was left behind.
    """
    job = _job(dossier, scratch, fonts_dir, 0, None, cancel, None)
    with staging(scratch) as staged:
        return _in_one(job, staged).unreduced


def _job(
    dossier: Dossier,
    destination: Path,
    fonts_dir: Path,
    max_bytes: int,
    progress: Progress | None,
    cancel: CancelCheck | None,
    images: ImagePolicy | None,
) -> _Job:
    fonts = load_fonts(fonts_dir)
    outline = for_paper(dossier, images)
    return _Job(outline, fonts, destination, max_bytes, images, progress or silent, cancel or never)


def _fitted(job: _Job, dossier: Dossier, staged: Staging, to_fit: ImagePolicy | None) -> tuple[_Job, _Whole]:
    """Write the dossier in one piece, and where it is over the limit once more with reduced pictures, if wished."""
    if to_fit is None or not pictures_in(dossier):
        return job, _measured_whole(job, staged)
    whole = _in_one(replace(job, progress=silent), staged)
    if whole.unreduced <= job.limit:
        return job, whole
    staged.drop(whole.path)
    job = replace(job, outline=for_paper(dossier, to_fit), images=to_fit)
    return job, replace(_measured_whole(job, staged), unreduced=whole.unreduced)


def pictures_in(dossier: Dossier) -> int:
    """Return how many exhibits show a picture, which is what can be reduced."""
    return sum(displayed(exhibit) is not None for exhibit in dossier.exhibits)


def _measured_whole(job: _Job, staged: Staging) -> _Whole:
    """Write the dossier in one piece; where a page is too large for two exhibits, each gets a page of its own."""
    whole = _in_one(job, staged)
    if whole.report.bytes > job.limit and (crowded := _crowded(whole.plan, whole.costs, job.limit)):
        staged.drop(whole.path)
        job.outline = _apart(job.outline, crowded)
        return replace(_in_one(replace(job, progress=silent), staged), unreduced=whole.unreduced)
    return whole


def _in_one(job: _Job, staged: Staging) -> _Whole:
    whole = job.planned
    path, report, costs = _measure(job, whole, staged)
    return _Whole(whole, path, report, costs, report.bytes)


def _measure(job: _Job, whole: Plan, staged: Staging) -> tuple[Path, PdfReport, _Costs]:
    """Write the dossier in one piece and note what everything took."""
    reduction = reduction_for(whole.pages, job.images) if job.images else None
    costs: list[_Cost] = []
    total = len(whole.pages)
    with staged.file() as (path, file), Originals(whole.exhibits, reduction) as originals:
        measured = _Measured(originals)
        pages = FileOfPages(file, whole, job.fonts, measured)
        job.progress(0, 2 * total)
        for page in whole.pages:
            if job.cancel():
                raise Cancelled
            for position in page.opens:
                originals.check(position)
            before, known = pages.length, set(measured.sizes)
            measured.shown = set()
            pages.add(page)
            new = sum(size for name, size in measured.sizes.items() if name not in known)
            costs.append(_Cost(pages.length - before - new, measured.shown))
            job.progress(page.number, 2 * total)
        before = pages.length
        written = pages.finish()
        shared = written.bytes - before
    for attachment in whole.attachments:
        size = whole.exhibits[attachment.position].bytes + _ATTACHED
        opened = next(index for index, page in enumerate(whole.pages) if attachment.position in page.opens)
        costs[opened].own += size
        shared -= min(size, shared)
    return path, PdfReport(total, written.bytes, written.sha256, path), _Costs(costs, measured.sizes, shared)


def _crowded(whole: Plan, costs: _Costs, limit: int) -> set[int]:
    """Return the exhibits that share a page which a part cannot hold, though it might hold one of them."""
    room = limit - costs.shared - _COVER
    pages = [page for page, cost in zip(whole.pages, costs.pages, strict=True) if costs.of(cost) > room]
    return {position for page in pages if len(page.opens) > 1 for position in page.opens}


def _apart(outline: Dossier, crowded: set[int]) -> Dossier:
    exhibits = list(outline.exhibits)
    for position in crowded:
        if shown := displayed(exhibits[position]):
            exhibits[position] = with_picture(exhibits[position], replace(shown.picture, is_alone=True))
    return replace(outline, exhibits=tuple(exhibits))


def _in_parts(job: _Job, whole: Plan, costs: _Costs, staged: Staging) -> list[tuple[Path, PdfReport]]:
    _refuse_too_large(job, whole, costs)
    starts = _starts(costs, job.limit)
    for _ in range(_ROUNDS):
        binding = Binding(tuple(starts), len(whole.pages), job.destination.stem, job.destination.suffix)
        _check_front(job, whole, starts)
        written = _write(job, binding, staged)
        # A part that came out too large although its pages were measured is parted once more in its middle.
        wrong = [place for place, (_, report) in enumerate(written) if report.bytes > job.limit]
        if not wrong:
            return written
        for path, _ in written:
            staged.drop(path)
        ends = [*starts[1:], len(whole.pages)]
        for place in wrong:
            if ends[place] - starts[place] == 1:
                raise _too_large(job, whole, starts[place])
        starts = sorted({*starts, *((starts[place] + ends[place]) // 2 for place in wrong)})
    raise _too_small(job)


def _starts(costs: _Costs, limit: int) -> list[int]:
    """Return at which pages a part begins, each taking as many pages as surely fit."""
    starts: list[int] = [0]
    room = limit - costs.shared - _COVER
    used, held = 0, set[str]()
    for index, page in enumerate(costs.pages):
        more = costs.of(page, held)
        if used + more > room and index > starts[-1]:
            starts.append(index)
            used, held = 0, set()
            more = costs.of(page)
        used += more
        held |= page.pictures
    return starts


def _write(job: _Job, binding: Binding, staged: Staging) -> list[tuple[Path, PdfReport]]:
    bound = plan(job.outline, job.fonts, binding)
    reduction = reduction_for(bound.pages, job.images) if job.images else None
    total, done = len(bound.pages), 0
    written = []
    for place, part in enumerate(binding.parts):
        piece = _piece(job, bound, binding, place)
        with staged.file() as (path, file):
            before = done

            def progress(pages: int, _: int, before: int = before) -> None:
                job.progress(total + before + pages, 2 * total)

            report = write_pages(piece, job.fonts, file, reduction, progress, job.cancel)
        done += len(piece.pages)
        written.append((path, replace(report, path=job.destination.with_name(part.name))))
    return written


def _piece(job: _Job, bound: Plan, binding: Binding, place: int) -> Plan:
    """Return the part of a bound dossier that one file holds."""
    part, count = binding.parts[place], len(binding.parts)
    pages = bound.pages[part.first - 1 : part.last]
    opened = {position for page in pages for position in page.opens}
    name = f"第{place + 1}册（共{count}册）"
    cover = Bookmark(f"{name} · 第{part.first}页", 0, part.first, 0.0)
    return Plan(
        replace(bound.description, title=f"{bound.description.title} {name}"),
        pages,
        (cover, *(mark for mark in bound.bookmarks if part.first < mark.page <= part.last)),
        bound.exhibits,
        tuple(file for file in attachments(job.outline) if file.position in opened),
        tuple(page.height for page in bound.pages),
        binding.parts,
    )


def _check_front(job: _Job, whole: Plan, starts: Sequence[int]) -> None:
    """Check that the first part holds everything before the exhibits, the whole index above all."""
    front = next((index for index, page in enumerate(whole.pages) if page.opens), 0)
    if len(starts) > 1 and starts[1] < front:
        raise _too_small(job)


def _refuse_too_large(job: _Job, whole: Plan, costs: _Costs) -> None:
    for index, page in enumerate(costs.pages):
        if costs.of(page) > job.limit:
            raise _too_large(job, whole, index)


def _too_large(job: _Job, whole: Plan, page: int) -> OutputError:
    opened = [position for earlier in whole.pages[: page + 1] for position in earlier.opens]
    if not opened:
        return _too_small(job)
    here = whole.pages[page].opens or opened[-1:]
    exhibit = max((whole.exhibits[position] for position in here), key=lambda exhibit: exhibit.bytes)
    return ExhibitTooLarge(exhibit.number, plain_line(exhibit.file_name), job.limit)


def _too_small(job: _Job) -> OutputError:
    return OutputError(
        Text(
            f"每个文件至多 {job.limit:,} 字节，放不下卷宗的正文与证据目录",
            f"at most {job.limit:,} bytes a file cannot hold the dossier's text and its list of exhibits",
        ),
        Text("请把上限调大", "allow larger files"),
    )
