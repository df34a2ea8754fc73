"""Making a pack's pictures: planned, drawn, encoded, and planned again where a file is too large."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.channels import Preset
from app.domain.errors import Cancelled, OutputError
from app.domain.words import Text
from app.dossier.calm_rows import calm_rows, rows_between
from app.dossier.displayed import displayed
from app.dossier.errors import BadPicture, ExhibitUnreadable
from app.dossier.originals import read_displayed
from app.dossier.outline import Exhibit
from app.dossier.packs.cutting import Material, material
from app.dossier.packs.drawing import SheetPainter, SheetTooLarge, Source
from app.dossier.packs.sheets import LeftOut, Sheet, SheetPlan, plan_sheets
from app.dossier.pdf import decoding

_LEAST_PIXELS: Final = 120_000
_TRIES: Final = 9


@dataclass(frozen=True, slots=True)
class PackPicture:
    """A picture of a pack as it was written: in which message it goes (from 1), its size, and the exhibits on it."""

    path: Path
    batch: int
    bytes: int
    sha256: str
    width: int
    height: int
    exhibits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PackPictures:
    """All pictures of a pack, what is left out and why, and how many messages these and all pictures take."""

    files: tuple[PackPicture, ...]
    left_out: tuple[tuple[int, LeftOut], ...]
    batches: int
    batches_needed: int


class PackImpossible(OutputError):
    """The exhibits cannot be made to fit the channel."""

    def __init__(self) -> None:
        super().__init__(
            Text("图片无论怎样切分都超过渠道的大小上限", "however it is cut, a picture is over the channel's size"),
            Text("请放宽预设的 MB 上限，或减少证据", "allow more MB in the preset, or send fewer exhibits"),
        )


def make_pictures(
    exhibits: Sequence[Exhibit],
    preset: Preset,
    folder: Path,
    *,
    fonts: Path,
    progress: Callable[[int, int], None],
    cancel: Callable[[], bool],
) -> PackPictures:
    """Write the pictures of a pack into a folder.

    Raises:
        ExhibitUnreadable, CopyRefused: an exhibit's picture cannot be read or decoded.
        PackImpossible: it does not fit the channel however it is cut.
        Cancelled: it is no longer wanted; files already written stay for the caller to remove.
        OSError: a file cannot be written.
    """
    materials, without = [], []
    for exhibit in exhibits:
        if cancel():
            raise Cancelled
        found = _material(exhibit)
        if found is None:
            without.append((exhibit.number, LeftOut.NO_PICTURE))
        else:
            materials.append(found)
    painter = SheetPainter(dict(_sources(exhibits)), fonts, cancel)
    pixels = preset.most_pixels
    for _ in range(_TRIES):
        plan = plan_sheets(materials, preset, most_pixels=pixels)
        try:
            files = _write(plan, preset, folder, painter, progress)
        except SheetTooLarge:
            pixels //= 2
            if pixels < _LEAST_PIXELS:
                break
            continue
        left_out = sorted([*plan.left_out, *without])
        batches = preset.batches(len(files))
        return PackPictures(files, tuple(left_out), batches, preset.batches(plan.needed))
    raise PackImpossible


def _material(exhibit: Exhibit) -> Material | None:
    shown = displayed(exhibit)
    if shown is None or exhibit.body is not None:
        return None
    width, height = shown.picture.width, shown.picture.height
    if exhibit.reading:
        rows = rows_between(exhibit.reading, height)
    else:
        try:
            rows = decoding.upright(read_displayed(exhibit, shown), calm_rows)
        except BadPicture as problem:
            raise ExhibitUnreadable(exhibit.number, exhibit.file_name, problem.reason) from problem
    return material(exhibit.number, width, height, rows, exhibit.reading)


def _sources(exhibits: Sequence[Exhibit]) -> Iterator[tuple[int, Source]]:
    for exhibit in exhibits:
        shown = displayed(exhibit)
        if shown is not None:
            yield exhibit.number, Source(shown.source, shown.media_type)


def _write(
    plan: SheetPlan, preset: Preset, folder: Path, painter: SheetPainter, progress: Callable[[int, int], None]
) -> tuple[PackPicture, ...]:
    batches = [preset.batch_of(place) for place in range(len(plan.sheets))]
    written: list[PackPicture] = []
    try:
        for place, (sheet, batch) in enumerate(zip(plan.sheets, batches, strict=True)):
            progress(place, len(plan.sheets))
            allowed = preset.picture_bytes
            if preset.total_bytes is not None:
                allowed = min(allowed, preset.total_bytes // batches.count(batch))
            made = painter.paint(sheet, preset.formats, allowed)
            several = len(set(batches)) > 1
            name = f"{place + 1:02d}_{_named(sheet)}.{made.form.value}"
            path = folder / (f"第{batch}条_{name}" if several else name)
            path.write_bytes(made.data)
            digest = hashlib.sha256(made.data).hexdigest()
            written.append(PackPicture(path, batch, len(made.data), digest, sheet.width, sheet.height, sheet.exhibits))
    except SheetTooLarge:
        for file in written:
            file.path.unlink()
        raise
    progress(len(plan.sheets), len(plan.sheets))
    return tuple(written)


def _named(sheet: Sheet) -> str:
    numbers = sheet.exhibits
    if len(numbers) > 1:
        return f"证据{numbers[0]}-{numbers[-1]}"
    (label,) = {piece.label for piece in sheet.pieces} if len(sheet.pieces) == 1 else {f"证据{numbers[0]}"}
    return label.replace(" ", "_").replace("/", "-")
