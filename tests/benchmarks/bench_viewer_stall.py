"""How long the window stands still while the viewer opens, scrolls and zooms large pictures, and opens 500 of them.

Run by hand: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_viewer_stall.py` (or `xcb` on a display). A timer
beats every 5 ms in the event loop; the longest gap between two beats is how long a click would have waited. The same
beat in an idle loop is measured beside it, as the floor that the machine sets; the goal is 50 ms. See README.md.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw  # noqa: E402
from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402

from app.casework import evidence, orders, vaults  # noqa: E402
from app.domain.orders import OrderId  # noqa: E402
from app.gui.viewer.page import ViewerPage  # noqa: E402
from app.gui.window.main_window import MainWindow  # noqa: E402
from app.shell import paths, window  # noqa: E402
from app.shell.clock import SystemClock  # noqa: E402
from tests.fixtures.cases import order_fields  # noqa: E402

GOAL_MS = 50.0
BEAT_MS = 5


class Pulse:
    """Beats in the event loop and remembers the longest gaps."""

    def __init__(self) -> None:
        self._last = 0.0
        self.gaps: list[float] = []
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


def run(until: Callable[[], bool], *, seconds: float) -> bool:
    """Run the event loop until something happened, and return whether it did."""
    loop = QEventLoop()
    ask, end = QTimer(interval=10), QTimer(singleShot=True, interval=int(seconds * 1000))
    ask.timeout.connect(lambda: loop.quit() if until() else None)
    end.timeout.connect(loop.quit)
    ask.start()
    end.start()
    if not until():
        loop.exec()
    return until()


def play(steps: Iterator[object]) -> None:
    """Take a step each 16 ms, as a hand on a wheel does."""
    loop, timer = QEventLoop(), QTimer(interval=16)

    def step() -> None:
        if next(steps, None) is None:
            loop.quit()

    timer.timeout.connect(step)
    timer.start()
    loop.exec()


def large_photo(path: Path) -> Path:
    image = Image.effect_noise((2000, 2000), 40).resize((10_000, 10_000)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for step in range(200):
        pen.ellipse((step * 50, step * 40, step * 50 + 400, step * 40 + 300), outline="red", width=8)
    image.save(path, quality=88)
    return path


def tall_screenshot(path: Path) -> Path:
    image = Image.new("RGB", (1170, 12_660), "#F5F5F5")
    pen = ImageDraw.Draw(image)
    for top in range(0, 12_660, 120):
        pen.rounded_rectangle((60, top + 10, 900, top + 100), 20, fill="white")
        for left in range(90, 850, 28):
            pen.rectangle((left, top + 30, left + 20, top + 60), fill=(left % 255, top % 255, 100))
    image.save(path)
    return path


def fill_vault(folder: Path, pictures: int) -> None:
    files = folder / "files"
    files.mkdir()
    large = [large_photo(files / "photo.jpg"), tall_screenshot(files / "tall.png")]
    many = []
    for number in range(pictures):
        path = files / f"shot-{number:03d}.png"
        image = Image.new("RGB", (540, 1200), (number % 256, 90, 160))
        ImageDraw.Draw(image).text((40, 100), str(number), fill="white", font_size=120)
        image.save(path, compress_level=1)
        many.append(path)
    with vaults.open_for_writing(folder / "my.pingju", clock=SystemClock(), actor="bench") as vault:
        first = orders.record_order(vault, order_fields("A100")).value.id
        second = orders.record_order(vault, order_fields("A200")).value.id
        evidence.add_evidence(vault, first, large)
        evidence.add_evidence(vault, second, many)


class Bench:
    """The window, and what is measured in it."""

    def __init__(self, folder: Path) -> None:
        settings = QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)
        self.opener = window.Opener(folder / "my.pingju", SystemClock(), paths.resources(), settings)
        self.opener.start()
        run(lambda: self.opener.window is not None and self.opener.window.runner.is_idle, seconds=20)
        assert self.opener.window is not None
        self.window: MainWindow = self.opener.window
        self.window.resize(1600, 1000)
        self.results: dict[str, dict[str, float]] = {}

    @property
    def page(self) -> ViewerPage:
        return self.window.gallery.room(self.window).page

    def measure(self, name: str, do: Callable[[], object]) -> None:
        gc.collect()
        run(lambda: self.window.runner.is_idle, seconds=20)
        start = time.perf_counter()
        with Pulse() as pulse:
            do()
        gaps = sorted(pulse.gaps)
        self.results[name] = {
            "worst_ms": round(gaps[-1], 1),
            "p99_ms": round(gaps[int(len(gaps) * 0.99) - 1], 1),
            "seconds": round(time.perf_counter() - start, 2),
        }

    def settled(self) -> bool:
        return self.page.canvas.tiles.is_settled and self.window.runner.is_idle

    def open_order(self, order: int) -> None:
        tab = self.window.parts.order_page.evidence
        self.window._on_order_chosen(OrderId(order))
        run(lambda: self.window.parts.order_page.order is not None, seconds=10)
        run(lambda: self.window.parts.order_page.order.id == order and tab.model.rowCount() > 0, seconds=10)  # type: ignore[union-attr]
        run(lambda: self.window.runner.is_idle, seconds=120)

    def prepare(self) -> None:
        self.window.gallery.prepare(self.window)
        run(lambda: False, seconds=0.5)

    def look(self, index: int) -> None:
        items = self.window.parts.order_page.evidence.model.items
        self.window.gallery.look(items[index], self.window)
        assert run(self.settled, seconds=120)

    def scroll(self) -> None:
        bar = self.page.canvas.verticalScrollBar()
        end = bar.maximum()
        step = max(end // 150, 1)
        play(bar.setValue(place) or place + 1 for place in range(0, end, step))
        run(self.settled, seconds=60)

    def zoom(self) -> None:
        canvas = self.page.canvas
        factors = [1.06] * 60 + [1 / 1.06] * 90 + [1.06] * 30
        play(canvas.zoom_by(factor) or 1 for factor in factors)
        run(self.settled, seconds=60)

    def scroll_grid(self) -> None:
        bar = self.window.parts.order_page.evidence.grid.verticalScrollBar()
        step = max(bar.maximum() // 150, 1)
        play(bar.setValue(place) or place + 1 for place in range(0, bar.maximum(), step))
        run(lambda: self.window.runner.is_idle, seconds=120)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=500)
    arguments = parser.parse_args()
    window.make_application(["pingju"], paths.resources(), "zh_CN")
    with tempfile.TemporaryDirectory() as folder:
        fill_vault(Path(folder), arguments.pictures)
        bench = Bench(Path(folder))
        bench.measure("idle loop", lambda: run(lambda: False, seconds=3))
        bench.measure(f"open an order of {arguments.pictures}", lambda: bench.open_order(2))
        bench.measure("scroll its grid", bench.scroll_grid)
        bench.open_order(1)
        bench.measure("prepare the viewer (once)", bench.prepare)
        for index, name in ((0, "100 MP JPEG"), (1, "1170 × 12660 PNG")):
            bench.measure(f"open {name}", lambda index=index: bench.look(index))
            bench.page.canvas.zoom_to(1.0)
            bench.measure(f"scroll {name} at 100 %", bench.scroll)
            bench.page.canvas.fit_page()
            bench.measure(f"zoom {name}", bench.zoom)
            print(f"{name}: tiles in memory {bench.page.canvas.tiles.kept_bytes >> 20} MB")
            bench.window.gallery.room(bench.window).close()
        bench.window.close()
    print(f"platform {QGuiApplication.platformName()}, goal {GOAL_MS} ms")
    print(f"{'':34}{'worst ms':>10}{'p99 ms':>10}{'seconds':>10}  over idle")
    idle = bench.results["idle loop"]["worst_ms"]
    for name, found in bench.results.items():
        verdict = "" if found["worst_ms"] < GOAL_MS else "  above the goal"
        extra = found["worst_ms"] - idle
        print(f"{name:34}{found['worst_ms']:>10}{found['p99_ms']:>10}{found['seconds']:>10}  {extra:+.1f}{verdict}")
    print(json.dumps(bench.results, ensure_ascii=False))


if __name__ == "__main__":
    main()
