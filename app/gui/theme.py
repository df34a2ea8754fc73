"""Colours, spacing and the style sheet, made from one list of tokens for light and for dark."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

UNIT: Final = 4
"""Spacing step, in pixels."""

ROW_HEIGHT: Final = 52
HIT: Final = 32
RADIUS: Final = 6
BODY: Final = 13
TITLE: Final = 20
META: Final = 11


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme."""

    surface: str
    pane: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    amber: str
    red: str
    green: str
    hover: str
    chosen: str
    card: str


LIGHT: Final = Tokens(
    surface="#FFFFFF",
    pane="#F6F7F9",
    line="#E3E6EA",
    text="#1B1F24",
    muted="#5B6470",
    accent="#1F6FEB",
    on_accent="#FFFFFF",
    amber="#B25E00",
    red="#C0362C",
    green="#1A7F4B",
    hover="#EEF1F5",
    chosen="#E4EEFD",
    card="#EAF2FE",
)
DARK: Final = Tokens(
    surface="#1E1F22",
    pane="#26282C",
    line="#34373C",
    text="#E8EAED",
    muted="#9AA3AD",
    accent="#6AA6FF",
    on_accent="#10141A",
    amber="#F0A54A",
    red="#F2786F",
    green="#5CC98F",
    hover="#2C2F34",
    chosen="#26374F",
    card="#233145",
)


def tokens() -> Tokens:
    """Return the colours that fit the system's present theme."""
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if is_dark else LIGHT


def load_fonts(folder: Path) -> None:
    """Register the shipped fonts, so that a machine without Chinese fonts shows Chinese."""
    for name in ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf", "NotoEmoji_400Regular.ttf"):
        QFontDatabase.addApplicationFont(str(folder / name))


def apply(application: QApplication, icons: Path) -> None:
    """Give the application its font, palette and style sheet."""
    font = QFont()
    font.setFamilies(["Noto Sans SC", "Noto Emoji"])
    font.setPixelSize(BODY)
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)
    colours = tokens()
    application.setPalette(_palette(colours))
    application.setStyleSheet(style_sheet(colours, icons))


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.surface,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.pane,
        QPalette.ColorRole.Button: colours.pane,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.pane,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette


def style_sheet(c: Tokens, icons: Path) -> str:
    """Return the style sheet of a theme; `icons` is the folder with the arrow of drop-down boxes."""
    arrow = (icons / f"chevron-{c.muted.removeprefix('#')}.svg").as_posix()
    return f"""
    QWidget {{ color: {c.text}; font-size: {BODY}px; }}
    QMainWindow, QDialog, #page {{ background: {c.surface}; }}
    QToolTip {{ background: {c.pane}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    #pane, #places {{ background: {c.pane}; }}
    #places {{ border-right: 1px solid {c.line}; }}
    #header {{ background: {c.surface}; border-bottom: 1px solid {c.line}; }}
    #title {{ font-size: {TITLE}px; font-weight: 700; }}
    #amount {{ font-size: {TITLE}px; font-weight: 700; }}
    #meta {{ color: {c.muted}; font-size: {META}px; }}
    #muted {{ color: {c.muted}; }}
    #problem {{ color: {c.red}; font-size: {META}px; }}
    #warning {{ color: {c.amber}; }}
    #section {{ font-weight: 700; }}
    #chip {{ background: {c.hover}; border-radius: 10px; padding: 2px 10px; color: {c.text}; }}
    #card {{ background: {c.card}; border-radius: {RADIUS}px; }}
    #taskbar {{ background: {c.pane}; border-top: 1px solid {c.line}; }}
    QSplitter::handle {{ background: {c.line}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px;
        padding: 4px 8px; min-height: 22px; selection-background-color: {c.accent};
        selection-color: {c.on_accent};
    }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 1px solid {c.accent}; }}
    QLineEdit[wrong="true"], QComboBox[wrong="true"] {{ border: 1px solid {c.red}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {c.pane}; color: {c.muted}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{
        background: {c.surface}; border: 1px solid {c.line}; outline: none;
        selection-background-color: {c.chosen}; selection-color: {c.text};
    }}
    QComboBox QAbstractItemView::item {{ min-height: {HIT}px; padding: 0 8px; }}
    QPushButton {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px;
        padding: 0 14px; min-height: {HIT - 2}px;
    }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:focus {{ border: 1px solid {c.accent}; }}
    QPushButton:disabled {{ color: {c.muted}; background: {c.pane}; }}
    QPushButton[primary="true"] {{
        background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; font-weight: 700;
    }}
    QPushButton[primary="true"]:hover {{ background: {c.accent}; border: 1px solid {c.text}; }}
    QPushButton[primary="true"]:disabled {{ background: {c.line}; border: 1px solid {c.line}; color: {c.muted}; }}
    QPushButton[flat="true"] {{ border: 1px solid transparent; background: transparent; color: {c.accent}; }}
    QPushButton[flat="true"]:hover {{ background: {c.hover}; }}
    QPushButton[flat="true"]:focus {{ border: 1px solid {c.accent}; }}
    QPushButton[kind="true"] {{ min-height: 26px; padding: 0 10px; border-radius: 14px; }}
    QPushButton[kind="true"]:checked {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton[place="true"] {{
        border: 1px solid transparent; background: transparent; text-align: left; padding: 0 12px;
    }}
    QPushButton[place="true"]:hover {{ background: {c.hover}; }}
    QPushButton[place="true"]:checked {{ background: {c.chosen}; font-weight: 700; }}
    QPushButton[place="true"]:focus {{ border: 1px solid {c.accent}; }}
    QListView {{ background: transparent; border: none; outline: none; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{
        background: transparent; padding: 8px 2px; margin-right: 24px; color: {c.muted};
        border: none; border-bottom: 2px solid transparent;
    }}
    QTabBar::tab:selected {{ color: {c.text}; font-weight: 700; border-bottom: 2px solid {c.accent}; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:focus {{ color: {c.accent}; }}
    QTabWidget::tab-bar {{ left: 16px; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QProgressBar {{ background: {c.line}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.chosen}; }}
    QMenu::item:disabled {{ color: {c.muted}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QMenuBar {{ background: {c.surface}; border-bottom: 1px solid {c.line}; }}
    QMenuBar::item {{ padding: 4px 10px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.hover}; border-radius: 4px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
    QScrollBar::handle:vertical {{ background: {c.line}; border-radius: 3px; min-height: 32px; }}
    QScrollBar::handle:vertical:hover {{ background: {c.muted}; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
    QScrollBar::handle:horizontal {{ background: {c.line}; border-radius: 3px; min-width: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
