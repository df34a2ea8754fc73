"""How fluid the long lists are: scrolling 200,000 payments and 100,000 messages, and how long the window stood still.

Run with `python -m tests.benchmarks.bench_list_pages [PAYMENTS] [MESSAGES]`. A timer of 1 ms beats in the event loop
while a user's keys scroll; the longest gap between two beats is the stall. The pages are the window's own, on a real
vault that is filled first.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.casework import vaults
from app.casework.importing.run import import_files
from app.gui.history import History
from app.gui.importing.rooms import StatementPages, StatementRooms
from app.gui.tasks import TaskRunner
from app.shell import paths, window

START = datetime(2024, 1, 1, tzinfo=UTC)
HEADER = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"


class _Clock:
    def now(self) -> datetime:
        return datetime(2030, 1, 1, tzinfo=UTC)


class Heart:
    """Beats in the event loop and keeps the longest gaps between two beats, in seconds."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def stop(self) -> str:
        self._timer.stop()
        gaps = sorted(self.gaps)
        at = [gaps[int(len(gaps) * share)] * 1000 for share in (0.5, 0.99)]
        return f"stall: median {at[0]:.1f} ms, 99 % {at[1]:.1f} ms, longest {gaps[-1] * 1000:.1f} ms"


def main(payments: int, messages: int) -> None:
    app = window.make_application(["pingju"], paths.resources(), "zh_CN")
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "bench.pingju"
        began = time.perf_counter()
        with vaults.open_for_writing(vault, clock=_Clock(), actor="bench") as opened:
            import_files(opened, [_statement(Path(folder), payments)])
            import_files(opened, [_chat(Path(folder), messages)])
        print(f"filled with {payments:,} payments and {messages:,} messages in {time.perf_counter() - began:.0f} s")
        runner = TaskRunner(lambda: vaults.open_for_writing(vault, clock=_Clock(), actor="bench"))
        runner.failed.connect(lambda error: print("failed:", repr(error)))
        pages = StatementPages(_Clock())
        rooms = StatementRooms(pages, runner, History(), _Clock())
        _scroll_payments(app, pages, rooms, runner)
        _scroll_messages(app, pages, rooms, runner)
        for page in pages.by_place.values():
            page.close()
        runner.close()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _scroll_payments(app: QApplication, pages: StatementPages, rooms: StatementRooms, runner: TaskRunner) -> None:
    page = pages.payments
    _show(page)
    rooms.refresh("payments")
    _until(app, lambda: runner.is_idle and page.model.rowCount() > 0)
    page.list.setFocus()
    heart, began = Heart(), time.perf_counter()
    while page.model.canFetchMore(page.list.rootIndex()) or not runner.is_idle:
        if runner.is_idle:
            QTest.keyClick(page.list, Qt.Key.Key_End)
        app.processEvents()
    print(
        f"payments, End to the last of {page.model.rowCount():,}: {time.perf_counter() - began:.1f} s, {heart.stop()}"
    )
    heart = Heart()
    for key in [Qt.Key.Key_PageUp] * 300 + [Qt.Key.Key_PageDown] * 300:
        QTest.keyClick(page.list, key)
        app.processEvents()
    print(f"payments, 600 pages up and down: {heart.stop()}")
    _search(app, runner, page.search, "商家7")
    _search(app, runner, page.search, "没有这个词")
    page.hide()


def _search(app: QApplication, runner: TaskRunner, box: QWidget, words: str) -> None:
    heart, began = Heart(), time.perf_counter()
    box.setText(words)  # type: ignore[attr-defined]
    _until(app, lambda: time.perf_counter() - began > 0.3 and runner.is_idle)
    print(f"search for {words}: {time.perf_counter() - began:.2f} s, {heart.stop()}")


def _scroll_messages(app: QApplication, pages: StatementPages, rooms: StatementRooms, runner: TaskRunner) -> None:
    page, view = pages.chats, pages.chats.view
    _show(page)
    rooms.refresh("chats")
    _until(app, lambda: runner.is_idle and view.chat.rowCount() > 0)
    view.setFocus()
    for key, name in ((Qt.Key.Key_Home, "Home"), (Qt.Key.Key_End, "End")):
        heart, began = Heart(), time.perf_counter()
        QTest.keyClick(view, key)
        _until(app, lambda: runner.is_idle)
        print(f"messages, {name}: {time.perf_counter() - began:.2f} s, {heart.stop()}")
    heart, began, first = Heart(), time.perf_counter(), view.chat.offset
    bar = view.verticalScrollBar()
    while time.perf_counter() - began < 20 and view.chat.offset > 0:
        bar.setValue(bar.value() - 600)
        app.processEvents()
    seen = first - view.chat.offset
    print(f"messages, scrolled up through {seen:,} in {time.perf_counter() - began:.0f} s: {heart.stop()}")
    _search(app, runner, page.search, "第 777 ")
    page.hide()


def _show(page: QWidget) -> None:
    page.resize(1200, 800)
    page.show()


def _until(app: QApplication, happened: Callable[[], bool]) -> None:
    for _ in range(3):
        while not happened():
            app.processEvents()
        app.processEvents()


def _statement(folder: Path, count: int) -> Path:
    path = folder / "statement.csv"
    with path.open("w", encoding="gb18030", newline="\r\n") as file:
        file.write(HEADER + "\n")
        for number in range(count):
            at = (START + timedelta(minutes=number)).strftime("%Y-%m-%d %H:%M:%S")
            way, state = ("收入", "退款成功") if number % 50 == 0 else ("支出", "交易成功")
            file.write(
                f"{at},数码,商家{number % 997},m***@x.com,点卡 {number},{way},{number % 300 + 1}.00,余额,{state},"
                f"20240101{number:014d}123457\t,T{number:09d}457\t,,\n"
            )
    return path


def _chat(folder: Path, count: int) -> Path:
    path = folder / "chat.txt"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            at = (START + timedelta(minutes=number)).strftime("%Y-%m-%d %H:%M")
            who = ("我", "卡商小王")[number % 2]
            words = "亲，24小时内退款95元到账，请耐心等待。" * (1 + number % 7) if number % 5 == 0 else "好的"
            file.write(f"{who} {at}\n第 {number} 条：{words}\n\n")
    return path


if __name__ == "__main__":
    main(*(int(text) for text in (sys.argv[1:] + ["200000", "100000"][len(sys.argv) - 1 :])))
