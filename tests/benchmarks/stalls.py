"""How long a window stands still: a beat in the event loop, hands that click and drag, and a table over several runs.

A timer beats every 5 ms; the longest gap between two beats is how long a click would have waited. Of each gap it is
told how long the window's own thread worked in it, and how long it was ready to work while no core was free for it (by
Linux's own account, /proc/thread-self/schedstat; 0 elsewhere). What is left is waiting for Python's lock, for a disk,
or for work.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.gui.orders.model import ORDER_ROLE
from app.gui.window.main_window import MainWindow
from app.shell import paths, window
from app.shell.clock import SystemClock

GOAL_MS = 50.0
BEAT_MS = 5
HAND_MS = 16
"""How often a hand that drags, or a wheel, is heard."""
_SCHEDULED = Path("/proc/thread-self/schedstat")
"""Nanoseconds on a core and ready without one, and how often it was on one (Linux, sched-stats.rst)."""
_PLACE = re.compile(r'.*?([^/"]+)", line (\d+) in (\S+)')


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two beats, how long the window's thread worked in it, and how long no core was free; in ms."""

    wall: float
    own: float
    queued: float

    @property
    def ours(self) -> float:
        """What is left of it on a machine that does nothing else."""
        return max(self.wall - self.queued, 0.0)


@dataclass(frozen=True, slots=True)
class Stall:
    """The longest gap of an operation and what it consists of; the longest had a core always been free; in ms."""

    worst: float
    own: float
    queued: float
    ours: float
    p99: float
    seconds: float


class Pulse:
    """Beats in the event loop and remembers the gaps."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self._last = self._now()
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)

    def __enter__(self) -> Self:
        self._last = self._now()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.beat()
        self._timer.stop()

    @property
    def late(self) -> float:
        """How many milliseconds ago it beat last."""
        return (time.perf_counter() - self._last.wall) * 1000

    def beat(self) -> None:
        """Note the gap since the last beat."""
        now, last = self._now(), self._last
        differences = (now.wall - last.wall, now.own - last.own, now.queued - last.queued)
        self.gaps.append(Gap(*(round(one * 1000, 1) for one in differences)))
        self._last = now

    @staticmethod
    def _now() -> Gap:
        return Gap(time.perf_counter(), time.thread_time(), _queued())

    def stall(self) -> Stall:
        """Return what was seen."""
        by_length = sorted(self.gaps, key=lambda gap: gap.wall)
        worst = by_length[-1]
        p99 = by_length[max(int(len(by_length) * 0.99) - 1, 0)].wall
        total = sum(gap.wall for gap in self.gaps) / 1000
        ours = max(gap.ours for gap in self.gaps)
        return Stall(worst.wall, worst.own, worst.queued, round(ours, 1), p99, round(total, 2))


def _queued() -> float:
    """Return for how many seconds this thread was ready to work so far while no core was free."""
    try:
        return int(_SCHEDULED.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


class Watcher:
    """Notes where the window's thread is while a beat is late; it disturbs a little."""

    def __init__(self, pulse: Pulse, *, from_ms: float = 30.0) -> None:
        self._pulse = pulse
        self._from = from_ms
        self._main = threading.main_thread().ident or 0
        self._seen: Counter[str] = Counter()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        # To hold a frame here would destroy Qt objects in this thread when it goes: `faulthandler` only looks.
        with tempfile.TemporaryFile() as file:
            while not self._end.wait(0.003):
                if self._pulse.late > self._from:
                    file.seek(0)
                    file.truncate()
                    faulthandler.dump_traceback(file)
                    file.seek(0)
                    for thread in file.read().decode(errors="replace").split("\n\n"):
                        if f"{self._main:016x}" in thread.partition("\n")[0]:
                            self._seen[
                                " < ".join(_PLACE.sub(r"\1:\2 \3", one) for one in thread.split("\n")[1:10])
                            ] += 1

    def print(self, name: str) -> None:
        """Print the places, most frequent first."""
        for place, count in self._seen.most_common(6):
            print(f"    {name}: {count} × {place}", file=sys.stderr)


# --- the window and what is done in it ------------------------------------------------------------------


def run(until: Callable[[], bool], *, seconds: float = 60.0) -> bool:
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


def rest(seconds: float) -> None:
    """Let the event loop run for a while."""
    run(lambda: False, seconds=seconds)


def play(steps: Iterable[object], *, every_ms: int = HAND_MS) -> None:
    """Take a step at a time in the event loop, as a hand does."""
    loop, timer, waiting = QEventLoop(), QTimer(interval=every_ms), iter(steps)
    end = object()

    def step() -> None:
        if next(waiting, end) is end:
            timer.stop()
            loop.quit()

    timer.timeout.connect(step)
    timer.start()
    loop.exec()


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press and release the left button on a widget, by default in its middle."""
    assert widget.isVisible(), widget
    assert widget.isEnabled(), widget
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())


def wheel(area: QAbstractScrollArea, *, by: int, control: bool = False) -> None:
    """Turn the wheel over an area; 120 is one notch, negative is down."""
    at = QPointF(area.viewport().rect().center())
    event = QWheelEvent(
        at,
        area.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(area.viewport(), event)


def drag(widget: QWidget, start: QPoint, end: QPoint, *, steps: int = 30) -> Iterator[bool]:
    """Yield after each move of a drag with the left button."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, steps + 1):
        QTest.mouseMove(widget, start + (end - start) * (step / steps))
        yield True
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    yield True


class Sitting:
    """A window as the program opens it (its own garbage collector included), and the stalls measured in it."""

    def __init__(self, vault: Path, *, size: tuple[int, int], is_watched: bool = False) -> None:
        settings = QSettings(str(vault.parent / "window.ini"), QSettings.Format.IniFormat)
        self._is_watched = is_watched
        self.found: dict[str, Stall] = {}
        self.opener = window.Opener(vault, SystemClock(), paths.resources(), settings)
        self.opener.start()
        assert run(lambda: self.opener.window is not None)
        assert self.opener.window is not None
        self.window: MainWindow = self.opener.window
        self.window.resize(*size)
        self.window.activateWindow()
        assert run(self.is_idle)
        rest(1.0)

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self.window.runner.is_idle

    def measure(
        self, name: str, act: Callable[[], object], until: Callable[[], bool] | None = None, *, seconds: float = 120.0
    ) -> None:
        """Do something from within the event loop, and measure until it is done, nothing is under way, and a bit on."""
        happened = until or self.is_idle
        assert run(self.is_idle, seconds=seconds)
        rest(0.2)
        with Pulse() as pulse, Watcher(pulse) if self._is_watched else nullcontext() as watcher:
            play(act() for _once in range(1))
            assert run(lambda: happened() and self.is_idle(), seconds=seconds), name
            rest(0.3)
        self.found[name] = pulse.stall()
        if watcher is not None:
            print(f"{name}: {self.found[name]}", file=sys.stderr)
            watcher.print(name)

    def choose_order(self, order: int) -> None:
        """Click an order in the list."""
        orders = self.window.parts.orders.list
        model = orders.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if index.data(ORDER_ROLE).id == order:
                orders.scrollTo(index)
                click(orders.viewport(), orders.visualRect(index).center())
                return
        raise LookupError(order)

    def is_shown(self, order: int, count: int) -> bool:
        """Whether an order with so many items is what the page shows."""
        page = self.window.parts.order_page
        return page.order is not None and page.order.id == order and page.evidence.model.rowCount() == count


# --- several runs, one table ----------------------------------------------------------------------------


def main(
    script: str,
    fill: Callable[[Path, int], None],
    sit: Callable[[Path, int, bool], dict[str, Stall]],
    arguments: Sequence[str] | None = None,
) -> int:
    """Fill a vault, sit before a copy of it several times, each in a process of its own, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stacks", action="store_true", help="tell where the window's thread was (disturbs a little)")
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.once is not None:
        window.make_application(["pingju"], paths.resources(), "zh_CN")
        found = sit(chosen.once, chosen.pictures, chosen.stacks)
        print(json.dumps({"platform": QGuiApplication.platformName()} | {k: asdict(v) for k, v in found.items()}))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "filled").mkdir()
        fill(Path(folder) / "filled", chosen.pictures)
        surroundings = _installed(Path(folder) / "bytecode")
        runs = []
        for number in range(chosen.runs):
            copy = Path(folder) / f"run-{number}"
            shutil.copytree(Path(folder) / "filled", copy)
            words = [sys.executable, script, "--once", str(copy / "my.pingju"), "--pictures", str(chosen.pictures)]
            words += ["--stacks"] if chosen.stacks else []
            done = subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True, env=surroundings)
            runs.append(json.loads(done.stdout.splitlines()[-1]))
            shutil.rmtree(copy)
    return _print(runs)


def _installed(bytecode: Path) -> dict[str, str]:
    """Compile all that is imported, as an installer does, and return an environment in which it is used.

    Where Python may not keep bytecode, every first import compiles, which holds Python's lock for 50 ms at a stretch.
    """
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = str(bytecode)
    libraries = sysconfig.get_path("purelib")
    words = [sys.executable, "-m", "compileall", "-q", "-j", "0", str(paths.resources().parent / "app"), libraries]
    # What some library keeps for another Python does not compile.
    subprocess.run(words, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return surroundings


def _print(runs: list[dict[str, dict[str, float]]]) -> int:
    platform = runs[0].pop("platform")
    print(f"platform {platform}, {len(runs)} runs, goal {GOAL_MS:.0f} ms for the median of the worst gaps; all in ms")
    print(f"{'':44}{'worst':>8}{'highest':>9}{'worked':>8}{'no core':>9}{'alone':>8}{'p99':>8}{'seconds':>9}")
    above = 0
    for name in runs[0]:
        found = [run[name] for run in runs]
        middle = {key: statistics.median(one[key] for one in found) for key in found[0]}
        highest = max(one["worst"] for one in found)
        is_above = middle["worst"] >= GOAL_MS
        above += is_above
        print(
            f"{name:44}{middle['worst']:8.1f}{highest:9.1f}{middle['own']:8.1f}{middle['queued']:9.1f}"
            f"{middle['ours']:8.1f}{middle['p99']:8.1f}{middle['seconds']:9.1f}"
            + ("  above the goal" if is_above else "")
        )
    print("worked, no core: of the worst gap. alone: the longest gap without the time in which no core was free.")
    print(f"{above} of {len(runs[0])} above the goal")
    return int(above > 0)
