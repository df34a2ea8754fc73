"""The new user's first story: an order, its screenshots, a dossier."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.domain.evidence import CapturedFrom, EvidenceKind
from tests.gui.sitting import CTRL, Sitting

PictureFile = Callable[..., Path]


def test_from_an_empty_vault_to_a_dossier(
    sitting: Sitting, picture_file: PictureFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _records_the_first_order(sitting)
    _drops_screenshots(sitting, [picture_file(1, name="Screenshot_20240101-101500_Alipay.png"), picture_file(2)])
    _pastes_an_image(sitting)
    _says_what_the_first_one_is(sitting)
    _edits_the_amount_and_takes_it_back(sitting)
    _throws_one_away_and_brings_it_back(sitting)
    pdf = tmp_path / "卷宗.pdf"
    _exports(sitting, pdf, monkeypatch)
    _the_dossier_can_be_read(pdf)
    sitting.close()
    order, items = sitting.order(), sitting.evidence()
    assert (order.facts.platform, order.facts.number, str(order.facts.amount)) == ("测试卡盟", "KM001", "100.00")
    assert order.facts.promise is not None
    assert str(order.facts.promise) == "10m"
    assert [item.name for item in items[:2]] == ["Screenshot_20240101-101500_Alipay.png", "picture-2.png"]
    assert items[0].kind is EvidenceKind.PAYMENT
    assert items[0].purpose == "证明实付金额"
    assert not any(item.is_trashed for item in items)
    report = sitting.verified()
    assert report.is_sound, report.findings
    assert report.originals == 3


def _records_the_first_order(sitting: Sitting) -> None:
    parts = sitting.parts
    assert parts.pages.currentWidget() is parts.welcome
    sitting.click(parts.welcome_new)
    page = parts.new_page
    assert parts.pages.currentWidget() is page
    fields = page.fields.fields
    assert fields["platform"].entry.hasFocus()
    sitting.type("测试卡盟")
    sitting.key(Qt.Key.Key_Tab)
    sitting.type("KM001")
    sitting.key(Qt.Key.Key_Tab)
    sitting.type("腾讯游戏点券 100元")
    sitting.key(Qt.Key.Key_Tab)
    sitting.type("abc")
    sitting.fill(fields["promise"], "10分钟")
    sitting.click(page.record)
    sitting.wait(fields["amount"]._problem.isVisible)
    assert "不是金额：“abc”" in fields["amount"]._problem.text()
    assert fields["amount"].entry.hasFocus()
    assert sitting.orders() == []
    sitting.fill(fields["amount"], "100")
    sitting.key(Qt.Key.Key_Return, CTRL)
    sitting.wait(lambda: parts.pages.currentWidget() is parts.order_page and parts.order_page.order is not None)
    assert parts.order_page.amount.text() == "¥100.00"
    assert parts.order_page.product.text() == "腾讯游戏点券 100元"
    assert sitting.draft() == {}


def _drops_screenshots(sitting: Sitting, files: list[Path]) -> None:
    page = sitting.parts.order_page
    from tests.gui.sitting import file_urls

    assert sitting.drag_over(page, file_urls(files)).isAccepted()
    light = page.drop._light
    assert light.isVisible()
    assert light.words == "松开鼠标，把 2 个文件加为这笔订单的证据"
    dropped = sitting.release_drag(page)
    assert dropped.isAccepted()
    assert dropped.dropAction() is Qt.DropAction.CopyAction
    assert not light.isVisible()
    sitting.wait(lambda: page.evidence.model.rowCount() == 2)
    assert all(file.exists() for file in files)
    sitting.wait(lambda: sitting.parts.taskbar.words.text() == "已加入 2 份证据")
    items = sitting.evidence()
    assert items[0].capture.known_from is CapturedFrom.FILE_NAME


def _pastes_an_image(sitting: Sitting) -> None:
    picture = QImage(60, 90, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    QGuiApplication.clipboard().setImage(picture)
    sitting.click_row(sitting.parts.order_page.evidence.grid, 0)
    sitting.key(Qt.Key.Key_V, CTRL)
    sitting.wait(lambda: sitting.parts.order_page.evidence.model.rowCount() == 3)
    pasted = sitting.evidence()[2]
    assert pasted.original.media_type == "image/png"
    assert (pasted.original.width, pasted.original.height) == (60, 90)
    assert pasted.name.startswith("粘贴的图片 ")


def _says_what_the_first_one_is(sitting: Sitting) -> None:
    tab = sitting.parts.order_page.evidence
    sitting.click_row(tab.grid, 0)
    sitting.click(tab.describe.kinds.button(EvidenceKind.PAYMENT))
    sitting.wait(lambda: sitting.evidence()[0].kind is EvidenceKind.PAYMENT)
    sitting.click(tab.describe.purpose.entry)
    sitting.type("证明实付金额")
    # No button, no leaving the field: it is saved as it is typed.
    sitting.wait(lambda: sitting.evidence()[0].purpose == "证明实付金额")
    assert tab.describe.purpose.entry.hasFocus()


def _edits_the_amount_and_takes_it_back(sitting: Sitting) -> None:
    page = sitting.parts.order_page
    sitting.show_tab(1)
    amount = page.facts.fields["amount"]
    sitting.fill(amount, "1,099.5")
    sitting.key(Qt.Key.Key_Tab)
    sitting.wait(lambda: str(sitting.order().facts.amount) == "1099.50")
    sitting.wait(lambda: page.amount.text() == "¥1,099.50" and amount.text == "1099.50")
    sitting.key(Qt.Key.Key_Z, CTRL)
    sitting.wait(lambda: str(sitting.order().facts.amount) == "100.00")
    sitting.wait(lambda: page.amount.text() == "¥100.00" and amount.text == "100.00")
    sitting.key(Qt.Key.Key_Y, CTRL)
    sitting.wait(lambda: str(sitting.order().facts.amount) == "1099.50")
    sitting.wait(lambda: amount.text == "1099.50")
    sitting.key(Qt.Key.Key_Z, CTRL)
    sitting.wait(lambda: str(sitting.order().facts.amount) == "100.00" and amount.text == "100.00")


def _throws_one_away_and_brings_it_back(sitting: Sitting) -> None:
    parts = sitting.parts
    tab = parts.order_page.evidence
    sitting.show_tab(0)
    sitting.click_row(tab.grid, 1)
    sitting.key(Qt.Key.Key_Delete)
    sitting.wait(lambda: tab.model.rowCount() == 2)
    assert sitting.evidence()[1].is_trashed
    sitting.click(parts.places.button("trash"))
    assert parts.pages.currentWidget() is parts.trash
    assert parts.trash.list.count() == 1
    sitting.click_row(parts.trash.list, 0)
    sitting.click(parts.trash.restore)
    sitting.wait(lambda: parts.trash.list.count() == 0)
    assert not sitting.evidence()[1].is_trashed
    sitting.click(parts.places.button("orders"))
    assert parts.pages.currentWidget() is parts.order_page
    sitting.wait(lambda: tab.model.rowCount() == 3)


def _exports(sitting: Sitting, pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, suggested: str, _filter: str) -> tuple[str, str]:
        asked.append(suggested)
        return str(pdf), "PDF (*.pdf)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    sitting.key(Qt.Key.Key_E, CTRL)
    bar = sitting.parts.taskbar
    sitting.wait(lambda: bar.words.text().startswith("已导出 卷宗.pdf"))
    assert Path(asked[0]).name == "卷宗 KM001.pdf"
    buttons = {button.text(): button for button in bar.findChildren(QPushButton) if button.isVisible()}
    assert {"打开", "在文件夹中显示"} <= buttons.keys()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    sitting.click(buttons["打开"])
    sitting.click(buttons["在文件夹中显示"])
    assert opened == [str(pdf), str(pdf.parent)]


def _the_dossier_can_be_read(pdf: Path) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "测试卡盟" in text
    assert "KM001" in text
    assert all(f"证据{number}" in text.replace(" ", "") for number in (1, 2, 3))
    assert "证明实付金额" in text
    assert sum(len(page.images) for page in reader.pages) == 3
