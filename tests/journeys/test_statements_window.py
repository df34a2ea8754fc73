"""A whole story: a payment becomes an order, a promise in a chat its deadline, and a refund too short its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.casework import cancellations, chats, orders, payments, vaults
from app.casework.case_actions import case_file
from app.casework.working_days import working_days
from app.domain.cancellation import CancelEvent, CancelState, DeadlineKind
from app.domain.times import parse_time
from app.gui.payments.reckoning_rows import RECORD_ROLE
from tests.fixtures.cases import TickingClock
from tests.fixtures.statements_by_hand import HEADER
from tests.gui.statement_sitting import StatementSitting

NUMBER = "2023120122001411111111111117"
PAID = f"2023-12-01 12:00:00,数码,极速发卡,m,Q币100元,支出,100.00,余额,交易成功,{NUMBER}\t,A100\t,,"
REFUNDED = f"2023-12-03 09:30:00,退款,极速发卡,m,退款-Q币100元,不计收支,95.00,余额,退款成功,{NUMBER}_A100\t,A100\t,,"
CHAT = (
    "我 2023-12-01 13:00\n一直没到账，申请取消\n\n极速发卡 2023-12-01 14:00\n同意，24小时内退款100元\n\n"
    "我 2023-12-01 14:01\n好的\n\n极速发卡 2023-12-01 14:02\n单号A100已登记\n"
)


def statement(path: Path, *rows: str) -> Path:
    path.write_bytes("\r\n".join([HEADER, *rows, ""]).encode("gb18030"))
    return path


@pytest.fixture
def user(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: TickingClock) -> Iterator[StatementSitting]:
    sitting = StatementSitting(qtbot, tmp_path / "my.pingju", clock)
    yield sitting
    sitting.close()
    assert sitting.failed == []


def test_from_a_statement_to_a_settled_refund(user: StatementSitting, tmp_path: Path) -> None:
    log = tmp_path / "chat.txt"
    log.write_text(CHAT, encoding="utf-8")
    user.open("importing")
    user.importing.take([statement(tmp_path / "a.csv", PAID), log])
    user.idle()
    assert ["新增" in card.words.text() for card in user.importing.cards] == [True, True]

    # The payment gives the order's fields; the window's own form records them.
    user.open("payments")
    user.payments.list.setCurrentIndex(user.payments.model.index(0))
    user.wait(user.payments.detail.record.isVisible)
    with user.qtbot.waitSignal(user.rooms.new_order_asked) as asked:
        user.payments.detail.record.click()
    assert asked.args is not None
    fields = asked.args[0]
    user.runner.with_vault(lambda vault, _steps: orders.record_order(vault, fields | {"platform": "星卡网"}))
    user.runner.with_vault(
        lambda vault, _steps: cancellations.open_case(vault, orders.list_orders(vault)[0].id, reason="late_delivery")
    )
    user.idle()

    # What was said becomes the case's history, at the messages' own times.
    user.open("chats")
    panel, view = user.chats.evidence, user.chats.view
    for row, event in ((0, CancelEvent.SUBMIT), (1, CancelEvent.AGREE)):
        view.setCurrentIndex(view.chat.index(row))
        user.pick(panel.event_kind, event.value)
        panel.record.click()
        user.idle()
        assert panel.problem.text() == ""
    with user.look() as vault:
        (case,) = cancellations.list_cases(vault)
        file = case_file(
            vault,
            case.order,
            days=working_days(tmp_path / "no-notices"),
            at=parse_time("2023-12-01 15:00"),
            language="zh_CN",
            letters=Path("resources/letters"),
        )
        assert [event.at for event in case.events] == [parse_time("2023-12-01 13:00"), parse_time("2023-12-01 14:00")]
        assert case.standing.expected.fen == 10000
        assert case.events[1].due == parse_time("2023-12-02 14:00")
        assert [bool(message.relied_upon) for message in chats.read_chat(vault, chats.list_chats(vault)[0])] == [
            True,
            True,
            False,
            False,
        ]
        assert file.view is not None
        refund = next(one for one in file.view.deadlines if one.kind is DeadlineKind.REFUND_ARRIVAL)
        assert refund.starts_at == parse_time("2023-12-01 14:00")

    # A later statement brings the refund: 95 of 100.
    user.rooms.import_files([statement(tmp_path / "b.csv", PAID, REFUNDED)])
    user.idle()
    assert "新增 1 条 · 已有 1 条" in user.importing.cards[0].words.text()
    user.open("payments")
    user.rooms.show_reckoning()
    user.idle()
    page = user.payments.reckoning
    rows = [page.proposals.index(row) for row in range(page.proposals.rowCount())]
    page.proposal_list.setCurrentIndex(next(index for index in rows if index.data(RECORD_ROLE).waits))
    page.refund.click()
    user.idle()
    page.certain.click()
    user.idle()
    assert "已付 ¥100.00 · 已退 ¥95.00 · 手续费 ¥0.00 · 还差 ¥5.00" in page.totals.text()
    with user.look() as vault:
        (case,) = cancellations.list_cases(vault)
        assert case.standing.state is CancelState.REFUND_SHORT
        (reckoning,) = payments.reckon(vault)
        assert reckoning.is_proven
        assert vaults.verify(vault, deep=True).is_sound
