"""Words of pictures that nobody looked at are found once they are read; the user begins that and can stop it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import readings
from app.casework.ocr import is_available
from app.gui.search.reading import RestReader
from tests.fixtures.screens.drawn_set import TUNED, drawn_set
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.journeys.cases import record_with_evidence
from tests.journeys.test_reading_a_screenshot import READ_WITHIN_MS

pytestmark = pytest.mark.skipif(not is_available(), reason="text recognition is not installed")


@pytest.fixture
def two(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    """A window on two screenshots that were never read, and one that cannot be."""
    files = []
    for number, screen in enumerate([one for one in drawn_set(TUNED) if "number" in one.truth][:2]):
        files.append(tmp_path / f"截图{number}.png")
        files[-1].write_bytes(screen.draw())
    record_with_evidence(tmp_path, files)
    return open_window()


def waiting(sitting: Sitting) -> int:
    with sitting.look() as vault:
        return len(readings.to_read(vault))


def test_what_was_not_read_is_said_read_and_found(two: Sitting) -> None:
    number = next(one for one in drawn_set(TUNED) if "number" in one.truth).truth["number"]
    box, bar = two.window.finder.box, two.parts.taskbar
    two.click(box)
    two.type(number)
    two.wait(lambda: box.panel.nothing.isVisible() and box.panel.unread.isVisible())
    assert "还有 2 张截图没识别文字" in box.panel.unread.text()
    # Stopped at once, nothing is kept and all of it still waits.
    two.click(box.panel.unread)
    two.wait(bar.cancel.isVisible)
    two.click(bar.cancel)
    two.qtbot.waitUntil(lambda: two.window.runner.is_idle, timeout=READ_WITHIN_MS)
    assert waiting(two) == 2
    box.start(number)
    two.wait(box.panel.unread.isVisible)
    two.click(box.panel.unread)
    two.qtbot.waitUntil(lambda: bar.words.text() == "已识别 2 张截图的文字", timeout=READ_WITHIN_MS)
    assert waiting(two) == 0
    box.start(number)
    two.wait(lambda: box.panel.model.rowCount() == 2)
    assert not box.panel.unread.isVisible()


def test_one_that_cannot_be_read_does_not_stop_the_others(two: Sitting) -> None:
    with two.look() as vault:
        broken = vault.originals.path(two.evidence()[0].original.sha256)
    broken.chmod(0o600)
    broken.write_bytes(broken.read_bytes()[:100])
    reader: RestReader = two.window.finder.reader
    reader.start()
    words = two.parts.taskbar.words
    two.qtbot.waitUntil(lambda: words.text() == "已识别 1 张截图的文字，1 张读不出来", timeout=READ_WITHIN_MS)
    assert waiting(two) == 1
