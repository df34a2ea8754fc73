"""The money to the fen: what should have come back, what came, what was kept as a fee, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.money import Money
from app.domain.times import shown
from app.dossier import look
from app.dossier.case_parts import RefundRow
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH
from app.dossier.outline import Dossier
from app.dossier.parts import Part
from app.dossier.sections.anchors import row_anchor
from app.dossier.sections.citations import labels
from app.dossier.sections.headings import draw_heading
from app.dossier.sections.tables import Cell, Column, Reference, Table, Words, exhibit_references

_MONEY = 66.0
_FEE = 4
"""The place of the column of fees."""
_NOTE = "精确到分。差额 = 应退 − 已退"


def draw_money(flow: Flow, dossier: Dossier) -> None:
    """Write every refund and the sums of each currency; a column of fees only where one was kept."""
    has_fee = any(row.fee is not None for row in dossier.refunds)
    note = f"{_NOTE}；手续费是对方以此名义扣下的部分，已含在差额内。" if has_fee else f"{_NOTE}。"
    draw_heading(flow, Part.MONEY, note)

    def shown_cells(cells: list[Cell]) -> list[Cell]:
        return cells if has_fee else cells[:_FEE] + cells[_FEE + 1 :]

    with Table(flow, _columns(has_fee=has_fee)) as table:
        for position, row in enumerate(dossier.refunds):
            table.row(shown_cells(_row(dossier, row, position)), anchor=row_anchor(Part.MONEY, position))
        for currency in dict.fromkeys(row.received.currency for row in dossier.refunds):
            table.row(shown_cells(_total(dossier, currency)), fill=look.PALE)


def _columns(*, has_fee: bool) -> list[Column]:
    sums = ("应退", "已退", "手续费", "差额") if has_fee else ("应退", "已退", "差额")
    columns = [Column("行", 26), Column("款项", CONTENT_WIDTH - 26 - len(sums) * _MONEY - 82)]
    return [*columns, *(Column(name, _MONEY, "right") for name in sums), Column("证据", 82)]


def _row(dossier: Dossier, row: RefundRow, position: int) -> list[Cell]:
    name: list[Words | Reference] = [Words(row.label, look.CELL_BOLD)]
    details = (shown(row.at) if row.at else "", row.destination and f"退至{row.destination}", row.note)
    name.extend(Words(words, look.CELL_MUTED) for words in details if words)
    missing = None if row.expected is None else row.expected - row.received
    return [
        [Words(str(position + 1))],
        name,
        [Words(_amount(row.expected))],
        [Words(_amount(row.received))],
        [Words(_amount(row.fee))],
        [Words(_amount(missing), look.CELL_BAD if missing and missing.fen > 0 else look.CELL)],
        exhibit_references(labels(dossier), row.exhibits) or [Words("—")],
    ]


def _amount(amount: Money | None) -> str:
    return "—" if amount is None else amount.shown


def _sum(amounts: Iterable[Money | None], currency: str) -> Money:
    total = Money(0, currency)
    for amount in amounts:
        if amount is not None:
            total += amount
    return total


def _total(dossier: Dossier, currency: str) -> list[Cell]:
    rows = [row for row in dossier.refunds if row.received.currency == currency]
    expected = _sum((row.expected for row in rows), currency)
    received = _sum((row.received for row in rows), currency)
    fee = _sum((row.fee for row in rows), currency)
    missing = expected - received
    style = look.CELL_BAD if missing.fen > 0 else look.CELL_BOLD
    return [
        [],
        [Words("合计", look.CELL_BOLD)],
        [Words(expected.shown, look.CELL_BOLD)],
        [Words(received.shown, look.CELL_BOLD)],
        [Words(fee.shown if fee.fen else "—", look.CELL_BOLD)],
        [Words(missing.shown, style)],
        [],
    ]
