"""What a drag or the clipboard may bring, and what is refused before the mouse is released."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage

from app.domain.evidence import CapturedFrom
from tests.fixtures.cases import picture
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import CTRL, Sitting, file_urls
from tests.journeys.cases import record

PictureFile = Callable[..., Path]


@pytest.fixture
def at_order(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    record(tmp_path)
    sitting = open_window()
    sitting.choose_order()
    return sitting


def from_browser(media_type: str, data: bytes) -> QMimeData:
    """Return what a browser drags: the picture's address in the web, and its bytes."""
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/picture")])
    mime.setData(media_type, QByteArray(data))
    return mime


def test_an_address_of_the_web_alone_is_refused(at_order: Sitting) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/picture.png")])
    mime.setText("https://example.com/picture.png")
    page = at_order.parts.order_page
    assert not at_order.drag_over(page, mime).isAccepted()
    assert not page.drop._light.isVisible()


def test_text_is_refused(at_order: Sitting) -> None:
    mime = QMimeData()
    mime.setText("腾讯游戏点券")
    assert not at_order.drag_over(at_order.parts.order_page, mime).isAccepted()


@pytest.mark.parametrize(
    ("media_type", "pillow_format"),
    [("image/png", "PNG"), ("image/jpeg", "JPEG"), ("image/webp", "WEBP"), ("image/gif", "GIF")],
)
def test_a_picture_of_a_browser_is_taken_byte_for_byte(at_order: Sitting, media_type: str, pillow_format: str) -> None:
    data = picture(7, pillow_format)
    page = at_order.parts.order_page
    assert at_order.drag_over(page, from_browser(media_type, data)).isAccepted()
    assert page.drop._light.words == "松开鼠标，把 1 个文件加为这笔订单的证据"
    assert at_order.release_drag(page).isAccepted()
    at_order.wait(lambda: len(at_order.evidence()) == 1)
    (item,) = at_order.evidence()
    assert item.original.media_type == media_type
    assert item.capture.known_from is CapturedFrom.NONE
    assert item.source == "从剪贴板或浏览器取得"
    with at_order.look() as vault, vault.originals.open(item.original.sha256) as stored:
        assert stored.read() == data


def test_the_light_goes_out_where_the_drag_leaves(at_order: Sitting, picture_file: PictureFile) -> None:
    page = at_order.parts.order_page
    assert at_order.drag_over(page, file_urls([picture_file(1)])).isAccepted()
    assert page.drop._light.isVisible()
    assert page.drop._light.geometry() == page.rect()
    at_order.leave_drag(page)
    assert not page.drop._light.isVisible()
    assert at_order.evidence() == []


def test_broken_bytes_of_a_browser_are_told(at_order: Sitting) -> None:
    page = at_order.parts.order_page
    assert at_order.drag_over(page, from_browser("image/png", b"\x89PNG broken")).isAccepted()
    at_order.release_drag(page)
    at_order.wait(lambda: "粘贴的图片" in at_order.parts.taskbar.words.text())
    assert at_order.evidence() == []


def test_files_on_the_clipboard_come_in_as_files(at_order: Sitting, picture_file: PictureFile) -> None:
    QGuiApplication.clipboard().setMimeData(file_urls([picture_file(1), picture_file(2)]))
    at_order.parts.order_page.evidence.empty_pick.setFocus()
    from PySide6.QtCore import Qt

    at_order.key(Qt.Key.Key_V, CTRL)
    at_order.wait(lambda: [item.name for item in at_order.evidence()] == ["picture-1.png", "picture-2.png"])


def test_pasting_where_there_is_no_picture_says_what_to_do(at_order: Sitting) -> None:
    QGuiApplication.clipboard().clear()
    at_order.window.named_actions["paste"].trigger()
    assert "剪贴板里没有图片" in at_order.parts.taskbar.words.text()


def test_an_image_pasted_on_the_welcome_page_begins_an_order(sitting: Sitting) -> None:
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    image.fill(QColor(1, 2, 3, 128))
    QGuiApplication.clipboard().setImage(image)
    sitting.window.named_actions["paste"].trigger()
    assert sitting.parts.pages.currentWidget() is sitting.parts.new_page
    assert sitting.parts.new_page.pending.isVisible()
    assert len(sitting.parts.new_page.waiting) == 1
