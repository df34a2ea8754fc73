"""How long the dossier's preview takes: the first time, and after an edit, with and without the window around it.

Run by hand: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_preview.py [--count 12]`. The case has that many
screenshots of a phone, one of them tall. The goal for the refresh after an edit, from the edit to the changed page on
the screen, is one second; beside it stands how many of the pages were drawn again. With the window, a timer beats every
5 ms: the longest gap is how long a click would have waited (goal 50 ms). Python's collector of cycles is off meanwhile:
a full collection takes up to 0.3 s of every thread's time and may not end Qt's timers from a worker's thread.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw  # noqa: E402
from PySide6.QtCore import QSettings  # noqa: E402

from app.casework import evidence, orders, vaults  # noqa: E402
from app.casework.dossier_preview import Drawn, Preview, Wish, compose_for_preview, make_preview  # noqa: E402
from app.casework.vaults import Vault  # noqa: E402
from app.domain.orders import OrderId  # noqa: E402
from app.gui.desk import Desk  # noqa: E402
from app.gui.dossier.room import DossierRoom  # noqa: E402
from app.gui.tasks import TaskRunner  # noqa: E402
from app.gui.window.layout import WindowLayout  # noqa: E402
from app.shell import paths, window  # noqa: E402
from app.shell.clock import SystemClock  # noqa: E402
from tests.benchmarks.bench_viewer_stall import Pulse, run  # noqa: E402
from tests.fixtures.cases import order_fields  # noqa: E402

WIDTH = 700
GOAL_SECONDS = 1.0
GOAL_MS = 50.0
EDITS = 5
RESOURCES = paths.resources()


def screenshot(path: Path, number: int, height: int) -> Path:
    """Draw a chat on a phone."""
    image = Image.new("RGB", (1080, height), (240, 240, 244))
    pen = ImageDraw.Draw(image)
    for line, top in enumerate(range(120, height - 160, 150)):
        left = 60 if (line + number) % 2 else 380
        pen.rounded_rectangle((left, top, left + 640, top + 110), 20, fill=(255, 255, 255))
        pen.text((left + 30, top + 30), f"message {number}-{line}", fill=(20, 20, 20), font_size=44)
    image.save(path)
    return path


def fill(folder: Path, count: int) -> OrderId:
    """Record an order with screenshots."""
    pictures = [
        screenshot(folder / f"shot-{number}.png", number, 7200 if number == 1 else 2400) for number in range(count)
    ]
    with vaults.open_for_writing(folder / "my.pingju", clock=SystemClock(), actor="bench") as vault:
        order = orders.record_order(vault, order_fields()).value.id
        evidence.add_evidence(vault, order, pictures)
    return order


def timed(work: Callable[[], object]) -> float:
    """Return how long something takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def draw_all(shown: Preview) -> None:
    """Draw every page."""
    for number in range(1, shown.count + 1):
        shown.page(number, WIDTH)


def bare(vault: Vault, order: OrderId) -> dict[str, object]:
    """Measure without a window: all pages the first time, all pages after an edit."""
    wish, drawn = Wish(order, "association", SystemClock().now()), Drawn()
    last: list[Preview] = []

    def make() -> None:
        found = compose_for_preview(vault, wish, resources=RESOURCES)
        last[:] = [make_preview(found.dossier, vault.folder, fonts=RESOURCES / "fonts", before=drawn)]
        draw_all(last[0])

    first = timed(make)
    pages = last[0].count
    last[0].close()
    item = evidence.list_evidence(vault, order)[3].id
    seconds, anew = [], []
    for edit in range(EDITS):
        evidence.edit_evidence(vault, item, {"purpose": f"证明付款，第 {edit} 稿"})
        seconds.append(timed(make))
        anew.append(last[0].drawn_anew)
        last[0].close()
    return {
        "pages": pages,
        "first, all pages (s)": round(first, 2),
        "after an edit, all pages (s, median)": round(statistics.median(seconds), 2),
        "pages drawn again": max(anew),
    }


def in_window(folder: Path, order: OrderId) -> dict[str, object]:
    """Measure from the edit to the changed page on the screen, and how long the window stands still meanwhile."""
    gc.collect()
    gc.disable()
    clock, vault_folder = SystemClock(), folder / "my.pingju"
    runner = TaskRunner(lambda: vaults.open_for_writing(vault_folder, clock=clock, actor="bench"))
    desk = Desk(runner, vault_folder, clock, RESOURCES / "fonts")
    parts = WindowLayout(clock)
    page, tab = parts.order_page, parts.order_page.dossier
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    room = DossierRoom(tab, parts.taskbar, runner, desk, clock, vault_folder, RESOURCES, settings)
    desk.order_loaded.connect(lambda view: page.show_order(view.order, view.evidence, view.gaps))
    parts.show_page(page)
    parts.resize(1600, 1000)
    parts.show()
    desk.open_order(order)
    run(lambda: runner.is_idle, seconds=10)
    page.tabs.setCurrentWidget(tab)

    def is_there() -> bool:
        current = tab.pages.current
        return room.is_settled and bool(current) and tab.pages.is_drawn(current)

    first = timed(lambda: run(is_there, seconds=60))
    run(lambda: runner.is_idle, seconds=60)
    tab.pages.go_to(2)
    run(lambda: is_there() and runner.is_idle, seconds=60)
    seconds = []
    made: list[object] = []
    room.desk.preview_made.connect(made.append)
    with Pulse() as pulse:
        for edit in range(EDITS):
            made.clear()
            start = time.perf_counter()
            room.desk.write(order, "platform", "request", f"请退还 100 元，第 {edit} 稿")
            run(lambda: bool(made) and is_there(), seconds=60)
            seconds.append(time.perf_counter() - start)
    room.close()
    runner.close()
    parts.close()
    return {
        "window: first page (s)": round(first, 2),
        "window: from edit to page (s, median)": round(statistics.median(seconds), 2),
        "window: longest stall (ms)": round(max(pulse.gaps)),
        "holds": statistics.median(seconds) <= GOAL_SECONDS and max(pulse.gaps) <= GOAL_MS,
    }


def main() -> None:
    """Measure and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=12)
    count = parser.parse_args().count
    application = window.make_application(["bench"], RESOURCES, "zh_CN")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        order = fill(folder, count)
        with vaults.open_for_writing(folder / "my.pingju", clock=SystemClock(), actor="bench") as vault:
            told = bare(vault, order)
        told |= in_window(folder, order)
    print(json.dumps({"screenshots": count} | told, ensure_ascii=False, indent=1))
    del application


if __name__ == "__main__":
    main()
