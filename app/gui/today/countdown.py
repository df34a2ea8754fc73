"""How much time a deadline leaves, in the words people use, and how urgent that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.casework.today import is_last_quarter
from app.domain.cancellation import DeadlineKind
from app.domain.deadline import Deadline, DeadlineState

_SECOND: Final = timedelta(seconds=1)
_BY_SECOND_BELOW: Final = 600
"""Under this many seconds, each second is told: a delivery of ten minutes is lost in seconds."""


class Level(StrEnum):
    """How urgent a deadline is."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Countdown:
    """What a clock shows; `share` (0 to 1) of the span is left, and `by_second` says that its words tell seconds."""

    words: str
    level: Level
    share: float = 0.0
    by_second: bool = False


def left(deadline: Deadline, at: datetime) -> Countdown:
    """Return what a deadline's clock shows at an instant: amber in the last quarter of its span, red once missed.

    Raises:
        ValueError: a naive instant.
    """
    match deadline.state(at):
        case DeadlineState.RUNNING:
            return _running(deadline, at)
        case DeadlineState.MISSED:
            return _missed(deadline, at)
        case DeadlineState.MET:
            return Countdown(QCoreApplication.translate("countdown", "已按时完成"), Level.CALM)
        case DeadlineState.WAIVED:
            return Countdown(QCoreApplication.translate("countdown", "不再适用"), Level.CALM)


def _running(deadline: Deadline, at: datetime) -> Countdown:
    # Rounded up: a day's last instant reads as whole days, and nothing that still runs reads as zero.
    seconds = -((at - deadline.due_at) // _SECOND)
    span = deadline.due_at - deadline.starts_at
    share = min(max((deadline.due_at - at) / span, 0.0), 1.0) if span else 0.0
    level = Level.AMBER if is_last_quarter(deadline, at) else Level.CALM
    if seconds == 0:
        words = QCoreApplication.translate("countdown", "现在到期")
    else:
        words = QCoreApplication.translate("countdown", "剩 {}").format(_length(seconds))
    # At ten minutes sharp the next second already tells seconds.
    return Countdown(words, level, share, by_second=seconds <= _BY_SECOND_BELOW)


def _missed(deadline: Deadline, at: datetime) -> Countdown:
    end = at if deadline.closed_at is None or deadline.closed_at > at else deadline.closed_at
    seconds = (end - deadline.due_at) // _SECOND
    if deadline.kind is DeadlineKind.PROMISED_DELIVERY:
        pattern = QCoreApplication.translate("countdown", "已超承诺 {}")
    else:
        pattern = QCoreApplication.translate("countdown", "已超 {}")
    is_counting = end is at and seconds < _BY_SECOND_BELOW
    return Countdown(pattern.format(_length(seconds)), Level.RED, by_second=is_counting)


def _length(seconds: int) -> str:
    """Return a length in its two largest units; the second one only where it counts."""
    minutes, rest = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return _two(days, hour, QCoreApplication.translate("countdown", "{}天"), _hours())
    if hours:
        return _two(hour, minute, _hours(), _minutes())
    if seconds >= _BY_SECOND_BELOW:
        return _minutes().format(minutes)
    if minutes:
        return _two(minutes, rest, _minutes(), QCoreApplication.translate("countdown", "{}秒"))
    return QCoreApplication.translate("countdown", "{} 秒").format(seconds)


def _two(first: int, second: int, large: str, small: str) -> str:
    if not second:
        return large.format(first)
    return QCoreApplication.translate("countdown", "{}{}").format(large.format(first), small.format(second))


def _hours() -> str:
    return QCoreApplication.translate("countdown", "{}时")


def _minutes() -> str:
    return QCoreApplication.translate("countdown", "{}分")
