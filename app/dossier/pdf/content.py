"""A planned page as PDF drawing operators (ISO 32000-1, annex A), with the y axis turned upwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.dossier.look import PAGE_HEIGHT, Face
from app.dossier.pdf.embedded_fonts import EmbeddedFont
from app.dossier.pdf.objects import number
from app.dossier.pdf.pictures import PlacedPicture
from app.dossier.plan import Box, Page, Panel, PictureSlice, PlacedText, Rule

_CIRCLE = 0.5523
"""How far a Bézier curve's handle lies from the corner's end to draw a quarter of a circle of radius 1."""


def page_content(page: Page, fonts: Mapping[Face, EmbeddedFont], picture: Callable[[int], PlacedPicture]) -> bytes:
    """Return the operators of a page: filled panels, pictures, lines, outlines and text, in this order."""
    parts = [_panel(panel) for panel in page.panels if panel.fill]
    parts.extend(_slice(part, picture(part.exhibit)) for part in page.pictures)
    parts.extend(_rule(rule) for rule in page.rules)
    parts.extend(_panel(panel) for panel in page.panels if panel.outline)
    parts.append(b"BT")
    parts.extend(_text(text, fonts) for text in page.texts)
    parts.append(b"ET")
    return b"\n".join(parts)


def _numbers(*values: float) -> bytes:
    return b" ".join(number(value) for value in values)


def _colour(colour: str) -> bytes:
    return _numbers(*(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)))


def _text(text: PlacedText, fonts: Mapping[Face, EmbeddedFont]) -> bytes:
    codes = fonts[text.face].encoded(text.text).hex().encode("ascii")
    return b"%s rg /%s %s Tf 1 0 0 1 %s Tm <%s> Tj" % (
        _colour(text.colour),
        text.face.value.encode("ascii"),
        number(text.size),
        _numbers(text.x, PAGE_HEIGHT - text.y),
        codes,
    )


def _rule(rule: Rule) -> bytes:
    ends = _numbers(rule.x1, PAGE_HEIGHT - rule.y1), _numbers(rule.x2, PAGE_HEIGHT - rule.y2)
    return b"%s RG %s w %s m %s l S" % (_colour(rule.colour), number(rule.width), *ends)


def _rectangle(box: Box) -> bytes:
    return _numbers(box.x, PAGE_HEIGHT - box.y - box.height, box.width, box.height) + b" re"


def _panel(panel: Panel) -> bytes:
    path = _rounded(panel.box, panel.radius) if panel.radius else _rectangle(panel.box)
    if panel.fill:
        return b"%s rg %s f" % (_colour(panel.fill), path)
    return b"%s RG 0.5 w %s S" % (_colour(panel.outline or "#000000"), path)


def _rounded(box: Box, radius: float) -> bytes:
    left, right = box.x, box.x + box.width
    low, high = PAGE_HEIGHT - box.y - box.height, PAGE_HEIGHT - box.y
    handle = radius * (1 - _CIRCLE)
    return b"\n".join(
        [
            _numbers(left + radius, low) + b" m",
            _numbers(right - radius, low) + b" l",
            _numbers(right - handle, low, right, low + handle, right, low + radius) + b" c",
            _numbers(right, high - radius) + b" l",
            _numbers(right, high - handle, right - handle, high, right - radius, high) + b" c",
            _numbers(left + radius, high) + b" l",
            _numbers(left + handle, high, left, high - handle, left, high - radius) + b" c",
            _numbers(left, low + radius) + b" l",
            _numbers(left, low + handle, left + handle, low, left + radius, low) + b" c h",
        ]
    )


def _slice(part: PictureSlice, picture: PlacedPicture) -> bytes:
    frame = part.frame
    matrix = picture.matrix(frame.x, PAGE_HEIGHT - frame.y - frame.height, frame.width, frame.height)
    return b"q %s W n %s cm /%s Do Q" % (
        _rectangle(part.window),
        _numbers(*matrix),
        picture.name.encode("ascii"),
    )
