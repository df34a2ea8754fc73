"""`deadline list`: all deadlines, what runs out soon, and a calendar file of them."""

from __future__ import annotations

import argparse
from datetime import timedelta
from pathlib import Path

from app.casework import cases
from app.casework.reminders import write_calendar
from app.cli.case_shapes import deadline_shape
from app.cli.session import Session
from app.domain.deadline import DeadlineState
from app.domain.duration import Duration
from app.domain.errors import InvalidField
from app.domain.times import parse_time, shown
from app.domain.words import Text


def listing(session: Session, arguments: argparse.Namespace) -> int:
    """Print deadlines as they stand at an instant; `--within` keeps those that are missed or run out by then."""
    at = parse_time(arguments.at) if arguments.at else session.clock.now()
    until = at + _span(arguments.within) if arguments.within else None
    with session.reading() as vault:
        found = cases.all_deadlines(vault, days=session.working_days())
    if until is not None:
        open_states = {DeadlineState.RUNNING, DeadlineState.MISSED}
        found = [deadline for deadline in found if deadline.due_at <= until and deadline.state(at) in open_states]
    if arguments.ics:
        running = [deadline for deadline in found if deadline.state(at) is DeadlineState.RUNNING]
        write_calendar(Path(arguments.ics), running, at=at, language=session.language)
    session.answer(
        [deadline_shape(session, deadline, at) for deadline in found],
        lambda: [
            f"{shown(deadline.due_at)}\t{session.say(deadline.state(at).label)}\t"
            f"{session.say(deadline.kind.label)}\t{session.say(deadline.clause)}"
            for deadline in found
        ],
    )
    return 0


def _span(text: str) -> timedelta:
    length = Duration.parse(text, field="within")
    if length.in_working_days:
        raise InvalidField("within", Text("请用天或小时", "takes days or hours"), Text("例如 3d", "as in 3d"))
    return length.as_timedelta()
