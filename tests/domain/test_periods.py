"""Where periods end: midnight in China, holidays, make-up days, and the law's own counting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain import periods
from app.domain.cancellation import (
    DeadlineKind,
)
from app.domain.duration import Duration
from app.domain.legal_clock import legal_due
from app.domain.times import SHANGHAI
from tests.domain.histories import (
    CHINA,
    K,
    china,
    last,
)


def test_the_spring_festival_of_2026() -> None:
    due = legal_due(K.ACCEPTANCE, china("2026-02-11 09:00"), CHINA)
    assert due.at == last("2026-02-27")
    assert due.arithmetic.zh == "2026-02-11 起第 7 个工作日 = 2026-02-27（春节假期不计，2月14日补班计入）"


def test_a_last_day_within_a_holiday_moves_behind_it() -> None:
    due = legal_due(K.MEDIATION, china("2026-08-02 10:00"), CHINA)  # the 60th day: 1 October
    assert due.at == last("2026-10-08")
    assert "顺延至假期后第一日 2026-10-08" in due.arithmetic.zh
    assert due.warning is None  # 1 October is a statutory holiday: no doubt
    bridged = legal_due(K.MEDIATION, china("2026-08-08 10:00"), CHINA)  # 7 October
    assert bridged.at == last("2026-10-08")
    assert bridged.warning is not None
    assert "请按 2026-10-07 准备" in bridged.warning.zh


def test_the_fifteen_days_are_plain_days() -> None:
    assert legal_due(K.REFUND_REFUSED, china("2026-09-20 10:00"), CHINA).at == last("2026-10-05")


def test_three_years_end_on_the_same_date_and_on_the_months_last_after_a_leap_day() -> None:
    assert legal_due(K.LIMITATION, china("2022-03-02 10:00"), CHINA).at == last("2025-03-02")
    assert legal_due(K.LIMITATION, china("2024-02-29 10:00"), CHINA).at == last("2027-02-28")
    assert legal_due(K.LIMITATION, china("2024-02-29 10:00"), CHINA).is_estimated


def test_an_estimate_says_so() -> None:
    later = legal_due(K.ACCEPTANCE, china("2026-12-30 10:00"), CHINA)
    assert later.is_estimated
    assert "估算：2027 年放假调休安排未收录" in later.arithmetic.zh
    assert periods.day_of(later.at) == date(2027, 1, 11)


# What holds for all of them

INSTANTS = st.builds(datetime.combine, st.dates(date(2004, 1, 1), date(2040, 1, 1)), st.times(), st.just(SHANGHAI))
UNITS = st.sampled_from(["s", "m", "h", "d", "wd"])
LEGAL = st.sampled_from([K.ACCEPTANCE, K.MEDIATION, K.REFUND_REFUSED, K.LIMITATION])


@given(INSTANTS, st.integers(0, 90), UNITS, st.integers(0, 90), st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_length_of_time_never_ends_early_and_grows_with_its_start_and_itself(
    start: datetime, count: int, unit: str, more: int, later: timedelta
) -> None:
    end = periods.due_after(start, Duration(count, unit), CHINA).at
    assert end >= start
    assert end.utcoffset() == timedelta(0)
    assert periods.due_after(start, Duration(count + more, unit), CHINA).at >= end
    assert periods.due_after(start + later, Duration(count, unit), CHINA).at >= end
    if unit in {"d", "wd"}:
        assert end.astimezone(SHANGHAI).time().isoformat() == "23:59:59.999999"
        # All instants of a day have the same end: midnight in China decides, not midnight in UTC.
        midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
        assert periods.due_after(midnight, Duration(count, unit), CHINA).at == end


@given(LEGAL, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_legal_period_never_ends_early_nor_inside_a_holiday_and_grows_with_its_start(
    kind: DeadlineKind, start: datetime, later: timedelta
) -> None:
    due = legal_due(kind, start, CHINA)
    assert due.at > start
    assert legal_due(kind, start + later, CHINA).at >= due.at
    if kind is not K.REFUND_REFUSED:
        assert CHINA.holiday(periods.day_of(due.at)) is None


@given(INSTANTS)
def test_the_last_minute_before_midnight_and_the_first_after_it_are_a_day_apart(instant: datetime) -> None:
    midnight = instant.replace(hour=0, minute=0, second=0, microsecond=0)
    before = periods.due_in_days(midnight - timedelta(microseconds=1), 3).at
    assert periods.due_in_days(midnight, 3).at - before == timedelta(days=1)
