"""Counting working days, on the calendar that the product ships."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casework.working_days import working_days
from app.domain.text import Text
from app.domain.workdays import add_working_days, is_ordinary_weekend, next_day_not_holiday, unpublished_for

CHINA = working_days()
PUBLISHED = st.dates(date(2019, 1, 1), date(2026, 6, 30))
ANY_DAY = st.dates(date(2000, 1, 1), date(2040, 12, 31))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 2, 11), 7, date(2026, 2, 27)),  # 春节, with Saturday the 14th made up
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # the make-up Saturday itself
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # the whole holiday between
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # 国庆
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # and its make-up Saturday
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # 元旦 across the year's end, made up on a Sunday
        (date(2024, 2, 28), 1, date(2024, 2, 29)),  # leap day
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # an ordinary weekend
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
    ],
)
def test_working_days_after_a_day(start: date, count: int, expected: date) -> None:
    assert add_working_days(start, count, CHINA).day == expected


def test_a_count_tells_what_it_met() -> None:
    found = add_working_days(date(2026, 2, 11), 7, CHINA)
    assert found.holidays == (Text("春节", "Spring Festival"),)
    assert found.makeup == (date(2026, 2, 14),)
    assert not found.is_estimated


def test_a_count_that_reaches_a_year_without_a_calendar_is_an_estimate_and_names_it() -> None:
    assert add_working_days(date(2026, 12, 23), 1, CHINA).unpublished == ()
    # Make-up days at the end of December come with the next year's notice.
    assert add_working_days(date(2026, 12, 24), 1, CHINA).unpublished == (2027,)
    found = add_working_days(date(2027, 4, 30), 1, CHINA)
    assert (found.day, found.is_estimated) == (date(2027, 5, 3), True)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2026, 3, 6), -1, CHINA)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 17), date(2026, 2, 24)),
        (date(2026, 10, 7), date(2026, 10, 8)),
        (date(2026, 3, 7), date(2026, 3, 7)),  # an ordinary Saturday is no holiday
        (date(2026, 2, 14), date(2026, 2, 14)),  # nor is one that is worked
        (date(2027, 10, 2), date(2027, 10, 4)),  # not published: the fixed dates only
    ],
)
def test_a_holiday_is_left_behind_and_a_weekend_is_not(day: date, expected: date) -> None:
    assert next_day_not_holiday(day, CHINA) == expected


def test_only_a_weekend_that_no_notice_mentions_is_ordinary() -> None:
    assert is_ordinary_weekend(date(2026, 3, 7), CHINA)
    assert not is_ordinary_weekend(date(2026, 2, 14), CHINA)  # worked
    assert not is_ordinary_weekend(date(2026, 2, 15), CHINA)  # within 春节
    assert not is_ordinary_weekend(date(2026, 3, 6), CHINA)


@given(ANY_DAY, COUNTS)
def test_the_end_is_never_before_the_start_and_is_a_working_day(start: date, count: int) -> None:
    end = add_working_days(start, count, CHINA).day
    assert end >= start + timedelta(days=count and 1)
    assert count == 0 or CHINA.is_working_day(end)


@given(PUBLISHED, COUNTS)
def test_the_days_between_hold_just_the_working_days_counted(start: date, count: int) -> None:
    end = add_working_days(start, count, CHINA).day
    between = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(map(CHINA.is_working_day, between)) == count


@given(ANY_DAY, st.integers(0, 30), COUNTS, st.integers(0, 10))
def test_a_later_start_or_a_longer_count_never_ends_sooner(start: date, later: int, count: int, more: int) -> None:
    end = add_working_days(start, count, CHINA).day
    assert add_working_days(start + timedelta(days=later), count, CHINA).day >= end
    assert add_working_days(start, count + more, CHINA).day >= end


@given(ANY_DAY)
def test_the_day_after_a_holiday_is_the_first_that_is_none(day: date) -> None:
    found = next_day_not_holiday(day, CHINA)
    assert CHINA.holiday(found) is None
    passed = [day + timedelta(days=step) for step in range((found - day).days)]
    assert all(CHINA.holiday(other) is not None for other in passed)


@given(PUBLISHED)
def test_published_days_need_nothing_more(day: date) -> None:
    assert unpublished_for(day, CHINA) == ()
