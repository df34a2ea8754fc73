"""The list of what a dossier lacks: for its recipient, short where it is long, and each a way to its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.casework import orders
from app.domain.gaps import Gap
from app.domain.orders import OrderId
from app.domain.words import Text
from app.gui.dossier.outgoing import MOST_AT_ONCE, GapButton, OutgoingPanel
from tests.gui.dossier.studying import Studying
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.journeys.cases import record_with_evidence


def listed(panel: QWidget) -> list[GapButton]:
    return [button for button in panel.findChildren(GapButton) if button.isVisible()]


def gap(place: str | None, code: str = "made") -> Gap:
    return Gap(code, Text("缺", "missing"), OrderId(1), place=place)


@pytest.fixture
def sitting(open_window: OpenWindow, tmp_path: Path, picture_file: Callable[..., Path]) -> Sitting:
    record_with_evidence(tmp_path, [picture_file(1)])
    opened = open_window()
    opened.choose_order()
    return opened


def test_the_gaps_are_those_of_the_recipient(studying: Studying) -> None:
    def words() -> str:
        return "\n".join(button.text() for button in listed(studying.tab))

    studying.wait(lambda: "没有填写商家" in words())
    assert "投诉人姓名" not in words()
    studying.change(lambda: studying.click(studying.tab.outgoing.radios["association"]))
    studying.wait(lambda: "没有填写投诉人姓名" in words())
    assert "还没有提出取消" in words()


def test_what_was_mended_leaves_the_list(studying: Studying) -> None:
    before = studying.tab.outgoing._known
    assert "no_merchant" in {one.code for one in before}
    studying.change(lambda: studying.desk.edit_order(OrderId(1), "merchant", "星星小店"))
    assert [one for one in before if one.code != "no_merchant"] == studying.tab.outgoing._known


def test_a_long_list_is_made_bit_by_bit(qtbot: QtBot) -> None:
    panel = OutgoingPanel()
    qtbot.addWidget(panel)
    count = 2 * MOST_AT_ONCE + 3
    panel.show_gaps([Gap(f"code{number}", Text(f"缺{number}", ""), OrderId(1)) for number in range(count)])
    assert panel.findChildren(GapButton) == [], "nobody looks yet"
    panel.show()
    qtbot.waitUntil(lambda: len(listed(panel)) == MOST_AT_ONCE)
    for left, shown in ((MOST_AT_ONCE + 3, 2 * MOST_AT_ONCE), (3, count)):
        more = next(button for button in panel.findChildren(QPushButton) if button.text() == f"还有 {left} 项")
        more.click()
        qtbot.waitUntil(lambda shown=shown: len(listed(panel)) == shown)  # type: ignore[misc]
    chosen: list[Gap] = []
    panel.gap_chosen.connect(chosen.append)
    listed(panel)[-1].click()
    assert [one.code for one in chosen] == [f"code{count - 1}"]


def test_a_gap_leads_to_the_field_of_the_order(sitting: Sitting) -> None:
    page = sitting.parts.order_page
    for one, field in ((gap("merchant"), "merchant"), (gap("amount"), "amount"), (gap(None, "no_status"), "status")):
        page.tabs.setCurrentWidget(page.dossier)
        page.dossier.gap_chosen.emit(one)
        assert page.tabs.currentWidget() is page.facts_tab
        assert sitting.focus is page.facts.fields[field].entry


def test_a_gap_leads_to_the_parties(sitting: Sitting) -> None:
    page = sitting.parts.order_page
    page.tabs.setCurrentWidget(page.dossier)
    sitting.wait(lambda: sitting.window.dossier_room.is_settled)
    sitting.idle()
    people = page.dossier.side.people
    page.dossier.gap_chosen.emit(gap("complainant.phone"))
    assert page.dossier.side.section == "people"
    assert sitting.focus is people.groups["person"]["phone"].entry
    page.dossier.gap_chosen.emit(gap("respondent"))
    with sitting.look() as vault:
        side = "platform" if orders.show_order(vault, OrderId(1)).facts.merchant is None else "merchant"
    assert sitting.focus is people.groups[side]["name"].entry


def test_a_gap_leads_to_the_case_and_to_the_evidence(sitting: Sitting) -> None:
    page = sitting.parts.order_page
    for place in ("case", "deadline"):
        page.tabs.setCurrentWidget(page.dossier)
        page.dossier.gap_chosen.emit(gap(place))
        assert page.tabs.currentWidget() is page.case
    item = sitting.evidence()[0].id
    page.dossier.gap_chosen.emit(Gap("picture_unread", Text("缺", ""), OrderId(1), item))
    assert page.tabs.currentWidget() is page.evidence
    assert [one.id for one in page.evidence.chosen()] == [item]


def test_a_gap_leads_to_the_statements(sitting: Sitting) -> None:
    parts = sitting.parts
    sitting.window.runner.failed.disconnect()  # there is no such payment and no such chat: nothing but the place
    for place in ("payment", "chat"):
        parts.order_page.dossier.gap_chosen.emit(gap(f"{place}:7"))
        sitting.wait(lambda place=place: parts.pages.currentWidget() is parts.places_of[f"{place}s"])  # type: ignore[misc]
        sitting.idle()
