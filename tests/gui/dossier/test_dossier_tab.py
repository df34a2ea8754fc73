"""The dossier's tab: seen as it will be, changed beside it, sent on its way."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget

from app.casework import complainants, evidence
from app.domain.exports import ExportKind
from app.domain.orders import OrderId
from app.gui.dossier.sheets import Images
from tests.dossier.samples import noisy_screen
from tests.gui.dossier.studying import Studying

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def looks(studying: Studying) -> list[str]:
    preview = studying.room.preview
    assert preview is not None
    return [preview.fingerprint(number) for number in range(1, preview.count + 1)]


def answer_save(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def answer_folder(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


def test_pages_and_small_pages_are_drawn(studying: Studying) -> None:
    tab = studying.tab
    assert tab.pages.count == len(looks(studying)) > 3
    assert tab.place.text() == f"第 1 / {tab.pages.count} 页"
    tab.pages.setFocus()
    studying.key(Qt.Key.Key_Right)
    assert tab.pages.current == 2
    assert tab.thumbnails.currentIndex().row() == 1
    studying.wait(lambda: tab.pages.is_drawn(2))
    studying.key(Qt.Key.Key_End)
    assert tab.pages.current == tab.pages.count
    studying.key(Qt.Key.Key_Home)
    assert tab.pages.current == 1
    small: Images = tab.thumbnails._images
    studying.wait(lambda: len(small) >= 3)
    index = tab.thumbnails.model().index(2, 0)
    QTest.mouseClick(tab.thumbnails.viewport(), LEFT, NONE, tab.thumbnails.visualRect(index).center())
    assert tab.pages.current == 3


def test_the_recipient_changes_the_pages(studying: Studying) -> None:
    before = looks(studying)
    studying.change(lambda: studying.click(studying.tab.outgoing.radios["association"]))
    assert looks(studying) != before
    assert studying.tab.recipient == "association"
    studying.change(lambda: studying.click(studying.tab.outgoing.radios["platform"]))
    assert looks(studying) == before


def test_only_changed_pages_are_drawn_again_after_an_edit(studying: Studying) -> None:
    tab = studying.tab
    before = looks(studying)
    tab.pages.setFocus()
    for number in range(1, tab.pages.count + 1):
        tab.pages.go_to(number)
        studying.wait(lambda number=number: tab.pages.is_drawn(number))  # type: ignore[misc]
    studying.idle()
    item = studying.evidence()[2].id
    studying.change(lambda: studying.room.desk.describe(item, "证明付款"))
    after = looks(studying)
    changed = {number for number, look in enumerate(after) if look not in before}
    assert changed
    assert len(changed) < len(after)
    for number in range(1, tab.pages.count + 1):
        tab.pages.go_to(number)
        studying.wait(lambda number=number: tab.pages.is_drawn(number))  # type: ignore[misc]
    studying.idle()
    assert studying.room.preview is not None
    # Beside the large pages the small ones of the changed pages are drawn, at another width.
    assert studying.room.preview.drawn_anew <= 2 * len(changed)


def test_no_preview_is_made_while_nobody_looks(studying: Studying) -> None:
    page = studying.parts.order_page
    made: list[object] = []
    studying.room.desk.preview_made.connect(made.append)
    page.tabs.setCurrentWidget(page.evidence)
    studying.desk.refresh()
    studying.idle()
    assert made == []
    page.tabs.setCurrentWidget(studying.tab)
    studying.settle()
    assert len(made) == 1


def test_exhibits_are_put_in_order_by_the_keys(studying: Studying) -> None:
    exhibits = studying.tab.side.exhibits
    first, second, third = exhibits.order
    exhibits.setFocus()
    exhibits.setCurrentIndex(exhibits.exhibits.index(2))
    studying.change(lambda: studying.key(Qt.Key.Key_Up, ALT))
    assert exhibits.order == [first, third, second] == [item.id for item in studying.evidence()]
    assert exhibits.currentIndex().row() == 1
    assert [row.number for row in exhibits.exhibits.rows] == [1, 2, 3]
    studying.change(lambda: studying.key(Qt.Key.Key_Down, ALT))
    assert exhibits.order == [first, second, third]
    studying.key(Qt.Key.Key_Down, ALT)  # the last one goes no further
    studying.idle()
    assert exhibits.order == [first, second, third]
    studying.change(studying.desk.undo)
    assert [item.id for item in studying.evidence()] == [first, third, second]


def test_exhibits_are_put_in_order_by_dragging(studying: Studying) -> None:
    exhibits = studying.tab.side.exhibits
    first, second, third = exhibits.order
    places = [exhibits.visualRect(exhibits.exhibits.index(row)).center() + QPoint(40, 0) for row in range(3)]
    port = exhibits.viewport()
    QTest.mousePress(port, LEFT, NONE, places[0])
    for place in (places[1], places[2] + QPoint(0, 20)):
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(place), port.mapToGlobal(QPointF(place)), LEFT, LEFT, NONE
        )
        QApplication.sendEvent(port, event)
    studying.change(lambda: QTest.mouseRelease(port, LEFT, NONE, places[2] + QPoint(0, 20)))
    assert exhibits.order == [second, third, first] == [item.id for item in studying.evidence()]


def test_an_exhibit_is_ticked_out_and_in(studying: Studying) -> None:
    exhibits = studying.tab.side.exhibits
    pages = studying.tab.pages.count
    exhibits.setFocus()
    exhibits.setCurrentIndex(exhibits.exhibits.index(1))
    studying.change(lambda: studying.key(Qt.Key.Key_Space))
    assert [item.is_left_out for item in studying.evidence()] == [False, True, False]
    assert sorted(row.number or 0 for row in exhibits.exhibits.rows) == [0, 1, 2]
    assert studying.tab.pages.count <= pages
    row = next(number for number, row in enumerate(exhibits.exhibits.rows) if row.number is None)
    box = exhibits.visualRect(exhibits.exhibits.index(row))
    place = QPoint(box.left() + 20, box.center().y())
    studying.change(lambda: QTest.mouseClick(exhibits.viewport(), LEFT, NONE, place))
    assert [item.is_left_out for item in studying.evidence()] == [False, False, False]


def test_what_an_exhibit_proves_is_typed_in_its_row(studying: Studying) -> None:
    exhibits = studying.tab.side.exhibits
    exhibits.setFocus()
    exhibits.setCurrentIndex(exhibits.exhibits.index(0))
    studying.key(Qt.Key.Key_F2)
    editor = exhibits.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("证明已付 100 元")
    studying.change(lambda: QTest.keyClick(editor, Qt.Key.Key_Return))
    assert studying.evidence()[0].purpose == "证明已付 100 元"


def test_texts_are_saved_as_typed_and_given_back(studying: Studying) -> None:
    tab = studying.tab
    tab.open_side("texts")
    field, reset = tab.side.texts.fields["request"], tab.side.texts.resets["request"]
    written_by_case = field.text
    assert not reset.isVisible()
    studying.click(field.entry.viewport())
    field.entry.selectAll()
    studying.change(lambda: QTest.keyClicks(field.entry, "refund 100"))
    assert field.text == "refund 100"
    studying.wait(reset.isVisible)
    # The other recipient's text is another one.
    studying.change(lambda: studying.click(tab.outgoing.radios["association"]))
    assert field.text != "refund 100"
    studying.change(lambda: studying.click(tab.outgoing.radios["platform"]))
    assert field.text == "refund 100"
    studying.change(lambda: studying.click(reset))
    assert field.text == written_by_case
    assert not reset.isVisible()


def test_who_complains_is_asked_for_once(studying: Studying) -> None:
    tab = studying.tab
    assert not tab.outgoing.person_card.isVisible()
    studying.change(lambda: studying.click(tab.outgoing.radios["association"]))
    studying.click(tab.outgoing.fill_person)
    fields = tab.side.people.groups["person"]
    assert fields["name"].entry.hasFocus()
    for name, words in (("name", "Li Lei"), ("phone", "13800000000"), ("address", "Beijing")):
        fields[name].entry.setFocus()
        QTest.keyClicks(fields[name].entry, words)
    studying.change(tab.flush)
    studying.wait(lambda: not tab.outgoing.person_card.isVisible())
    with studying.look() as vault:
        kept = complainants.load_person(vault)
    assert (kept.name, kept.phone, kept.address) == ("Li Lei", "13800000000", "Beijing")


def test_a_wrong_size_is_said_beneath_its_field(studying: Studying) -> None:
    field = studying.tab.outgoing.size_limit
    field.entry.setFocus()
    QTest.keyClicks(field.entry, "many")
    field.flush()
    studying.wait(lambda: bool(field.entry.accessibleDescription()))
    field.entry.selectAll()
    QTest.keyClicks(field.entry, "10")
    studying.change(field.flush)
    assert field.entry.accessibleDescription() == ""


@pytest.mark.parametrize("limit", ["2.5", "50"])
def test_the_parts_are_told_before_the_export(
    studying: Studying, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens = [tmp_path / f"screen{number}.png" for number in range(3)]
    for number, path in enumerate(screens):
        path.write_bytes(noisy_screen(number, alpha=False))
    studying.runner.with_vault(lambda vault, _steps: evidence.add_evidence(vault, OrderId(1), screens))
    studying.change(studying.desk.refresh)
    out = studying.tab.outgoing
    assert "MB" in out.size_note.text()
    out.size_limit.entry.setFocus()
    QTest.keyClicks(out.size_limit.entry, limit)
    studying.change(out.size_limit.flush)
    studying.wait(lambda: "份" in out.size_note.text() and "…" not in out.size_note.text())
    answer_save(monkeypatch, tmp_path / "sent.pdf")
    with studying.qtbot.waitSignal(studying.room.desk.recorded, timeout=15_000):
        studying.click(studying.tab.export)
    studying.idle()
    made = len(studying.exports()[0].files)
    assert made == len(list(tmp_path.glob("sent*.pdf")))
    assert f"将分成 {made} 份" in out.size_note.text() if made > 1 else "一份就够" in out.size_note.text()
    assert (made > 1) == (limit == "2.5")


def test_the_pdf_is_exported_as_wished_and_remembered(
    studying: Studying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = studying.tab
    studying.change(lambda: studying.click(tab.outgoing.attach))
    target = tmp_path / "sent.pdf"
    answer_save(monkeypatch, target)
    with studying.qtbot.waitSignal(studying.room.desk.recorded, timeout=15_000):
        studying.click(tab.export)
    studying.idle()
    assert studying.parts.taskbar.words.text() == f"已导出 sent.pdf（{tab.pages.count} 页）"
    reader = pypdf.PdfReader(target)
    assert len(reader.pages) == tab.pages.count
    assert len(reader.attachments) == 3
    (made,) = studying.exports()
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert (made.kind, made.recipient, made.files[0].sha256) == (ExportKind.DOSSIER, "platform", digest)
    assert tab.sent.isVisible()
    studying.wait(lambda: any(button.isVisible() for button in tab.sent.findChildren(QPushButton)))
    studying.click(next(button for button in tab.sent.findChildren(QPushButton) if button.isVisible()))
    assert QGuiApplication.clipboard().text() == digest
    item = studying.evidence()[0].id
    studying.change(lambda: studying.room.desk.describe(item, "改过"))
    studying.wait(lambda: any("之后有 1 处变化" in words for words in texts_of(tab.sent)))
    ask = next(button for button in tab.sent.findChildren(QPushButton) if "变化" in button.text())
    ask.click()
    studying.wait(lambda: any("修改说明" in words for words in texts_of(tab.sent)))
    ask.click()
    assert not any("修改说明" in words for words in texts_of(tab.sent))


def texts_of(widget: QWidget) -> list[str]:
    return [str(part.property("text")) for part in widget.findChildren(QWidget) if part.isVisibleTo(widget)]


def test_the_package_is_exported(studying: Studying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_save(monkeypatch, tmp_path / "bag.zip")
    with studying.qtbot.waitSignal(studying.room.desk.made, timeout=15_000):
        studying.click(studying.tab.outgoing.export_package)
    studying.idle()
    with zipfile.ZipFile(tmp_path / "bag.zip") as bag:
        assert any(name.endswith("bagit.txt") for name in bag.namelist())
    assert [made.kind for made in studying.exports()] == [ExportKind.PACKAGE]


def test_a_pack_is_chosen_copied_and_exported(
    studying: Studying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab, packs = studying.tab, studying.tab.side.packs
    studying.click(tab.outgoing.export_pack)
    studying.wait(lambda: bool(packs.words.toPlainText()))
    studying.wait(lambda: packs.counter.text().endswith(("字", "字节")) or "·" in packs.counter.text())
    assert "2026" in packs.badge.text()
    studying.click(packs.copy)
    assert packs.words.toPlainText() in QGuiApplication.clipboard().text()
    folder = tmp_path / "packs"
    folder.mkdir()
    answer_folder(monkeypatch, folder)
    for _ in range(2):
        with studying.qtbot.waitSignal(studying.room.desk.made, timeout=15_000):
            studying.click(packs.export)
        studying.idle()
    made = sorted(path.name for path in folder.iterdir())
    assert made == [f"图文包 A100 {packs.channel}", f"图文包 A100 {packs.channel} 2"]
    assert (folder / made[0] / "文字.txt").exists()


def test_a_certificate_is_made_and_the_dossier_signed(
    studying: Studying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealing = studying.tab.side.sealing
    studying.click(studying.tab.outgoing.sign)
    assert not sealing.start.isEnabled()
    studying.click(sealing.stamp)
    assert "http" in sealing.network.text()
    assert sealing.network.isVisible()
    studying.click(sealing.stamp)
    studying.click(sealing.sign)
    answer_folder(monkeypatch, tmp_path / "keys")
    sealing.name.set_text("Li Lei")
    sealing.passphrase.set_text("short")
    studying.click(sealing.make)
    studying.wait(sealing.problem.isVisible)
    sealing.passphrase.set_text("correct horse")
    with studying.qtbot.waitSignal(studying.room.desk.key_made, timeout=15_000):
        studying.click(sealing.make)
    assert not sealing.problem.isVisible()
    target = tmp_path / "signed.pdf"
    answer_save(monkeypatch, target)
    with studying.qtbot.waitSignal(studying.room.desk.recorded, timeout=30_000):
        studying.click(sealing.start)
    studying.idle()
    assert b"ETSI.CAdES.detached" in target.read_bytes()
    assert sealing.passphrase.text == ""
    assert studying.exports()[0].files[0].sha256 == hashlib.sha256(target.read_bytes()).hexdigest()


def test_a_damaged_original_stops_the_preview_and_says_so(studying: Studying) -> None:
    tab = studying.tab
    with studying.look() as vault:
        original = vault.originals.path(studying.evidence()[1].original.sha256)
    whole = original.read_bytes()
    original.chmod(0o600)
    original.write_bytes(b"x" * len(whole))
    with studying.qtbot.waitSignal(studying.room.desk.preview_failed, timeout=15_000):
        studying.desk.refresh()
    studying.idle()
    assert tab.again.isVisible()
    assert tab.pages.count == 0
    assert any("原件已被改动" in words for words in texts_of(tab))
    original.write_bytes(whole)
    studying.change(lambda: studying.click(tab.again))
    assert tab.pages.isVisible()


def test_a_cancelled_preview_can_be_made_again(studying: Studying) -> None:
    tab = studying.tab
    tab.clear()
    tab.start_waiting()
    studying.wait(tab.stop.isVisible)
    studying.click(tab.stop)
    assert tab.again.isVisible()
    studying.change(lambda: studying.click(tab.again))
    assert tab.pages.count > 0


@pytest.mark.parametrize(
    ("width", "parts"),
    [
        (1150, {"left", "small", "pages", "side"}),
        (830, {"left", "small", "pages"}),
        (654, {"left", "pages"}),
        (450, {"left", "pages"}),
    ],
)
def test_parts_fold_where_there_is_no_room(studying: Studying, width: int, parts: set[str]) -> None:
    tab = studying.tab
    resize(studying, width)
    assert shown_parts(studying) == parts
    studying.wait(lambda: tab.pages.width() >= 190)
    if "side" not in parts:
        studying.click(tab.side_toggle)
        assert shown_parts(studying) == ({"side"} if width < 560 else {"pages", "side"})
        studying.wait(lambda: tab.side.geometry().right() <= tab.width())
        studying.click(tab.side_toggle)
        assert shown_parts(studying) == parts


def resize(studying: Studying, width: int) -> None:
    """Make the tab itself that wide."""
    more = studying.parts.width() - studying.tab.width()
    studying.parts.middle.hide()
    studying.wait(lambda: studying.parts.width() - studying.tab.width() < more)
    rest = studying.parts.width() - studying.tab.width()
    studying.parts.resize(width + rest, 900)
    studying.wait(lambda: abs(studying.tab.width() - width) <= 2)


def shown_parts(studying: Studying) -> set[str]:
    tab = studying.tab
    widgets = {"left": tab.outgoing, "small": tab.thumbnails, "pages": tab.pages, "side": tab.side}
    return {name for name, widget in widgets.items() if widget.isVisible()}


def test_everything_has_a_name_and_takes_the_keys(studying: Studying) -> None:
    tab = studying.tab
    for section in tab.side.buttons:
        tab.open_side(section)
        for widget in tab.findChildren(QWidget):
            can_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
            if can_focus and widget.objectName() != "qt_scrollarea_viewport" and widget.focusProxy() is None:
                name = widget.accessibleName() or str(widget.property("text") or "")
                assert name, (section, widget)
