"""Events and deadlines in the order of time, and lengths of time in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.chronology import lateness, moments, picked, span_words

START = datetime(2026, 9, 1, 4, 0, 5, tzinfo=UTC)


def after(**parts: int) -> datetime:
    return START + timedelta(**parts)


def test_events_and_deadlines_are_one_sequence() -> None:
    found = moments([after(hours=2), START], [after(minutes=10)])
    assert [(moment.is_due, moment.position) for moment in found] == [(False, 1), (True, 0), (False, 0)]
    assert [moment.waited for moment in found] == [timedelta(), timedelta(minutes=10), timedelta(hours=1, minutes=50)]


def test_what_was_done_in_the_last_instant_comes_before_the_deadlines_end() -> None:
    assert [moment.is_due for moment in moments([START], [START])] == [False, True]


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        moments([START.replace(tzinfo=None)])


def test_a_picture_keeps_both_ends_deadlines_and_the_longest_waits() -> None:
    events = [after(minutes=minute) for minute in (0, 1, 2, 3, 300, 301)]
    found = picked(moments(events, [after(minutes=2, seconds=30)]), 4)
    assert [(moment.is_due, moment.position) for moment in found] == [(False, 0), (True, 0), (False, 4), (False, 5)]
    assert found[1].waited == timedelta(minutes=2, seconds=30)
    assert sum((moment.waited for moment in found), timedelta()) == timedelta(minutes=301)


def test_few_moments_are_all_kept_and_none_is_no_picture() -> None:
    every = moments([START, after(days=1)])
    assert picked(every, 2) == every
    assert picked([], 2) == []
    with pytest.raises(ValueError, match="two"):
        picked(every, 1)


def test_lateness_counts_to_the_end_or_to_now() -> None:
    due = after(hours=48)
    assert lateness(due, after(hours=50), after(days=9)) == timedelta(hours=2)
    assert lateness(due, None, after(hours=47)) == timedelta(hours=-1)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(), "0 秒"),
        (timedelta(seconds=59), "59 秒"),
        (timedelta(minutes=10), "10 分钟"),
        (timedelta(minutes=-127), "2 小时 7 分钟"),
        (timedelta(hours=24), "1 天"),
        (timedelta(days=3, hours=4, minutes=5), "3 天 4 小时"),
        (timedelta(days=3, minutes=5), "3 天"),
        (timedelta(minutes=4, seconds=1), "4 分钟 1 秒"),
    ],
)
def test_a_length_of_time_in_its_two_largest_units(span: timedelta, words: str) -> None:
    assert span_words(span).zh == words


def test_the_english_words_say_the_same() -> None:
    assert span_words(timedelta(days=1, hours=2)).en == "1 d 2 h"
