"""One place turns errors into words; the rest of the window opens no box of its own."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import InvalidField, ReadOnlyVault, VaultDamaged
from app.domain.words import Text
from app.gui import errors
from tests.gui.fixtures import Dialogs
from tests.gui.sitting import Sitting

GUI = Path(errors.__file__).parent
MAY_OPEN_BOXES = {"errors.py", "about.py"}
WRONG = InvalidField("amount", Text("不对", "wrong"))
DAMAGED = VaultDamaged(Text("数据库已损坏", "damaged"), Text("请从备份恢复", "restore a backup"))


def boxes(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_import = isinstance(node, ast.ImportFrom) and any(name.name == "QMessageBox" for name in node.names)
        is_use = isinstance(node, ast.Attribute | ast.Name) and "QMessageBox" in ast.unparse(node)
        if is_import or is_use:
            yield node.lineno


def test_message_boxes_are_opened_in_two_places_only() -> None:
    found = {path.relative_to(GUI).as_posix() for path in GUI.rglob("*.py") if any(boxes(path))}
    assert found == MAY_OPEN_BOXES


def test_the_search_for_boxes_finds_one(tmp_path: Path) -> None:
    probe = tmp_path / "probe.py"
    probe.write_text("from PySide6 import QtWidgets\nQtWidgets.QMessageBox.critical(None, '', '')\n")
    assert set(boxes(probe)) == {2}


def test_trouble_with_the_vault_is_a_dialog_and_bad_input_a_line(sitting: Sitting, dialogs: Dialogs) -> None:
    sitting.window.runner.failed.emit(WRONG)
    assert sitting.parts.taskbar.words.text() == "amount：不对。请改正后重试。"
    assert dialogs.said == []
    for error in (DAMAGED, ReadOnlyVault()):
        dialogs.answers.append("")
        sitting.window.runner.failed.emit(error)
        assert dialogs.said[-1] == error.line("zh")


def test_our_own_mistake_is_told_and_the_log_quotes_nothing_that_was_typed(
    sitting: Sitting, dialogs: Dialogs, caplog: pytest.LogCaptureFixture
) -> None:
    def blunder(_vault: object, _steps: object) -> None:
        raise ValueError("the user's own words")

    dialogs.answers.append("")
    with caplog.at_level(logging.ERROR):
        sitting.window.runner.with_vault(blunder)
        sitting.wait(lambda: len(dialogs.said) == 1)
    assert "ValueError" in dialogs.said[0]
    assert "own words" not in dialogs.said[0] + caplog.text
    assert "test_errors.py" in caplog.text
