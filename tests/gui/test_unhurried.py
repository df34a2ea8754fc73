"""Small jobs done while nobody waits: in order, a few at a time, and harmless where their page is gone."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.gui.unhurried import Unhurried


def test_jobs_are_done_in_order_and_let_the_window_in_between(qtbot: QtBot) -> None:
    told: list[str] = []
    beat = QTimer(interval=1)
    beat.timeout.connect(lambda: told.append("beat"))
    beat.start()
    unhurried = Unhurried()

    def slow(name: str) -> None:
        time.sleep(0.01)
        told.append(name)

    unhurried.add(lambda: slow("first"), lambda: slow("second"), lambda: told.append("third"))
    assert told == [], "nothing is done at once"
    qtbot.waitUntil(lambda: unhurried.is_done)
    beat.stop()
    done = [name for name in told if name != "beat"]
    assert done == ["first", "second", "third"]
    assert "beat" in told[told.index("first") : told.index("second")]


def test_a_page_is_dressed_with_all_that_is_in_it(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    labels = [QLabel(str(number)) for number in range(3)]
    layout = QVBoxLayout(page)
    for label in labels:
        layout.addWidget(label)
    polished = Qt.WidgetAttribute.WA_WState_Polished
    unhurried = Unhurried(page)
    unhurried.dress(page)
    qtbot.waitUntil(lambda: unhurried.is_done)
    assert all(part.testAttribute(polished) for part in (page, *labels))


def test_a_part_that_is_gone_meanwhile_is_passed_over(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    gone, there = QLabel(page), QLabel(page)
    unhurried = Unhurried()
    unhurried.dress(page)
    unhurried._go_on()
    gone.deleteLater()
    qtbot.waitUntil(lambda: unhurried.is_done)
    assert there.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
