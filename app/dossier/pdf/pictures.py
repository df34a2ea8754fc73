"""Screenshots as image objects: a PNG's and a JPEG's own data, anything else decoded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from isal import isal_zlib

from app.domain.words import Text
from app.dossier.errors import BadPicture
from app.dossier.outline import Picture
from app.dossier.pdf import decoding, jpeg, png
from app.dossier.pdf.colour_profiles import plain_cmyk, usable
from app.dossier.pdf.objects import Name, Ref, Value
from app.dossier.pdf.png import Colour, Png
from app.dossier.pdf.png_alpha import split_alpha
from app.dossier.pdf.png_interlaced import DEEP, deinterlaced, interlaced_rows
from app.dossier.pdf.stream_document import StreamDocument

_UPRIGHT: Final = 1
_WIDENED: Final = frozenset({2, 4})
_TURNED: Final = frozenset({5, 6, 7, 8})
_COMPONENTS: Final = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}


@dataclass(frozen=True, slots=True)
class ImageData:
    """An image object that waits to be written: its dictionary, its data as it stands, its opacity and profile if any.

    `profile` is of as many components as the colours of the image have; it takes the place of their device's space.
    """

    entries: dict[str, Value]
    data: Sequence[bytes | memoryview]
    mask: ImageData | None = None
    profile: bytes | None = None

    def write(self, document: StreamDocument) -> Ref:
        """Write the image, after its mask, and return its reference."""
        entries = dict(self.entries)
        if self.profile is not None:
            entries["ColorSpace"] = _profiled(document, entries["ColorSpace"], self.profile)
        if self.mask is not None:
            entries["SMask"] = self.mask.write(document)
        return document.add_stream(entries, self.data)


def _profiled(document: StreamDocument, space: Value, profile: bytes) -> Value:
    device, rest = (space[1], space[2:]) if isinstance(space, list) else (space, [])
    components = _COMPONENTS[str(device)]
    stream = document.share_deflated({"N": components, "Alternate": device}, profile)
    based: Value = [Name("ICCBased"), stream]
    return [Name("Indexed"), based, *rest] if rest else based


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """A picture's image object and the EXIF orientation (1 to 8) that its pixels are stored in."""

    image: ImageData
    orientation: int


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """An image object in the file, under the name that pages call it by."""

    name: str
    ref: Ref
    orientation: int

    def matrix(self, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
        """Return the six numbers that draw the picture upright in a box (x, y: its lower left corner).

        Source: Exif 2.3, tag 0x0112, and ISO 32000-1, 8.9.5: an image fills the unit square.
        """
        w, h = width, height
        matrices = {
            1: (w, 0.0, 0.0, h, 0.0, 0.0),
            2: (-w, 0.0, 0.0, h, w, 0.0),
            3: (-w, 0.0, 0.0, -h, w, h),
            4: (w, 0.0, 0.0, -h, 0.0, h),
            5: (0.0, -h, -w, 0.0, w, h),
            6: (0.0, -h, w, 0.0, 0.0, h),
            7: (0.0, h, w, 0.0, 0.0, 0.0),
            8: (0.0, h, -w, 0.0, w, 0.0),
        }
        a, b, c, d, e, f = matrices[self.orientation]
        return a, b, c, d, e + x, f + y


def prepare(data: bytes, planned: Picture) -> PreparedPicture:
    """Return a picture's bytes as an image object; this may run in any thread.

    Raises:
        BadPicture: the bytes are damaged, or not the picture that the pages were planned for.
    """
    if data.startswith(jpeg.SIGNATURE):
        frame = jpeg.read_jpeg(data)
        if frame.is_plain:
            turn = decoding.orientation(data)
            check_size(frame.width, frame.height, turn, planned)
            return PreparedPicture(jpeg_image(data, frame), turn)
    elif data.startswith(png.SIGNATURE):
        sheet = png.read_png(data)
        turn = decoding.orientation(data) if sheet.has_metadata else _UPRIGHT
        if sheet.interlaced and sheet.depth == DEEP:
            data = deinterlaced(sheet)
            sheet = png.read_png(data)
        if not sheet.interlaced:
            check_size(sheet.width, sheet.height, turn, planned)
            return PreparedPicture(_png(sheet, data), turn)
        interlaced_rows(sheet)  # Pillow takes missing rows for black ones
        return _packed(decoding.as_png(data), planned, key=_widened_key(sheet))
    return _packed(decoding.as_png(data), planned)


def _packed(packed: bytes, planned: Picture, *, key: bytes | None = None) -> PreparedPicture:
    sheet = png.read_png(packed)
    if key is not None:
        sheet.transparency = key
    check_size(sheet.width, sheet.height, _UPRIGHT, planned)
    return PreparedPicture(_png(sheet, packed), _UPRIGHT)


def _widened_key(sheet: Png) -> bytes | None:
    """Return the transparent grey of a PNG of two or four bits in eight bits, to which Pillow widens its samples."""
    if sheet.colour is not Colour.GREY or sheet.transparency is None or sheet.depth not in _WIDENED:
        return None
    value = int.from_bytes(sheet.transparency, "big") & ((1 << sheet.depth) - 1)
    return (value * 255 // ((1 << sheet.depth) - 1)).to_bytes(2, "big")


def check_size(width: int, height: int, turn: int, planned: Picture) -> None:
    """Check that stored pixels, turned as their EXIF orientation says, are the picture that was planned for.

    Raises:
        BadPicture: they are not.
    """
    shown = (height, width) if turn in _TURNED else (width, height)
    if shown != (planned.width, planned.height):
        wanted = f"{planned.width}×{planned.height}"
        found = f"{shown[0]}×{shown[1]}"
        raise BadPicture(
            Text(f"图片尺寸为 {found}，与记录的 {wanted} 不符", f"the picture is {found}, not {wanted} as recorded")
        )


def _image(width: int, height: int, depth: int, space: Value) -> dict[str, Value]:
    return {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": width,
        "Height": height,
        "BitsPerComponent": depth,
        "ColorSpace": space,
    }


def jpeg_image(data: bytes, frame: jpeg.Jpeg) -> ImageData:
    """Return a JPEG's bytes as an image object."""
    space = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[frame.components]
    entries = _image(frame.width, frame.height, 8, Name(space)) | {"Filter": Name("DCTDecode")}
    if frame.is_inverted:
        entries["Decode"] = [1, 0] * frame.components
    if frame.is_rgb:
        entries["DecodeParms"] = {"ColorTransform": 0}
    profile = frame.profile if usable(frame.profile, frame.components) else None
    if profile is None and frame.components == 4:
        # The sRGB output intent covers no inks, and the JPEG's data stays as it is.
        profile = plain_cmyk()
    return ImageData(entries, [data], profile=profile)


def _png(sheet: Png, data: bytes) -> ImageData:
    components = 1 if sheet.colour in {Colour.GREY, Colour.GREY_ALPHA} else 3
    profile = sheet.profile if usable(sheet.profile, components) else None
    return replace(_device_png(sheet, data), profile=profile)


def _device_png(sheet: Png, data: bytes) -> ImageData:
    space = _space(sheet)
    if sheet.colour.has_alpha:
        split = split_alpha(sheet)
        alpha = None if split.alpha is None else _rows(sheet, 1, Name("DeviceGray"), split.alpha)
        return _rows(sheet, sheet.colour.channels - 1, space, split.colour, mask=alpha)
    if sheet.transparency is None:
        return _rows(sheet, sheet.colour.channels, space, sheet.idat)
    if sheet.colour is Colour.PALETTE:
        return _rows(sheet, 1, space, sheet.idat, mask=_palette_mask(sheet, data))
    rows = _rows(sheet, sheet.colour.channels, space, sheet.idat)
    rows.entries["Mask"] = _colour_key(sheet)
    return rows


def _rows(
    sheet: Png, channels: int, space: Value, rows: Sequence[bytes | memoryview], *, mask: ImageData | None = None
) -> ImageData:
    """Return compressed, filtered rows as an image object."""
    entries = _image(sheet.width, sheet.height, sheet.depth, space) | {
        "Filter": Name("FlateDecode"),
        "DecodeParms": {
            "Predictor": 15,
            "Colors": channels,
            "BitsPerComponent": sheet.depth,
            "Columns": sheet.width,
        },
    }
    return ImageData(entries, rows, mask)


def _space(sheet: Png) -> Value:
    if sheet.colour is Colour.PALETTE:
        return [Name("Indexed"), Name("DeviceRGB"), len(sheet.palette) // 3 - 1, sheet.palette]
    return Name("DeviceRGB" if sheet.colour in {Colour.RGB, Colour.RGBA} else "DeviceGray")


def _colour_key(sheet: Png) -> Value:
    """Return the one colour that is transparent, as ranges of sample values."""
    values = sheet.transparency or b""
    highest = (1 << sheet.depth) - 1
    samples = [int.from_bytes(values[i : i + 2], "big") & highest for i in range(0, len(values), 2)]
    return [sample for value in samples for sample in (value, value)]


def _palette_mask(sheet: Png, data: bytes) -> ImageData:
    entries = _image(sheet.width, sheet.height, 8, Name("DeviceGray")) | {"Filter": Name("FlateDecode")}
    return ImageData(entries, [isal_zlib.compress(decoding.opacity(data), 2)])
