"""The one runner: order, errors, cancelling, and an orderly close."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.casework import orders, vaults
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.errors import Cancelled, InvalidField
from app.gui.tasks import TaskRunner
from tests.fixtures.cases import TickingClock, order_fields

RunnerFor = Callable[[Path], TaskRunner]


@pytest.fixture
def runner(qtbot: QtBot, tmp_path: Path, clock: TickingClock) -> Iterator[TaskRunner]:
    made = TaskRunner(lambda: vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester"))
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("is_over_at_once", [False, True])
def test_done_never_overtakes_progress_in_a_thousand_tasks(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_over_at_once: bool
) -> None:
    told: list[tuple[str, int]] = []
    runner.task_progressed.connect(lambda task, _done, _total: told.append(("progress", int(task.label))))

    def work(_vault: Vault, steps: Steps) -> None:
        steps(1, 1)

    if is_over_at_once:
        # Work that is over before the runner asks to be told of its end: the telling then starts on the main thread.
        submit = runner._keeper.submit

        def submit_and_finish(*words: Any) -> Future[Any]:
            future = submit(*words)
            wait([future])
            return future

        monkeypatch.setattr(runner._keeper, "submit", submit_and_finish)
    for number in range(1000):
        runner.with_vault(work, lambda _none, n=number: told.append(("done", n)), label=str(number))  # type: ignore[misc]
    qtbot.waitUntil(lambda: runner.is_idle, timeout=20_000)
    assert told == [(what, number) for number in range(1000) for what in ("progress", "done")]


def test_outcomes_that_come_together_let_the_window_in_between(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[str] = []
    beat = QTimer(interval=1)
    beat.timeout.connect(lambda: told.append("beat"))

    def show(name: str) -> None:
        time.sleep(0.01)
        told.append(name)

    for name in ("first", "second", "third"):
        runner.with_vault(lambda _vault, _steps: None, lambda _none, name=name: show(name))  # type: ignore[misc]
    # All three have ended before the first of them is shown.
    wait([runner._keeper.submit(lambda: None)])
    beat.start()
    qtbot.waitUntil(lambda: runner.is_idle)
    beat.stop()
    assert [name for name in told if name != "beat"] == ["first", "second", "third"]
    assert "beat" in told[: told.index("third")]


def test_an_outcome_that_fails_to_be_shown_takes_no_other_with_it(
    runner: TaskRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    broken: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: broken.append(error))

    def fail(_none: object) -> None:
        raise ValueError

    with qtbot.captureExceptions() as caught:
        runner.with_vault(lambda _vault, _steps: None, fail)
        runner.with_vault(lambda _vault, _steps: None, lambda _none: told.append(1))
        wait([runner._keeper.submit(lambda: None)])
        qtbot.waitUntil(lambda: runner.is_idle)
    assert told == [1]
    assert len(caught) + len(broken) == 1


def test_results_come_back_on_the_main_thread_and_work_is_done_elsewhere(runner: TaskRunner, qtbot: QtBot) -> None:
    threads: list[int] = []
    ident = threading.get_ident
    runner.with_vault(lambda _v, _s: ident(), lambda keeper: threads.extend([keeper, ident()]))
    runner.with_vault(lambda _v, _s: ident(), threads.append)
    qtbot.waitUntil(lambda: len(threads) == 3)
    keeper, main, keeper_again = threads
    assert main == threading.get_ident() != keeper
    assert keeper_again == keeper


def test_an_error_goes_to_who_asked_and_else_to_all(runner: TaskRunner, qtbot: QtBot) -> None:
    own: list[BaseException] = []
    common: list[BaseException] = []
    runner.failed.connect(common.append)

    def fail(vault: Vault, _steps: Steps) -> None:
        orders.record_order(vault, {})

    runner.with_vault(fail, failed=own.append)
    runner.with_vault(fail)
    runner.with_vault(lambda _v, _s: 1 // 0)
    qtbot.waitUntil(lambda: runner.is_idle)
    assert [type(error) for error in own] == [InvalidField]
    assert [type(error) for error in common] == [InvalidField, ZeroDivisionError]


def test_cancelling_is_silent_and_told_as_the_end_of_the_task(runner: TaskRunner, qtbot: QtBot) -> None:
    began = threading.Event()
    ended: list[object] = []
    outcome: list[object] = []
    runner.task_ended.connect(ended.append)
    runner.failed.connect(outcome.append)

    def work(_vault: Vault, steps: Steps) -> None:
        began.set()
        while True:
            steps(0, 1)

    task = runner.with_vault(work, outcome.append, failed=outcome.append, label="long")
    assert began.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: ended == [task])
    assert outcome == []
    assert runner.is_idle


def test_a_task_that_finished_in_spite_of_cancel_still_tells_its_result(runner: TaskRunner, qtbot: QtBot) -> None:
    began, go_on = threading.Event(), threading.Event()

    def work(_vault: Vault, _steps: Steps) -> str:
        began.set()
        go_on.wait(5)
        return "it is done"

    told: list[str] = []
    task = runner.with_vault(work, told.append, label="short")
    assert began.wait(5)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: told == ["it is done"])


def test_work_aside_that_nobody_waits_for_any_more_is_not_delivered(runner: TaskRunner, qtbot: QtBot) -> None:
    go_on = threading.Event()
    told: list[object] = []
    task = runner.aside(lambda _steps: go_on.wait(5), told.append)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: runner.is_idle)
    assert told == []


def test_close_lets_writing_finish_cancels_what_is_watched_and_takes_no_more(
    qtbot: QtBot, tmp_path: Path, clock: TickingClock
) -> None:
    folder = tmp_path / "my.pingju"
    runner = TaskRunner(lambda: vaults.open_for_writing(folder, clock=clock, actor="tester"))
    began = threading.Event()
    cancelled = threading.Event()

    def watched(_vault: Vault, steps: Steps) -> None:
        began.set()
        try:
            while True:
                steps(0, 1)
        except Cancelled:
            cancelled.set()
            raise

    runner.with_vault(watched, label="watched")
    for number in range(20):
        runner.with_vault(lambda vault, _s, n=number: orders.record_order(vault, order_fields(f"A{n}")))  # type: ignore[misc]
    assert began.wait(5)
    runner.close()
    runner.close()  # a second time is nothing
    assert cancelled.is_set()
    late: list[object] = []
    runner.with_vault(lambda _v, _s: late.append("ran"))
    runner.aside(lambda _s: late.append("ran"))
    # The lock is free at once, and everything that was accepted is there.
    with vaults.open_for_writing(folder, clock=clock, actor="next", lock_timeout=0) as vault:
        assert len(orders.list_orders(vault)) == 20
    assert late == []


def test_a_runner_that_is_gone_does_not_trouble_its_last_work(qtbot: QtBot, tmp_path: Path) -> None:
    runner = TaskRunner(lambda: vaults.open_for_writing(tmp_path / "v", clock=TickingClock(), actor="tester"))
    go_on = threading.Event()
    runner.with_vault(lambda _v, _s: go_on.wait(5), lambda _x: pytest.fail("nobody is there to be told"))
    with contextlib.suppress(RuntimeError):
        go_on.set()
        runner.close()
        runner.deleteLater()
    del runner
    gc.collect()


def test_two_thousand_signals_leave_true_as_it_was() -> None:
    """PySide6 6.12.0 loses a reference to True at each emit on Python 3.11 and aborts after some 550."""
    program = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rang = Signal(object)

application = QCoreApplication([])
bell = Bell()
heard = []
bell.rang.connect(heard.append)
before = sys.getrefcount(True)
for number in range(2000):
    bell.rang.emit(number)
assert len(heard) == 2000
lost = before - sys.getrefcount(True)
assert abs(lost) < 200, f"references to True lost: {lost}"
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
