"""The working-day calendar: the package's years, the years it does not know, and the user's own file."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.casework.working_days import LIMIT_BYTES, read_working_days, working_days
from app.domain.errors import UnreadableFile
from app.domain.text import Text
from app.domain.workdays import add_working_days

NOTICE = """
published = [2027]

[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03

[[holiday]]
name = "春节"
from = 2027-02-05
to = 2027-02-12

[[working_day]]
day = 2027-02-14

[[working_day]]
day = 2026-12-26
"""


@pytest.fixture
def override(tmp_path: Path) -> Path:
    path = tmp_path / "workdays.toml"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_the_package_and_the_adapter_agree_on_every_day_it_knows() -> None:
    import chinese_calendar

    china, day, seen = working_days(), date(2004, 1, 1), 0
    while day <= date(2026, 12, 31):
        assert china.is_working_day(day) == chinese_calendar.is_workday(day), day
        day, seen = day + timedelta(days=1), seen + 1
    assert seen == 8401
    assert [year for year in range(2000, 2031) if china.is_published(year)] == list(range(2004, 2027))


def test_the_state_councils_make_up_days_are_worked() -> None:
    listed = (
        "2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12 2025-01-26 2025-02-08 "
        "2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"
    )
    china, first = working_days(), date(2024, 1, 1)
    weekends = [day for step in range(1096) if (day := first + timedelta(days=step)).weekday() >= 5]
    assert [str(day) for day in weekends if china.is_working_day(day)] == listed.split()


def test_a_year_that_nobody_published_counts_the_week_and_the_fixed_holidays() -> None:
    china = working_days()
    off = [day for step in range(365) if not china.is_working_day(day := date(2027, 1, 1) + timedelta(days=step))]
    on_weekdays = [day for day in off if day.weekday() < 5]
    assert on_weekdays == [date(2027, 1, 1), date(2027, 10, 1)]  # the others fall on weekends in 2027
    assert china.holiday(date(2027, 5, 2)) == Text("劳动节", "Labour Day")
    assert not china.is_published(2027)


def test_a_notice_in_the_users_file_counts_from_the_next_look(override: Path) -> None:
    china = working_days(override)
    assert china.is_published(2027)
    assert not china.is_working_day(date(2027, 2, 8))
    assert china.is_working_day(date(2027, 2, 14))
    assert china.is_working_day(date(2026, 12, 26))  # with the next year's notice
    assert china.holiday(date(2027, 2, 8)) == Text("春节", "春节")
    # A published year is as its notice says: no fixed holiday is added.
    assert china.is_working_day(date(2027, 10, 1))
    found = add_working_days(date(2027, 2, 4), 1, china)
    assert (found.day, found.is_estimated) == (date(2027, 2, 14), False)


def test_the_users_file_goes_before_the_package(tmp_path: Path) -> None:
    path = tmp_path / "workdays.toml"
    path.write_text('[[holiday]]\nname = "特别假期"\nfrom = 2026-03-10\n', encoding="utf-8")
    china = working_days(path)
    assert not china.is_working_day(date(2026, 3, 10))
    assert china.is_working_day(date(2026, 3, 11))
    assert china.is_published(2026)


def test_without_a_file_of_ones_own_the_package_counts(tmp_path: Path) -> None:
    assert working_days(tmp_path / "none.toml").is_working_day(date(2026, 2, 14))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("published = [2027\n[[holiday]]", "line 2"),
        ("published = 2027", "published: must be a list"),
        ("published = [2027]", "published: has no holiday of 2027"),
        ('published = ["2027"]', "published: not a year: 2027"),
        ("published = [true]", "published: not a year: True"),
        ("holidays = []", "holidays: is not known"),
        ("holiday = 3", "holiday: must be written"),
        ("holiday = [3]", "holiday 1: is not a table"),
        ('[[holiday]]\nname = "a"\nfrom = 2027-01-01\n[[holiday]]\nname = "b"', "holiday 2, from: is missing"),
        ("[[holiday]]\nfrom = 2027-01-01", "holiday 1, name: must not be empty"),
        ('[[holiday]]\nname = "a"\nfrom = "2027-01-01"', "holiday 1, from: is missing or no date"),
        ('[[holiday]]\nname = "a"\nfrom = 2027-01-01T08:00:00', "holiday 1, from: is missing or no date"),
        ('[[holiday]]\nname = "a"\nfrom = 2027-01-03\nto = 2027-01-01', "holiday 1, to: 2027-01-01 is before"),
        ('[[holiday]]\nname = "a"\nfrom = 2027-01-01\nto = 2099-01-01', "holiday 1, to: longer than 31 days"),
        ('[[holiday]]\nname = "a"\nfrom = 0001-01-01', "holiday 1, from: 0001-01-01 is out of range"),
        ('[[holiday]]\nname = "a"\nfrom = 2027-01-01\nuntil = 2027-01-02', "holiday 1, until: is not known"),
        ("[[working_day]]\nday = 2027-02-08", "working_day: 2027-02-08 is no Saturday"),
        (
            '[[holiday]]\nname = "a"\nfrom = 2027-02-06\n[[working_day]]\nday = 2027-02-06',
            "working_day: 2027-02-06 is a holiday",
        ),
        ("[[working_day]]\nday = 2027-02-06\n" * 1001, "working_day: more than 1000"),
        ("a = " + "[" * 50_000, "nested too deeply"),
        ("#" * (LIMIT_BYTES + 1), "too large"),
    ],
)
def test_a_wrong_file_is_refused_by_its_name_and_the_place(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "workdays.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"workdays\.toml") as caught:
        working_days(path)
    assert named in caught.value.line("en")


def test_what_is_no_text_or_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for path, problem in [(tmp_path / "bytes.toml", "not TOML"), (tmp_path, "no regular file")]:
        with pytest.raises(UnreadableFile, match=problem):
            read_working_days(path)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_working_days(tmp_path / "none.toml")


def test_the_package_is_read_when_it_is_needed_and_not_before() -> None:
    code = "import sys, app.casework.working_days; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
