"""Joining overlapping screenshots of one scrolling chat into one long picture: exactly, or not at all.

Planning reads all pictures and writes nothing; joining reads them again one by one. Pillow is imported on first use.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.errors import Cancelled, InputError, OutputError
from app.domain.words import Text

if TYPE_CHECKING:
    from app.intake.stitch.overlaps import Bars
    from app.intake.stitch.rows import Sheet

LIMIT_PICTURES: Final = 60
"""The most pictures joined at once."""
LIMIT_PIXELS: Final = 100_000_000
"""The most pixels of the outcome: what the viewer and the dossier take."""
LIMIT_SIDE: Final = 65_500
"""The tallest outcome in pixels."""

_BY_HAND: Final = Text(
    "请确认顺序，或重新截图，让相邻两张至少重叠四分之一屏",
    "check their order, or take them again with a quarter of a screen in common",
)


class StitchRefused(InputError):
    """Pictures cannot be joined with certainty; `pair` names the two by their numbers from 1, where it is about two."""

    def __init__(self, problem: Text, pair: tuple[int, int] | None = None, remedy: Text = _BY_HAND) -> None:
        if pair is not None:
            problem = Text(
                f"第 {pair[0]} 张和第 {pair[1]} 张拼不起来：{problem.zh}",
                f"pictures {pair[0]} and {pair[1]} cannot be joined: {problem.en}",
            )
        super().__init__(problem, remedy)
        self.pair = pair


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows `[top, bottom)` of the picture at `index` (from 0) that stand at row `at` of the outcome."""

    index: int
    top: int
    bottom: int
    at: int


@dataclass(frozen=True, slots=True)
class StitchPlan:
    """How pictures are joined: the outcome's size, its pieces from top to bottom, and what stands still in each.

    `overlaps` are the rows that each picture shares with the one before; `is_exact` is false where a picture was
    compressed with loss and rows were compared with a small tolerance.
    """

    sources: tuple[Path, ...]
    width: int
    height: int
    header: int
    footer: int
    pieces: tuple[Piece, ...]
    overlaps: tuple[int, ...]
    is_exact: bool
    profile: bytes = b""


@dataclass(frozen=True, slots=True)
class Joined:
    """The long picture that was written."""

    bytes: int
    sha256: str
    width: int
    height: int


def _never() -> bool:
    return False


def stitch(
    sources: Sequence[Path], *, names: Sequence[str] | None = None, cancel: Callable[[], bool] = _never
) -> StitchPlan:
    """Plan how pictures are joined in this order; `names` are what messages call them (else their file names).

    Raises:
        StitchRefused: fewer than two or too many, of different widths, or two neighbours that do not fit for certain.
        UnreadableFile: one is no sound picture.
        Cancelled: `cancel` returned true.
    """
    sheets = _sheets(sources, names, cancel)
    bars, shared, is_exact = _fit(sheets, cancel)
    pieces = list(_pieces(sheets, bars, shared))
    height = pieces[-1].at + pieces[-1].bottom - pieces[-1].top
    width = sheets[0].width
    if width * height > LIMIT_PIXELS or height > LIMIT_SIDE:
        raise StitchRefused(
            Text(
                f"拼接后过长（{width}×{height}，最多 {LIMIT_PIXELS // 1_000_000} 百万像素、高 {LIMIT_SIDE}）",
                f"the outcome is {width}×{height} (at most {LIMIT_PIXELS // 1_000_000} million, {LIMIT_SIDE} high)",
            ),
            remedy=Text("请分成几段拼接", "join them in parts"),
        )
    profiles = {sheet.profile for sheet in sheets}
    return StitchPlan(
        tuple(sources), width, height, bars.top, bars.bottom, tuple(pieces), tuple(shared), is_exact,
        profiles.pop() if len(profiles) == 1 else b"",
    )  # fmt: skip


def propose_order(
    sources: Sequence[Path], *, names: Sequence[str] | None = None, cancel: Callable[[], bool] = _never
) -> tuple[int, ...]:
    """Return the order (indexes from 0) in which the pictures follow each other, if there is just one.

    Only rows that are quite the same count: pictures compressed with loss have to be put in order by hand.

    Raises:
        StitchRefused: they form no single chain, or as `stitch`.
    """
    from app.intake.stitch.overlaps import NoOverlap, common_bars, find_overlap

    sheets = _sheets(sources, names, cancel)
    bars = common_bars(sheets)
    following: dict[int, dict[int, int]] = {}
    for upper in range(len(sheets)):
        if cancel():
            raise Cancelled
        following[upper] = {}
        for lower in range(len(sheets)):
            if upper != lower:
                with contextlib.suppress(NoOverlap):
                    following[upper][lower] = find_overlap(sheets[upper], sheets[lower], bars)
    # Pictures further down may share rows too; the next one shares most.
    nexts = {upper: max(found, key=lambda lower: found[lower]) for upper, found in following.items() if found}
    starts = set(following) - set(nexts.values())
    order: list[int] = []
    at = starts.pop() if len(starts) == 1 else None
    while at is not None and at not in order:
        order.append(at)
        at = nexts.get(at)
    if len(order) != len(sheets):
        raise StitchRefused(Text("看不出唯一的先后顺序", "their order cannot be told for certain"))
    return tuple(order)


def join(plan: StitchPlan, destination: Path, *, cancel: Callable[[], bool] = _never) -> Joined:
    """Write the long picture as PNG, whole or not at all; one picture at a time is in memory.

    Raises:
        StitchRefused: a picture changed since it was planned.
        UnreadableFile: one cannot be read any more.
        OutputError: the file cannot be written there.
        Cancelled: `cancel` returned true; nothing is left behind.
    """
    from app.intake.stitch.png_strips import PngStrips
    from app.intake.stitch.rows import LIMIT_PIXELS as LIMIT_PICTURE
    from app.intake.upright import upright

    with _written(destination) as temporary, temporary.open("w+b") as file:
        strips = PngStrips(file, plan.width, plan.height, plan.profile)
        for piece in plan.pieces:
            if cancel():
                raise Cancelled
            source = plan.sources[piece.index]
            with upright(source, name=source.name, limit_pixels=LIMIT_PICTURE) as (image, _):
                if image.width != plan.width or image.height < piece.bottom:
                    raise StitchRefused(Text("图片在拼接期间被改动", "a picture changed meanwhile"))
                strips.add(image.crop((0, piece.top, plan.width, piece.bottom)))
        strips.finish()
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return Joined(size, digest, plan.width, plan.height)


def _sheets(sources: Sequence[Path], names: Sequence[str] | None, cancel: Callable[[], bool]) -> list[Sheet]:
    from app.intake.stitch.rows import read_sheet

    if not 2 <= len(sources) <= LIMIT_PICTURES:
        raise StitchRefused(
            Text(f"需要 2 到 {LIMIT_PICTURES} 张图片", f"it takes 2 to {LIMIT_PICTURES} pictures"),
            remedy=Text("请重新选择", "choose again"),
        )
    sheets: list[Sheet] = []
    for number, source in enumerate(sources, start=1):
        if cancel():
            raise Cancelled
        sheet = read_sheet(source, name=names[number - 1] if names else source.name)
        if sheets and sheet.width != sheets[0].width:
            raise StitchRefused(
                Text(
                    f"宽度不同（{sheets[0].width} 与 {sheet.width} 像素）",
                    f"their widths differ ({sheets[0].width} and {sheet.width} pixels)",
                ),
                (number - 1, number),
                Text("请使用同一部手机的原始截图", "use the original screenshots of one phone"),
            )
        sheets.append(sheet)
    return sheets


def _fit(sheets: Sequence[Sheet], cancel: Callable[[], bool]) -> tuple[Bars, list[int], bool]:
    """Return the bars, the overlap of each two neighbours, and whether every row was the same."""
    from app.intake.stitch.noisy_overlaps import common_noisy_bars, find_noisy_overlap
    from app.intake.stitch.overlaps import common_bars, find_overlap

    bars = common_bars(sheets)
    try:
        return bars, _shared(sheets, lambda upper, lower: find_overlap(upper, lower, bars)), True
    except StitchRefused:
        if not all(sheet.is_lossy for sheet in sheets):
            raise
    noisy = common_noisy_bars(sheets)
    return noisy, _shared(sheets, lambda upper, lower: find_noisy_overlap(upper, lower, noisy, cancel)), False


def _shared(sheets: Sequence[Sheet], find: Callable[[Sheet, Sheet], int]) -> list[int]:
    from app.intake.stitch.overlaps import NoOverlap

    shared: list[int] = []
    for number, (upper, lower) in enumerate(itertools.pairwise(sheets), start=1):
        try:
            shared.append(find(upper, lower))
        except NoOverlap as none:
            raise StitchRefused(none.reason, (number, number + 1)) from none
    return shared


def _pieces(sheets: Sequence[Sheet], bars: Bars, shared: Sequence[int]) -> Iterator[Piece]:
    """Yield the first picture with the upper bar, of each further one what is new, and the lower bar with the last."""
    at = 0
    for index, sheet in enumerate(sheets):
        top = 0 if index == 0 else bars.top + shared[index - 1]
        bottom = sheet.height - (bars.bottom if index < len(sheets) - 1 else 0)
        yield Piece(index, top, bottom, at)
        at += bottom - top


@contextlib.contextmanager
def _written(destination: Path) -> Iterator[Path]:
    """Give a file to write beside the destination, and put it there when all went well."""
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{destination.name}.", suffix=".part", dir=destination.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.replace(destination)
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise OutputError(
            Text(f"文件无法写入（{why}）", f"the file cannot be written ({why})"),
            Text("请换一个文件夹，或腾出空间后重试", "choose another folder, or make room and try again"),
        ) from problem
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
