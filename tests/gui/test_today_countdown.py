"""How much time a deadline leaves: the words, and when they turn amber and red."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.cancellation import DeadlineKind
from app.domain.deadline import Deadline
from app.domain.orders import OrderId
from app.domain.words import Text
from app.gui.today.countdown import Countdown, Level, left
from tests.fixtures.cases import START

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def deadline(
    span: timedelta,
    kind: DeadlineKind = DeadlineKind.SUPPORT_REPLY,
    *,
    closed: timedelta | None = None,
    waived: bool = False,
) -> Deadline:
    end = START + span
    return Deadline(
        kind, START, end, Text("", ""), Text("", ""), OrderId(1),
        closed_at=None if closed is None else end + closed, is_waived=waived,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("remaining", "words"),
    [
        (2 * DAY + 3 * HOUR + 59 * MINUTE, "剩 2天3时"),
        (2 * DAY, "剩 2天"),
        (2 * DAY - timedelta(microseconds=1), "剩 2天"),
        (DAY, "剩 1天"),
        (DAY - SECOND, "剩 23时59分"),
        (HOUR + 50 * MINUTE + 59 * SECOND, "剩 1时50分"),
        (HOUR, "剩 1时"),
        (HOUR - SECOND, "剩 59分"),
        (10 * MINUTE, "剩 10分"),
        (10 * MINUTE - SECOND, "剩 9分59秒"),
        (MINUTE, "剩 1分"),
        (45 * SECOND, "剩 45 秒"),
        (timedelta(milliseconds=1), "剩 1 秒"),
        (timedelta(0), "现在到期"),
        (-timedelta(milliseconds=1), "已超 0 秒"),
        (-45 * SECOND, "已超 45 秒"),
        (-20 * MINUTE - 5 * SECOND, "已超 20分"),
        (-40 * DAY - HOUR, "已超 40天1时"),
    ],
)
def test_what_is_left_in_the_words_people_use(qapp: object, remaining: timedelta, words: str) -> None:
    clock = deadline(30 * DAY)
    assert left(clock, clock.due_at - remaining).words == words


def test_a_broken_promise_is_called_that(qapp: object) -> None:
    clock = deadline(10 * MINUTE, DeadlineKind.PROMISED_DELIVERY)
    assert left(clock, clock.due_at + HOUR + 50 * MINUTE).words == "已超承诺 1时50分"
    assert left(clock, clock.due_at - MINUTE).words == "剩 1分"


@pytest.mark.parametrize(
    ("after", "level", "share"),
    [
        (-HOUR, Level.CALM, 1.0),
        (timedelta(0), Level.CALM, 1.0),
        (36 * HOUR - SECOND, Level.CALM, 0.25),
        (36 * HOUR, Level.AMBER, 0.25),
        (48 * HOUR, Level.AMBER, 0.0),
        (48 * HOUR + timedelta(microseconds=1), Level.RED, 0.0),
    ],
)
def test_amber_begins_with_the_last_quarter_and_red_after_the_last_instant(
    qapp: object, after: timedelta, level: Level, share: float
) -> None:
    found = left(deadline(48 * HOUR), START + after)
    assert found.level is level
    assert found.share == pytest.approx(share, abs=1e-4)


def test_a_deadline_without_any_span_is_amber_at_its_instant(qapp: object) -> None:
    assert left(deadline(timedelta(0)), START) == Countdown("现在到期", Level.AMBER, 0.0, by_second=True)


def test_a_closed_deadline_counts_no_further(qapp: object) -> None:
    late = deadline(HOUR, closed=20 * MINUTE)
    assert left(late, START + 9 * DAY) == Countdown("已超 20分", Level.RED)
    barely_late = deadline(HOUR, closed=20 * SECOND)
    assert left(barely_late, START + 9 * DAY) == Countdown("已超 20 秒", Level.RED)
    # Before it was closed, it ran on.
    assert left(barely_late, START + HOUR + 10 * SECOND) == Countdown("已超 10 秒", Level.RED, by_second=True)
    assert left(deadline(HOUR, closed=-MINUTE), START + 9 * DAY) == Countdown("已按时完成", Level.CALM)
    assert left(deadline(HOUR, closed=-MINUTE, waived=True), START + HOUR) == Countdown("不再适用", Level.CALM)


def test_a_clock_without_an_offset_is_refused(qapp: object) -> None:
    with pytest.raises(ValueError, match="offset"):
        left(deadline(HOUR), START.replace(tzinfo=None))


def test_seconds_are_told_from_ten_minutes_on(qapp: object) -> None:
    clock = deadline(DAY)
    expected = {
        11 * MINUTE: False,
        10 * MINUTE + SECOND: False,
        10 * MINUTE: True,
        -9 * MINUTE: True,
        -10 * MINUTE: False,
    }
    assert {rest: left(clock, clock.due_at - rest).by_second for rest in expected} == expected
