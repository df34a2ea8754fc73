"""Packs and packages are drawn, copied and zipped beside the vault's thread: the window stays live, Cancel works."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.casework import orders
from app.domain.orders import OrderId
from app.dossier import package
from app.dossier.packs import drawing
from app.gui.tasks import Task
from tests.gui.dossier.studying import Studying

EXPORTS = ("package", "pack")


def start(studying: Studying, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Click what writes a package or a pack; return the folder it goes to."""
    folder = tmp_path / "out"
    folder.mkdir()
    if what == "package":
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(folder / "bag.zip"), ""))
        studying.click(studying.tab.outgoing.export_package)
    else:
        studying.click(studying.tab.outgoing.export_pack)
        studying.wait(lambda: bool(studying.tab.side.packs.words.toPlainText()))
        studying.idle()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
        studying.click(studying.tab.side.packs.export)
    return folder


@pytest.mark.parametrize("what", EXPORTS)
def test_the_vault_answers_while_files_are_written(
    studying: Studying, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writing waits until the vault has answered: were both on one thread, that would never happen."""
    has_answered, is_writing = threading.Event(), threading.Event()

    def held(real):  # type: ignore[no-untyped-def]
        def work(*args, **more):  # type: ignore[no-untyped-def]
            is_writing.set()
            assert has_answered.wait(10), "the vault did not answer while the export was written"
            return real(*args, **more)

        return work

    if what == "package":
        monkeypatch.setattr(package._BagWriter, "payload", held(package._BagWriter.payload))
    else:
        monkeypatch.setattr(drawing.SheetPainter, "paint", held(drawing.SheetPainter.paint))
    folder = start(studying, what, tmp_path, monkeypatch)
    studying.wait(is_writing.is_set)
    studying.runner.with_vault(
        lambda vault, _steps: orders.show_order(vault, OrderId(1)), lambda _order: has_answered.set()
    )
    with studying.qtbot.waitSignal(studying.room.desk.recorded, timeout=15_000):
        studying.wait(has_answered.is_set)
    studying.idle()
    assert len(list(folder.iterdir())) == 1
    assert len(studying.exports()) == 1


@pytest.mark.parametrize("what", EXPORTS)
def test_cancel_leaves_no_file_and_no_record(
    studying: Studying, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled: list[str] = []

    def cancel(task: Task) -> None:
        if task.label:
            cancelled.append(task.label)
            task.cancel()

    studying.runner.task_started.connect(cancel)
    folder = start(studying, what, tmp_path, monkeypatch)
    studying.wait(lambda: bool(cancelled))
    studying.idle()
    assert len(cancelled) == 1
    assert list(folder.iterdir()) == []
    assert studying.exports() == []
