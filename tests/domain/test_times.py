"""Instants: typed in China time, kept in UTC, sortable as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidField
from app.domain.times import EARLIEST, LATEST, SHANGHAI, from_stored, parse_time, shown, to_iso, to_stored

NOON = datetime(2024, 1, 1, 4, 0, tzinfo=UTC)

instants = st.datetimes(
    min_value=EARLIEST.replace(tzinfo=None),
    max_value=LATEST.replace(tzinfo=None) - timedelta(seconds=1),
    timezones=st.just(UTC),
).map(lambda instant: instant.replace(microsecond=instant.microsecond // 1000 * 1000))


@pytest.mark.parametrize(
    "typed",
    [
        "2024-01-01 12:00",
        "2024-01-01T12:00:00",
        "2024-01-01T12:00:00+08:00",
        "2024-01-01T04:00:00Z",
        "2024-01-01T13:00+09:00",
        "2024/1/1 12:00",
        "2024.1.1 12:00:00",
        "2024年1月1日 12时",
        "2024年1月1日12时0分0秒",
        "２０２４年１月１日 １２：００",
        "20240101T120000",
    ],
)
def test_an_instant_without_an_offset_is_china_time(typed: str) -> None:
    assert parse_time(typed) == NOON
    assert parse_time(typed).utcoffset() == timedelta(0)


def test_a_day_alone_is_its_first_instant_in_china() -> None:
    assert parse_time("2024-01-02") == datetime(2024, 1, 1, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "yesterday", "2024-13-01", "2024-02-30", "2023年2月29日", "25:00", "2024-01-01 24:01", "1704081600"]
)
def test_what_is_no_instant_is_refused_by_the_name_of_its_field(typed: str) -> None:
    with pytest.raises(InvalidField, match="paid_at: not a time"):
        parse_time(typed, field="paid_at")


@pytest.mark.parametrize("typed", ["1989-12-31", "2100-01-02", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00+14:00"])
def test_a_year_far_away_is_a_typing_mistake(typed: str) -> None:
    with pytest.raises(InvalidField, match="at: "):
        parse_time(typed)


@given(instants)
def test_what_is_stored_is_read_back(instant: datetime) -> None:
    assert from_stored(to_stored(instant)) == instant
    assert from_stored(to_stored(instant.astimezone(SHANGHAI))) == instant
    assert parse_time(to_iso(instant)) == instant


@given(instants, instants)
def test_stored_instants_sort_as_text(one: datetime, other: datetime) -> None:
    assert (to_stored(one) < to_stored(other)) == (one < other)
    assert len(to_stored(one)) == len(to_stored(other))


def test_what_is_kept_is_exact_to_the_millisecond() -> None:
    assert to_stored(parse_time("2024-01-01T12:00:00.1239+08:00")) == "2024-01-01T04:00:00.123Z"
    assert to_iso(parse_time("2024-01-01T12:00:00.120")) == "2024-01-01T12:00:00.120+08:00"


def test_people_read_china_time() -> None:
    assert shown(NOON) == "2024-01-01 12:00:00"
    assert shown(NOON, seconds=False) == "2024-01-01 12:00"
    assert to_iso(NOON) == "2024-01-01T12:00:00+08:00"
