"""What was sent before, and what changed since, each change in one line that a person understands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.casework import cancellations, orders
from app.casework.dossier_changes import Changed, Changes
from app.domain.exports import Export, ExportedFile, ExportKind
from app.domain.orders import OrderId
from app.domain.words import Text
from app.gui.dossier.about import Sent
from app.gui.dossier.sent import SentList
from tests.gui.dossier.studying import Studying

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def export(key: int) -> Export:
    files = (ExportedFile(f"{key}.pdf", 9, "ab" * 32),)
    return Export(ExportKind.DOSSIER, "platform", (OrderId(1),), files, 9, "cd" * 32, AT, exported_at=AT, id=key)


def labels(widget: SentList) -> list[str]:
    return [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]


def test_changes_are_shown_in_local_time_and_the_rest_is_counted(qtbot: QtBot) -> None:
    shown = SentList()
    qtbot.addWidget(shown)
    shown.show_sent([Sent(export(2), 3), Sent(export(1), 0)], {"platform": "平台客服"})
    shown.show()
    told = (Changed(AT, Text("新状态：已完成", "New status: Completed")), Changed(AT, Text("<b>&", "<b>&")))
    shown.show_changes(2, Changes(told, 1))
    found = next(part for part in shown.findChildren(QLabel) if "新状态" in part.text())
    assert found.text().splitlines() == [
        "2026-11-20 10:00 新状态：已完成",
        "2026-11-20 10:00 <b>&",
        "另有 1 项更早的变化",
    ]
    assert found.textFormat() is Qt.TextFormat.PlainText
    before = labels(shown)
    shown.show_changes(1, Changes(told, 0))
    assert labels(shown) == before, "an export without changes has no place for them"
    shown.show_changes(2, Changes(told[:1], 0))
    assert found.text() == "2026-11-20 10:00 新状态：已完成"


def test_what_changed_since_an_export_is_told_when_one_asks(
    studying: Studying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "sent.pdf"), ""))
    with studying.qtbot.waitSignal(studying.room.desk.recorded, timeout=15_000):
        studying.click(studying.tab.export)
    studying.idle()
    studying.runner.with_vault(
        lambda vault, _steps: orders.observe_status(vault, OrderId(1), "completed", at="2023-12-20 10:00")
    )
    studying.runner.with_vault(lambda vault, _steps: cancellations.open_case(vault, OrderId(1), reason="not_received"))
    studying.change(studying.desk.refresh)
    sent = studying.tab.sent
    studying.wait(lambda: any("之后有 2 处变化" in words for words in labels(sent)))
    ask = next(button for button in sent.findChildren(QPushButton) if "变化" in button.text())
    ask.click()
    studying.wait(lambda: any("开始取消" in words for words in labels(sent)))
    lines = next(words for words in labels(sent) if "开始取消" in words).splitlines()
    assert [line[17:] for line in lines] == ["开始取消：未到账", "新状态：已完成（2023-12-20 10:00）"]
    ask.click()
    assert not any("开始取消" in words for words in labels(sent))
