"""Files come in by the dozen: some are bad, some are here already, and the user changes their mind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, Qt

from app.casework import vaults
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting, file_urls
from tests.journeys.cases import record, record_with_evidence

PictureFile = Callable[..., Path]


def test_a_bad_file_among_good_ones_is_told_and_the_good_ones_come_in(
    open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile
) -> None:
    record(tmp_path)
    broken = tmp_path / "broken.png"
    broken.write_bytes(picture_file(9).read_bytes()[:60])
    empty = tmp_path / "empty.jpg"
    empty.touch()
    text = tmp_path / "notes.png"
    text.write_text("not a picture")
    sitting = open_window()
    sitting.choose_order()
    page = sitting.parts.order_page
    sitting.drop_files(page, [picture_file(1), broken, picture_file(2), empty, text, tmp_path])
    sitting.wait(lambda: page.evidence.model.rowCount() == 2)
    words = sitting.parts.taskbar.words
    sitting.wait(lambda: words.text().startswith("已加入 2 份证据"))
    assert words.isVisible()
    for name in ("broken.png", "empty.jpg", "notes.png", tmp_path.name):
        assert name in words.text()
    assert [item.name for item in sitting.evidence()] == ["picture-1.png", "picture-2.png"]
    sitting.close()
    assert sitting.verified().is_sound
    with sitting.look() as vault:
        assert vaults.unreferenced(vault) == []


def test_only_bad_files_leave_no_trace_and_no_undo(open_window: OpenWindow, tmp_path: Path) -> None:
    record(tmp_path)
    bad = tmp_path / "bad.webp"
    bad.write_bytes(b"RIFF")
    sitting = open_window()
    sitting.choose_order()
    with sitting.look() as vault:
        before = vault.head()
    sitting.drop_files(sitting.parts.order_page, [bad])
    sitting.wait(lambda: "bad.webp" in sitting.parts.taskbar.words.text())
    assert not sitting.parts.taskbar.undo.isVisible()
    assert not sitting.window.named_actions["undo"].isEnabled()
    with sitting.look() as vault:
        assert vault.head() == before


def test_the_same_file_again_is_not_kept_twice(
    open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile
) -> None:
    record_with_evidence(tmp_path, [picture_file(1)])
    sitting = open_window()
    sitting.choose_order()
    sitting.drop_files(sitting.parts.order_page, [picture_file(1), picture_file(2)])
    told = "已加入 1 份证据；1 份已经在这里，没有重复保存"
    sitting.wait(lambda: sitting.parts.taskbar.words.text() == told)
    sitting.wait(lambda: sitting.parts.order_page.evidence.model.rowCount() == 2)


def test_two_drops_at_once_are_both_told(open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile) -> None:
    record(tmp_path)
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    sitting = open_window()
    sitting.choose_order()
    page = sitting.parts.order_page
    sitting.drop_files(page, [bad])
    sitting.drop_files(page, [picture_file(1), picture_file(2)])
    words = sitting.parts.taskbar.words
    sitting.wait(lambda: "bad.png" in words.text() and "已加入 2 份证据" in words.text())
    assert sitting.parts.taskbar.undo.isVisible()


def test_cancelling_an_import_leaves_nothing(open_window: OpenWindow, tmp_path: Path) -> None:
    record(tmp_path)
    pictures = [noise(tmp_path / f"noise-{number}.png") for number in range(60)]
    sitting = open_window()
    sitting.choose_order()
    with sitting.look() as vault:
        before = vault.head()
    bar = sitting.parts.taskbar
    sitting.drop_files(sitting.parts.order_page, pictures)
    assert bar.cancel.isVisible()
    assert bar.words.text() == "正在导入证据…"
    sitting.wait(lambda: bar.progress.value() >= 2)
    sitting.click(bar.cancel)
    sitting.wait(lambda: bar.words.text() == "已取消，没有留下任何内容")
    assert not bar.cancel.isVisible()
    sitting.close()
    assert sitting.evidence() == []
    with sitting.look() as vault:
        assert vault.head() == before
        assert vaults.unreferenced(vault) == []
        assert list(vault.originals.files()) == []


def test_a_screenshot_dropped_on_the_list_starts_an_order_and_goes_on_it(
    open_window: OpenWindow, picture_file: PictureFile
) -> None:
    sitting = open_window()
    parts = sitting.parts
    place = QPoint(parts.middle.width() // 2, parts.middle.height() - 40)
    assert sitting.drag_over(parts.middle, file_urls([picture_file(1)]), at=place).isAccepted()
    assert parts.list_drop._light.words == "松开鼠标，用 1 张截图记录一笔新订单"
    assert sitting.release_drag(parts.middle, at=place).isAccepted()
    assert parts.pages.currentWidget() is parts.new_page
    assert parts.new_page.pending.isVisible()
    assert sitting.orders() == []
    fill_required(sitting)
    sitting.click(parts.new_page.record)
    sitting.wait(lambda: parts.order_page.evidence.model.rowCount() == 1)
    assert [item.name for item in sitting.evidence()] == ["picture-1.png"]


def test_closing_in_the_middle_of_an_import_keeps_all_or_nothing(open_window: OpenWindow, tmp_path: Path) -> None:
    record(tmp_path)
    pictures = [noise(tmp_path / f"noise-{number}.png") for number in range(30)]
    sitting = open_window()
    sitting.choose_order()
    sitting.drop_files(sitting.parts.order_page, pictures)
    sitting.wait(lambda: sitting.parts.taskbar.progress.value() >= 2)
    sitting.close()
    assert len(sitting.evidence()) in {0, 30}
    assert sitting.verified().is_sound
    with sitting.look() as vault:
        assert vaults.unreferenced(vault) == []


def fill_required(sitting: Sitting) -> None:
    for text in ("卡盟", "N1", "话费", "99.50"):
        sitting.type(text)
        sitting.key(Qt.Key.Key_Tab)


def noise(path: Path) -> Path:
    """Write a picture that takes a while to read."""
    Image.frombytes("RGB", (500, 500), os.urandom(750_000)).save(path, compress_level=1)
    return path
