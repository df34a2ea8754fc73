"""Words that come from the domain, in the window's language."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.times import SHANGHAI, shown
from app.domain.words import Text


def language() -> str:
    """Return the window's language tag, as the shell set it."""
    return QLocale().name()


def say(words: Text) -> str:
    """Return bilingual words in the window's language."""
    return words.in_(language())


def ago(instant: datetime, now: datetime) -> str:
    """Return how long ago an instant was, as people say it; the date where that is long."""
    seconds = int((now - instant).total_seconds())
    if seconds < 0 or seconds >= 7 * 86400:
        return shown(instant, seconds=False)
    if seconds < 60:
        return QCoreApplication.translate("words", "刚刚")
    if seconds < 3600:
        return QCoreApplication.translate("words", "{} 分钟前").format(seconds // 60)
    if seconds < 86400:
        hours, minutes = divmod(seconds // 60, 60)
        return QCoreApplication.translate("words", "{} 时 {} 分前").format(hours, minutes)
    days = (now.astimezone(SHANGHAI).date() - instant.astimezone(SHANGHAI).date()).days
    return QCoreApplication.translate("words", "{} 天前").format(days)


def file_size(count: int) -> str:
    """Return a size in bytes as people read it."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def file_name(text: str) -> str:
    """Return a text as a part of a file name that every system takes."""
    return "".join("_" if character in '\\/:*?"<>|' else character for character in text)[:60]
