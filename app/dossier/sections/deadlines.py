"""The legal clock as a table: from when, until when, kept or missed, by how much, under which clause."""

from __future__ import annotations

from app.domain.chronology import lateness, span_words
from app.domain.deadline import DeadlineState
from app.domain.times import shown
from app.dossier import look
from app.dossier.case_parts import DeadlineRow
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH
from app.dossier.outline import Dossier
from app.dossier.parts import Part
from app.dossier.sections.anchors import row_anchor
from app.dossier.sections.citations import labels
from app.dossier.sections.headings import draw_heading
from app.dossier.sections.tables import Cell, Column, Reference, Table, Words, exhibit_references

_COLUMNS = (
    Column("行", 22),
    Column("事项", 84),
    Column("起算", 62),
    Column("到期", 62),
    Column("结果", 104),
    Column("依据条款", CONTENT_WIDTH - 334),
)
_STYLES = {
    DeadlineState.MET: look.CELL_GOOD,
    DeadlineState.MISSED: look.CELL_BAD,
    DeadlineState.RUNNING: look.CELL_BOLD,
    DeadlineState.WAIVED: look.CELL,
}


def draw_deadlines(flow: Flow, dossier: Dossier) -> None:
    """Write every deadline with what became of it by the time the dossier states."""
    draw_heading(flow, Part.DEADLINES, f"时间均为北京时间；未完成的事项算至 {shown(dossier.stated_at)}。")
    with Table(flow, _COLUMNS) as table:
        for position, row in enumerate(dossier.deadlines):
            clause: list[Words | Reference] = [Words(row.clause or "—")]
            clause.extend(exhibit_references(labels(dossier), row.exhibits))
            if row.warning:
                clause.append(Words(row.warning, look.CELL_MUTED))
            due: list[Words | Reference] = [Words(shown(row.due_at))]
            if row.is_estimated:
                due.append(Words("估算", look.CELL_WAITING))
            table.row(
                (
                    [Words(str(position + 1))],
                    [Words(row.what, look.CELL_BOLD)],
                    [Words(shown(row.starts_at))],
                    due,
                    _outcome(row, dossier),
                    clause,
                ),
                anchor=row_anchor(Part.DEADLINES, position),
            )


def _outcome(row: DeadlineRow, dossier: Dossier) -> Cell:
    late = lateness(row.due_at, row.closed_at, dossier.stated_at)
    span = span_words(late).zh
    words: list[Words | Reference] = [Words(row.state.label.zh, _STYLES[row.state])]
    match row.state:
        case DeadlineState.MISSED:
            words.append(Words(f"超过 {span}", look.CELL_BAD))
            if row.closed_at is None:
                words.append(Words("至今未完成", look.CELL_MUTED))
        case DeadlineState.MET:
            words.append(Words(f"提前 {span}"))
        case DeadlineState.RUNNING:
            words.append(Words(f"还剩 {span}" if late.total_seconds() < 0 else f"超过 {span}"))
        case DeadlineState.WAIVED:
            pass
    if row.closed_at is not None:
        words.append(Words(f"{shown(row.closed_at)} 完成", look.CELL_MUTED))
    return words
