"""A planned page as PDF drawing operators (ISO 32000-1, annex A), with the y axis turned upwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from app.dossier.look import Face
from app.dossier.pdf.embedded_fonts import EmbeddedFont
from app.dossier.pdf.objects import number
from app.dossier.pdf.pictures import PlacedPicture
from app.dossier.pdf.reading_layer import UnseenText
from app.dossier.plan import Box, Page, Panel, PictureSlice, PlacedText, Rule

_CURVE = b"%.2f %.2f %.2f %.2f %.2f %.2f c"
_ROUNDED = b"\n".join(
    [
        b"%.2f %.2f m",
        b"%.2f %.2f l",
        _CURVE,
        b"%.2f %.2f l",
        _CURVE,
        b"%.2f %.2f l",
        _CURVE,
        b"%.2f %.2f l",
        _CURVE,
        b"h",
    ]
)
"""One format for a whole outline: a page of bubbles has dozens."""
_CIRCLE = 0.5523
"""How far a Bézier curve's handle lies from the corner's end to draw a quarter of a circle of radius 1."""


class PageContent:
    """Turns what is placed on one page into operators; `fonts` gives characters their codes."""

    def __init__(self, page: Page, fonts: Mapping[Face, EmbeddedFont]) -> None:
        self._page = page
        self._fonts = fonts
        self._written: tuple[str, Face, float] | None = None  # colour, face and size of the text before

    def operators(self, picture: Callable[[int], PlacedPicture], unseen: Iterable[UnseenText]) -> bytes:
        """Return the operators: filled panels, pictures, lines, outlines, text, and text that is not painted."""
        page = self._page
        parts = [self._panel(panel) for panel in page.panels if panel.fill]
        parts.extend(self._slice(part, picture(part.exhibit)) for part in page.pictures)
        parts.extend(self._rule(rule) for rule in page.rules)
        parts.extend(self._panel(panel) for panel in page.panels if panel.outline)
        parts.append(b"BT")
        parts.extend(self._text(text) for text in page.texts)
        parts.append(b"ET")
        hidden = [self._unseen(text) for text in unseen]
        if hidden:
            parts.extend([b"q BT 3 Tr", *hidden, b"ET Q"])
        return b"\n".join(parts)

    def _text(self, text: PlacedText) -> bytes:
        wanted = text.colour, text.face, text.size
        state = b"" if wanted == self._written else _state(*wanted)
        self._written = wanted
        at = _numbers(text.x, self._page.height - text.y)
        return b"%s1 0 0 1 %s Tm <%s> Tj" % (state, at, self._fonts[text.face].encoded(text.text))

    def _unseen(self, text: UnseenText) -> bytes:
        return b"/%s %s Tf %s Tz 1 0 0 1 %s Tm <%s> Tj" % (
            text.face.value.encode("ascii"),
            number(text.size),
            number(text.stretch),
            _numbers(text.x, self._page.height - text.y),
            self._fonts[text.face].encoded(text.text),
        )

    def _rule(self, rule: Rule) -> bytes:
        height = self._page.height
        ends = _numbers(rule.x1, height - rule.y1), _numbers(rule.x2, height - rule.y2)
        return b"%s RG %s w %s m %s l S" % (_colour(rule.colour), number(rule.width), *ends)

    def _rectangle(self, box: Box) -> bytes:
        return _numbers(box.x, self._page.height - box.y - box.height, box.width, box.height) + b" re"

    def _panel(self, panel: Panel) -> bytes:
        path = self._rounded(panel.box, panel.radius) if panel.radius else self._rectangle(panel.box)
        if panel.fill:
            return b"%s rg %s f" % (_colour(panel.fill), path)
        return b"%s RG 0.5 w %s S" % (_colour(panel.outline or "#000000"), path)

    def _slice(self, part: PictureSlice, picture: PlacedPicture) -> bytes:
        frame = part.frame
        matrix = picture.matrix(frame.x, self._page.height - frame.y - frame.height, frame.width, frame.height)
        return b"q %s W n %s cm /%s Do Q" % (
            self._rectangle(part.window),
            _numbers(*matrix),
            picture.name.encode("ascii"),
        )

    def _rounded(self, box: Box, radius: float) -> bytes:
        left, right = box.x, box.x + box.width
        low, high = self._page.height - box.y - box.height, self._page.height - box.y
        handle = radius * (1 - _CIRCLE)
        return _ROUNDED % (
            *(left + radius, low, right - radius, low),
            *(right - handle, low, right, low + handle, right, low + radius),
            *(right, high - radius),
            *(right, high - handle, right - handle, high, right - radius, high),
            *(left + radius, high),
            *(left + handle, high, left, high - handle, left, high - radius),
            *(left, low + radius),
            *(left, low + handle, left + handle, low, left + radius, low),
        )


def _numbers(*values: float) -> bytes:
    return b" ".join(number(value) for value in values)


@lru_cache(maxsize=256)
def _state(colour: str, face: Face, size: float) -> bytes:
    return b"%s rg /%s %s Tf " % (_colour(colour), face.value.encode("ascii"), number(size))


@lru_cache(maxsize=256)
def _colour(colour: str) -> bytes:
    return _numbers(*(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)))
