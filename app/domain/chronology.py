"""Things in the order of time: what happened, what fell due, and how long one waited in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.periods import require_aware
from app.domain.words import Text


@dataclass(frozen=True, slots=True)
class Moment:
    """An event or the end of a deadline by its position in what was given; `waited` since the moment before it."""

    at: datetime
    is_due: bool
    position: int
    waited: timedelta


def moments(events: Sequence[datetime], dues: Sequence[datetime] = ()) -> list[Moment]:
    """Return events and ends of deadlines as one sequence; at the same instant an event comes before a deadline's end.

    Raises:
        ValueError: a naive instant.
    """
    found = [(require_aware(at), False, position) for position, at in enumerate(events)]
    found.extend((require_aware(at), True, position) for position, at in enumerate(dues))
    found.sort()
    return [
        Moment(at, is_due, position, at - (found[index - 1][0] if index else at))
        for index, (at, is_due, position) in enumerate(found)
    ]


def picked(all_moments: Sequence[Moment], at_most: int) -> list[Moment]:
    """Return so many moments that a picture can hold, the first, the last and those after the longest waits.

    Each one's `waited` counts from the one picked before it.

    Raises:
        ValueError: fewer than two are allowed.
    """
    if at_most < 2:
        raise ValueError("a picture of a course of events needs two moments")
    if len(all_moments) <= at_most:
        return list(all_moments)
    last = len(all_moments) - 1
    between = sorted(range(1, last), key=lambda index: (not all_moments[index].is_due, -all_moments[index].waited))
    kept = sorted({0, last, *between[: at_most - 2]})
    return [
        Moment(
            all_moments[index].at,
            all_moments[index].is_due,
            all_moments[index].position,
            all_moments[index].at - all_moments[kept[max(0, place - 1)]].at,
        )
        for place, index in enumerate(kept)
    ]


def lateness(due: datetime, closed: datetime | None, now: datetime) -> timedelta:
    """Return by how much a deadline was overrun, when it was met or by now; negative is time that was left.

    Raises:
        ValueError: a naive instant.
    """
    return require_aware(closed or now) - require_aware(due)


def span_words(span: timedelta) -> Text:
    """Return a length of time, its sign dropped, in its two largest units: `2 小时 7 分钟`; seconds under a minute."""
    seconds = int(abs(span).total_seconds())
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    counts = ((days, "天", "d"), (hours, "小时", "h"), (minutes, "分钟", "min"), (rest, "秒", "s"))
    first = next((index for index, (count, _, _) in enumerate(counts) if count), 3)
    shown = [part for part in counts[first : first + 2] if part[0]] or [counts[3]]
    return Text(
        " ".join(f"{count} {unit}" for count, unit, _ in shown),
        " ".join(f"{count} {unit}" for count, _, unit in shown),
    )
