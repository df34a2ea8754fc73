"""How long the window's event loop stands still while an order with 500 screenshots is opened, scrolled and filtered.

Run: `QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_evidence_grid [count]`. A timer beats every 2 ms; the
longest time between two beats, less the 2 ms, is the stall. Thumbnails are drawn anew: nothing is kept from before.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QGuiApplication

from app.casework import evidence, orders, vaults
from app.domain.orders import OrderId
from app.gui.evidence.room import EvidenceRoom
from app.gui.window.main_window import MainWindow
from app.shell import paths, window
from tests.fixtures.cases import TickingClock, order_fields

BEAT_MS = 2
LIMIT_MS = 50.0


class Pulse:
    """Beats on the event loop and remembers the longest time between two beats, in milliseconds."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, (now - self._last) * 1000 - BEAT_MS)
        self._last = now

    def restart(self) -> None:
        self.worst, self._last = 0.0, time.perf_counter()


def screenshot(number: int) -> bytes:
    """Return a screenshot of a phone's size, another one for each number."""
    image = Image.new("RGB", (1080, 2400), (245, 245, (number * 7) % 200 + 55))
    pen = ImageDraw.Draw(image)
    for row in range(30):
        pen.rectangle((60, 80 * row + 20, 200 + (number * 37 + row * 91) % 800, 80 * row + 60), fill=(40, 80, 120))
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def fill(folder: Path, count: int) -> None:
    """Make a vault with one order that has so many screenshots."""
    with tempfile.TemporaryDirectory() as made:
        files = []
        for number in range(count):
            files.append(Path(made) / f"Screenshot_{number:04}.png")
            files[-1].write_bytes(screenshot(number))
        with vaults.open_for_writing(folder, clock=TickingClock(), actor="benchmark") as vault:
            order = orders.record_order(vault, order_fields()).value
            evidence.add_evidence(vault, order.id, files, kind="chat")


def until(happened: Callable[[], bool], *, most: float = 300.0) -> None:
    """Let the event loop run until something happened."""
    loop, end = QEventLoop(), time.monotonic() + most
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if happened() or time.monotonic() > end else None)
    timer.start()
    loop.exec()


def opened(folder: Path, settings: Path) -> MainWindow:
    """Open the window of a vault with its evidence room."""
    opener = window.Opener(
        folder, TickingClock(), paths.resources(), QSettings(str(settings), QSettings.Format.IniFormat)
    )
    opener.start()
    until(lambda: opener.window is not None)
    shown = opener.window
    assert shown is not None
    if getattr(shown, "evidence", None) is None:
        shown.evidence = EvidenceRoom(  # type: ignore[attr-defined]
            shown.parts, shown.runner, shown.desk, folder, TickingClock(), paths.working_day_notices()
        )
    until(lambda: shown.runner.is_idle)
    return shown


def measure(shown: MainWindow) -> dict[str, float]:
    """Open the order, scroll through all of it, filter, and put a card elsewhere; return the stalls by name."""
    tab, found = shown.parts.order_page.evidence, {}
    pulse = Pulse()

    def step(name: str, act: Callable[[], object], happened: Callable[[], bool]) -> None:
        until(lambda: True)
        pulse.restart()
        act()
        until(happened)
        until(lambda: True)
        found[name] = pulse.worst

    step("open", lambda: shown.rooms.order_asked.emit(OrderId(1)), lambda: tab.model.rowCount() > 0)
    bar = tab.grid.verticalScrollBar()

    def scroll() -> None:
        timer = QTimer(shown, interval=30)
        timer.timeout.connect(lambda: bar.setValue(bar.value() + 160))
        bar.valueChanged.connect(lambda value: timer.stop() if value >= bar.maximum() else None)
        timer.start()

    step("scroll", scroll, lambda: bar.value() >= bar.maximum())
    step("thumbnails", lambda: None, lambda: shown.runner.is_idle)
    step("select all", tab.grid.selectAll, tab.bulk.isVisible)
    first = [item.id for item in tab.items]
    moved = [first[-1], *first[:-1]]
    step("reorder", lambda: tab.reordered.emit(moved), lambda: [item.id for item in tab.items] == moved)
    return found


def main() -> int:
    """Print the stalls; fail where one is longer than the limit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    application = window.make_application(["bench"], paths.resources(), "zh_CN")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "bench.pingju"
        fill(folder, count)
        shown = opened(folder, Path(place) / "window.ini")
        shown.resize(1280, 800)
        found = measure(shown)
        shown.close()
    assert isinstance(application, QGuiApplication)
    for name, milliseconds in found.items():
        print(f"{name:12} worst stall {milliseconds:6.1f} ms ({count} screenshots)")
    return int(max(found.values()) > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
