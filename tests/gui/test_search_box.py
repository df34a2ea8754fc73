"""One box finds what the vault holds and what the window can do, while one types and by the keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPixmap
from pytestqt.modeltest import ModelTester

from app.casework import evidence, orders, platforms
from app.casework.search import Hit, HitKind
from app.casework.vaults import open_for_writing
from app.domain.orders import OrderId
from app.domain.words import Text
from app.gui.search.box import SearchBox
from app.gui.search.model import ROW_ROLE, Command, Heading, More, SearchModel, matching_commands, plain
from tests.fixtures.cases import order_fields
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.journeys.cases import yesterday

PictureFile = Callable[..., Path]
Opened = list[tuple[str, int, object, str]]


@pytest.fixture
def filled(open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile) -> Sitting:
    """A window on a vault with orders, evidence and a clause, and the box at its top."""
    with open_for_writing(tmp_path / "my.pingju", clock=yesterday(), actor="tester") as vault:
        first = orders.record_order(vault, order_fields(merchant="极速发卡")).value
        for number in range(9):
            orders.record_order(vault, order_fields(f"C{number}", product=f"话费充值 {number} 元"))
        evidence.add_evidence(vault, first.id, [picture_file(1, name="充值记录.png")], purpose="充值没有到账")
        platform = platforms.list_platforms(vault)[0].platform
        platforms.add_rule(vault, platform=platform.name, term="late_delivery", value="30m", text="充值延迟可退")
    return open_window()


@pytest.fixture
def box(filled: Sitting) -> SearchBox:
    made = SearchBox(filled.window.runner, filled.window)
    made.setParent(filled.window)
    made.setGeometry(300, 4, 260, 32)
    made.set_actions(list(filled.window.named_actions.values()))
    made.show()
    return made


def rows(box: SearchBox) -> list[object]:
    model = box.panel.model
    return [model.index(row).data(ROW_ROLE) for row in range(model.rowCount())]


def hits(box: SearchBox) -> list[Hit]:
    return [row for row in rows(box) if isinstance(row, Hit)]


def headings(box: SearchBox) -> list[str]:
    return [row.words for row in rows(box) if isinstance(row, Heading)]


def test_results_come_as_one_types_grouped_by_kind_with_what_was_found_marked(filled: Sitting, box: SearchBox) -> None:
    box.start()
    filled.type("充值")
    filled.wait(lambda: bool(hits(box)))
    assert headings(box)[:3] == ["订单", "证据", "平台规则"]
    for hit in hits(box):
        assert [hit.snippet[start:end] for start, end in hit.marks][:1] == ["充值"]
    assert not box.panel.grab().isNull()
    filled.type("没有")
    filled.wait(lambda: [hit.kind for hit in hits(box)] == [HitKind.EVIDENCE])


def test_a_hit_opens_by_the_keys_at_its_place(filled: Sitting, box: SearchBox) -> None:
    opened: Opened = []
    box.opened.connect(lambda *what: opened.append(what))
    box.start()
    filled.type("充值没有到账")
    filled.wait(lambda: len(hits(box)) == 1)
    filled.key(Qt.Key.Key_Return)
    assert opened == [("evidence", 1, OrderId(1), "充值没有到账")]
    assert not box.panel.isVisible()
    assert not box.hasFocus()


def test_a_long_group_is_short_until_more_is_asked_for(filled: Sitting, box: SearchBox) -> None:
    box.start()
    filled.type("话费")
    filled.wait(lambda: len(hits(box)) == 5)
    assert rows(box)[6] == More(HitKind.ORDER, 4)
    for _ in range(5):
        filled.key(Qt.Key.Key_Down)
    filled.key(Qt.Key.Key_Return)
    assert len(hits(box)) == 9
    assert isinstance(box.panel.list.currentIndex().data(ROW_ROLE), Hit)
    filled.key(Qt.Key.Key_Up)
    filled.key(Qt.Key.Key_Escape)
    assert box.text() == ""
    filled.key(Qt.Key.Key_Escape)
    assert not box.panel.isVisible()


def test_commands_of_the_window_are_found_and_run(filled: Sitting, box: SearchBox) -> None:
    box.start()
    words = [row.words for row in rows(box) if isinstance(row, Command)]
    assert "新订单" in words
    assert "退出" in words
    assert "撤销" not in words, "what cannot be done now is not offered"
    filled.type(">新订单")
    assert [row.words for row in rows(box) if isinstance(row, Command)] == ["新订单"]
    filled.key(Qt.Key.Key_Return)
    filled.wait(lambda: filled.parts.pages.currentWidget() is filled.parts.new_page)
    assert box.text() == ""


def test_only_the_last_question_is_answered(filled: Sitting, box: SearchBox) -> None:
    answers: list[str] = []
    box.desk.found.connect(lambda query, _hits: answers.append(query))
    for query in ("充", "充值", "充值没", "话费"):
        box.desk.ask(query)
    filled.wait(lambda: answers == ["话费"])
    filled.idle()
    box.desk.ask("充值")
    box.desk.forget()
    filled.idle()
    assert answers == ["话费"]


def test_nothing_found_says_so(filled: Sitting, box: SearchBox) -> None:
    box.start()
    filled.type("不存在的词")
    filled.wait(box.panel.nothing.isVisible)
    assert "不存在的词" in box.panel.nothing.text()
    filled.key(Qt.Key.Key_Return)
    assert box.panel.isVisible()


def test_the_list_stays_inside_the_window(filled: Sitting, box: SearchBox) -> None:
    for width, height in ((820, 560), (1600, 1000)):
        filled.window.resize(width, height)
        box.setGeometry(width - 220, 4, 200, 32)
        box.start("充值")
        filled.wait(lambda: bool(hits(box)))
        assert filled.window.rect().contains(box.panel.geometry())
        assert box.panel.width() <= 620
        picture: QPixmap = box.panel.grab()
        assert picture.width() >= box.panel.width()


@pytest.mark.parametrize(
    ("words", "wanted"), [("文件(&F)", "文件"), ("&File", "File"), ("A && B", "A & B"), ("撤销：编辑", "撤销：编辑")]
)
def test_a_menu_letter_is_no_part_of_a_command(words: str, wanted: str) -> None:
    assert plain(words) == wanted


def test_rows_as_qt_sees_them(qtmodeltester: ModelTester, qapp: object) -> None:
    assert qapp is not None
    action = QAction("新订单(&N)")
    model = SearchModel()
    found = [
        Hit(HitKind.ORDER, number, OrderId(number), Text(f"话费 {number}", ""), "话费", ((0, 2),), None)
        for number in range(9)
    ]
    model.show_found(found, matching_commands([action], "新订"))
    qtmodeltester.check(model)
    assert [model.is_choosable(row) for row in (0, 1, 6, 7, 8)] == [False, True, True, False, True]
    assert matching_commands([action], "旧") == []
