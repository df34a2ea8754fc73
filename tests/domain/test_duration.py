"""Lengths of time as platforms promise them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.duration import Duration
from app.domain.errors import InvalidField


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10m", Duration(10, "m")),
        ("10 分钟", Duration(10, "m")),
        ("30秒", Duration(30, "s")),
        ("２４小时", Duration(24, "h")),
        ("24 Hours", Duration(24, "h")),
        ("2个小时", Duration(2, "h")),
        ("3天", Duration(3, "d")),
        ("3wd", Duration(3, "wd")),
        ("3个工作日", Duration(3, "wd")),
        ("3660d", Duration(3660, "d")),
    ],
)
def test_a_promise_is_read_as_platforms_write_it(typed: str, expected: Duration) -> None:
    assert Duration.parse(typed) == expected


@pytest.mark.parametrize("typed", ["", "10", "m", "-1m", "1.5h", "10 parsecs", "1h30m", "9999999s", "十分钟", "10m!"])
def test_what_is_no_length_of_time_is_refused_by_the_name_of_its_field(typed: str) -> None:
    with pytest.raises(InvalidField, match="promise: not a length of time"):
        Duration.parse(typed)


@pytest.mark.parametrize("typed", ["3661d", "3661wd", "999999h"])
def test_more_than_ten_years_is_a_typing_mistake(typed: str) -> None:
    with pytest.raises(InvalidField, match="value: longer than ten years"):
        Duration.parse(typed, field="value")


@given(st.integers(0, 3660), st.sampled_from(["s", "m", "h", "d", "wd"]))
def test_what_is_printed_is_read_back(count: int, unit: str) -> None:
    length = Duration(count, unit)
    assert Duration.parse(str(length)) == length
    assert Duration.parse(length.shown.zh) == length


def test_a_plain_length_can_be_added_and_working_days_cannot() -> None:
    assert Duration.parse("10m").as_timedelta() == timedelta(minutes=10)
    assert Duration.parse("48h").as_timedelta() == Duration.parse("2d").as_timedelta()
    working = Duration.parse("3wd")
    assert working.in_working_days
    assert not Duration.parse("3d").in_working_days
    with pytest.raises(ValueError, match="no fixed length"):
        working.as_timedelta()
