"""Times as chats show them, and what they leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.chats import TimeKnown
from app.domain.times import SHANGHAI
from app.intake.chats.times import DayOrder, clock_of, decide_order, full_day, moment

WRITTEN = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)  # Wednesday, 12:00 in China
TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:36", time(14, 36)),
        ("4:36:46", time(4, 36, 46)),
        ("2:36:02 PM", time(14, 36, 2)),
        ("2:36:02\u202fPM", time(14, 36, 2)),
        ("12:05 AM", time(0, 5)),
        ("12:05 pm", time(12, 5)),
        ("08:49 p. m.", time(20, 49)),
        ("11:25 a.m.", time(11, 25)),
        ("下午2:40:15", time(14, 40, 15)),
        ("下午 12:10", time(12, 10)),
        ("上午12:05", time(0, 5)),
        ("凌晨1:20", time(1, 20)),
        ("中午12:10", time(12, 10)),
        ("中午1:10", time(13, 10)),
        ("晚上11:05", time(23, 5)),
        ("下午14:05", time(14, 5)),
        ("晚上1:05", None),
        ("13:00 PM", time(13, 0)),
        ("13:00 AM", None),
        ("24:00 PM", None),
        ("24:00", None),
        ("00:08 a. m.", time(0, 8)),
        ("9:60", None),
    ],
)
def test_clocks(text: str, expected: time | None) -> None:
    assert clock_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "known"),
    [
        ("2026-02-11 14:36:02", "2026-02-11 14:36:02", TimeKnown.WRITTEN),
        ("2026/2/11 下午2:36", "2026-02-11 14:36:00", TimeKnown.WRITTEN),
        ("2026年2月11日 14:36", "2026-02-11 14:36:00", TimeKnown.WRITTEN),
        ("2026-02-11 星期三 14:36", "2026-02-11 14:36:00", TimeKnown.WRITTEN),
        ("02-11 14:36:02", "2026-02-11 14:36:02", TimeKnown.RESOLVED),
        ("12-31 23:59", "2025-12-31 23:59:00", TimeKnown.RESOLVED),
        ("03-04 12:01", "2025-03-04 12:01:00", TimeKnown.RESOLVED),
        ("2月29日 08:00", "2024-02-29 08:00:00", TimeKnown.RESOLVED),
        ("今天 11:00", "2026-03-04 11:00:00", TimeKnown.RESOLVED),
        ("昨天 23:00", "2026-03-03 23:00:00", TimeKnown.RESOLVED),
        ("前天 下午3:20", "2026-03-02 15:20:00", TimeKnown.RESOLVED),
        ("星期二 08:00", "2026-03-03 08:00:00", TimeKnown.RESOLVED),
        ("周日 08:00", "2026-03-01 08:00:00", TimeKnown.RESOLVED),
        ("星期三 08:00", "2026-02-25 08:00:00", TimeKnown.RESOLVED),
        ("11:59", "2026-03-04 11:59:00", TimeKnown.RESOLVED),
        ("下午3:20", "2026-03-03 15:20:00", TimeKnown.RESOLVED),
    ],
)
def test_moments(text: str, expected: str, known: TimeKnown) -> None:
    found = moment(text, written_at=WRITTEN)
    assert found is not None
    assert found.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S") == expected
    assert found.known is known


@pytest.mark.parametrize("text", ["2026-02-30 10:00", "13-41 10:00", "0001-01-01 00:00", "9999-12-31 23:59", "", "x"])
def test_what_is_no_time(text: str) -> None:
    assert moment(text, written_at=WRITTEN) is None


def test_today_cannot_be_after_the_file() -> None:
    assert moment("今天 13:00", written_at=WRITTEN) is None


@given(st.integers(8 * 10**8, 4 * 10**9), st.text(max_size=40))
def test_what_is_resolved_is_never_after_the_file(seconds: int, text: str) -> None:
    written = datetime.fromtimestamp(seconds, UTC)
    found = moment(text, written_at=written)
    assert found is None or found.known is TimeKnown.WRITTEN or found.at <= written
    short = moment(written.strftime("%m-%d %H:%M"), written_at=written)
    assert short is None or short.at <= written


def test_full_days() -> None:
    assert full_day("2025-10-7") == date(2025, 10, 7)
    assert full_day("2012/4/11") == date(2012, 4, 11)
    assert full_day("2025-13-7") is None


@pytest.mark.parametrize(
    ("days", "order", "is_sure"),
    [
        ([(15, 4, 2016), (6, 8, 2016)], DayOrder.DAY_FIRST, True),
        ([(1, 20, 19), (6, 10, 20)], DayOrder.MONTH_FIRST, True),
        ([(2026, 2, 11)], DayOrder.YEAR_FIRST, True),
        ([(2, 11, 26)], DayOrder.MONTH_FIRST, True),  # 2 November is after the file
        ([(2, 1, 26)], DayOrder.MONTH_FIRST, False),
        ([(24, 1, 5), (24, 1, 25), (24, 2, 3)], DayOrder.YEAR_FIRST, True),
        ([(19, 1, 20), (19, 1, 25)], DayOrder.YEAR_FIRST, False),
        ([(25, 12, 30), (25, 12, 31), (26, 1, 1), (26, 1, 4)], DayOrder.YEAR_FIRST, True),
        ([(19, 1, 20), (20, 1, 20), (3, 2, 20)], DayOrder.DAY_FIRST, True),
        ([(10, 5, 18), (11, 6, 19)], DayOrder.MONTH_FIRST, False),
        ([(1, 2, 26), (2, 2, 26), (3, 2, 26), (1, 3, 26)], DayOrder.DAY_FIRST, True),  # else 3 February, then January
    ],
)
def test_the_order_of_day_and_month(days: list[tuple[int, int, int]], order: DayOrder, is_sure: bool) -> None:
    assert decide_order(days, latest=TODAY) == (order, is_sure)
