"""Deadlines as an iCalendar file (RFC 5545), for the user's own calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One deadline: a lasting id, what it is, more about it, and when it is due (aware)."""

    key: str
    title: str
    text: str
    due_at: datetime


def calendar_bytes(entries: Sequence[CalendarEntry], *, stamped_at: datetime, program: str) -> bytes:
    """Return the calendar file; an alarm rings an hour before each deadline."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{program}//")
    calendar.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}@pingju")
        event.add("dtstamp", stamped_at)
        event.add("dtstart", entry.due_at)
        event.add("summary", entry.title)
        event.add("description", entry.text)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(hours=-1))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
