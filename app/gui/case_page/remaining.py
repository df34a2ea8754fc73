"""How long is left or has passed, in words and in a colour that never stands alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from app.domain.times import shown
from app.gui import theme


class Urgency(StrEnum):
    """How much a deadline presses; the values are names of colour tokens."""

    CALM = "text"
    SOON = "amber"
    MISSED = "red"


def urgency(starts_at: datetime, due_at: datetime, now: datetime) -> Urgency:
    """Return how much a deadline presses: soon in the last quarter of its time, missed once it is over."""
    if now > due_at:
        return Urgency.MISSED
    return Urgency.SOON if due_at - now <= (due_at - starts_at) / 4 else Urgency.CALM


def span(length: timedelta, *, with_seconds: bool) -> str:
    """Return a length as people say it, two units at most: “3天4时”, “1时50分”, “9分05秒”."""
    seconds = max(int(length.total_seconds()), 0)
    days, hours, minutes = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60
    if days:
        words = QCoreApplication.translate("remaining", "{}天{}时") if hours else ""
        return (words or QCoreApplication.translate("remaining", "{}天")).format(days, hours)
    if hours:
        words = QCoreApplication.translate("remaining", "{}时{}分") if minutes else ""
        return (words or QCoreApplication.translate("remaining", "{}小时")).format(hours, minutes)
    if with_seconds and minutes:
        return QCoreApplication.translate("remaining", "{}分{:02d}秒").format(minutes, seconds % 60)
    if with_seconds:
        return QCoreApplication.translate("remaining", "{} 秒").format(seconds)
    if minutes:
        return QCoreApplication.translate("remaining", "{} 分").format(minutes)
    return QCoreApplication.translate("remaining", "不到 1 分")


def remaining(due_at: datetime, now: datetime) -> str:
    """Return what a clock shows: “还剩 1时50分”, with seconds in the last hour, or “已超 20 分”."""
    if now > due_at:
        return QCoreApplication.translate("remaining", "已超 {}").format(span(now - due_at, with_seconds=False))
    return QCoreApplication.translate("remaining", "还剩 {}").format(span(due_at - now, with_seconds=True))


class Tinted(QLabel):
    """Words in the colour of a token, which follows the theme; struck through where they no longer count."""

    def __init__(self, text: str = "", tint: str = "text", *, bold: bool = False, struck: bool = False) -> None:
        super().__init__(text)
        self.tint = tint
        self._is_bold = bold
        self._is_struck = struck
        self._apply()

    def set_tint(self, tint: str) -> None:
        """Take the colour of another token."""
        self.tint = tint
        self._apply()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply()

    def _apply(self) -> None:
        sheet = f"color: {getattr(theme.tokens(), self.tint)};"
        sheet += " font-weight: 700;" if self._is_bold else ""
        sheet += " text-decoration: line-through;" if self._is_struck else ""
        # Setting a style sheet changes the palette as well: only a new one is set.
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)


class Countdown(Tinted):
    """The clock of one deadline; whoever shows it calls `tick` while it is seen."""

    def __init__(self) -> None:
        super().__init__(bold=True)
        self._span: tuple[datetime, datetime] | None = None
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether there is something to count."""
        return self._span is not None

    def count(self, starts_at: datetime, due_at: datetime) -> None:
        """Count towards an instant."""
        self._span = starts_at, due_at
        self.setToolTip(shown(due_at))
        self.show()

    def stop(self) -> None:
        """Count nothing."""
        self._span = None
        self.hide()

    def tick(self, now: datetime) -> None:
        """Show the time that is left at an instant."""
        if self._span is None:
            return
        words = remaining(self._span[1], now)
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)
        self.set_tint(urgency(*self._span, now).value)
