"""Heavy libraries are imported when they are used, not when the program starts."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("reportlab", "PIL", "pi_heif", "isal", "icalendar", "chinese_calendar")


@pytest.mark.parametrize(
    ("start", "also"),
    [("import app.cli.parser; app.cli.parser.build()", ("PySide6",)), ("import app.shell.window", ())],
)
def test_a_start_pays_for_nothing_it_does_not_show(start: str, also: tuple[str, ...]) -> None:
    code = f"import sys; {start}; print([name for name in {HEAVY + also!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
