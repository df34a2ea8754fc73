"""Colours that can be read, in light and in dark, and fonts that hold Chinese."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.gui import theme
from app.shell import paths
from tests.gui.sitting import Sitting

GROUNDS = {
    "text": ("surface", "pane", "hover", "chosen", "card"),
    "muted": ("surface", "pane"),
    "amber": ("surface",),
    "red": ("surface",),
    "green": ("surface",),
    "accent": ("surface",),
    "on_accent": ("accent",),
}
"""Which colours are written in, and on what."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, by WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [value / 255 for value in QColor(colour).getRgb()[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_words_stand_out_from_their_ground(tokens: theme.Tokens) -> None:
    colours = asdict(tokens)
    weak = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, grounds in GROUNDS.items()
        for ground in grounds
        if contrast(colours[ink], colours[ground]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_style_sheet_names_icons_that_are_there(tokens: theme.Tokens) -> None:
    folder = paths.resources() / "icons"
    sheet = theme.style_sheet(tokens, folder)
    named = [part.split('"')[0] for part in sheet.split('url("')[1:]]
    assert named
    assert [name for name in named if not (folder / name.rsplit("/", 1)[-1]).is_file()] == []


def test_the_window_follows_the_system_into_the_dark_and_back(
    sitting: Sitting, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = QGuiApplication.styleHints()
    seen = []
    for scheme, tokens in ((Qt.ColorScheme.Dark, theme.DARK), (Qt.ColorScheme.Light, theme.LIGHT)):
        # The system's choice is the only thing made up here: the offscreen platform has none.
        monkeypatch.setattr(theme, "tokens", lambda tokens=tokens: tokens)
        hints.colorSchemeChanged.emit(scheme)
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(tokens.surface)
        picture = sitting.window.grab().toImage()
        assert picture.pixelColor(picture.width() - 8, picture.height() - 60) == QColor(tokens.surface)
        seen.append(picture)
    assert seen[0] != seen[1]


def test_the_tokens_are_those_of_the_systems_scheme(qapp: QApplication) -> None:
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert theme.tokens() is (theme.DARK if is_dark else theme.LIGHT)


def test_chinese_is_shown_by_the_shipped_font(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Noto Sans SC"
    metrics = QFontMetrics(qapp.font())
    assert [mark for mark in "凭据匣退款" if not metrics.inFont(mark)] == []
    # Amounts stand in columns.
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
