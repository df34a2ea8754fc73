"""What was hidden: what kind of thing, on which exhibit, where, and the hashes of the original and of the copy."""

from __future__ import annotations

from app.dossier import look
from app.dossier.case_parts import Redaction
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH
from app.dossier.outline import Dossier
from app.dossier.parts import Part
from app.dossier.sections.anchors import exhibit_anchor, row_anchor
from app.dossier.sections.headings import draw_heading
from app.dossier.sections.tables import Cell, Column, Reference, Table, Words

_COLUMNS = (
    Column("行", 28),
    Column("证据", 78),
    Column("遮盖内容的种类", 96),
    Column("位置", 118),
    Column("原件与副本的 SHA-256", CONTENT_WIDTH - 320),
)


def draw_redactions(flow: Flow, dossier: Dossier) -> None:
    """Write one row for each hidden place; what was hidden itself is named nowhere."""
    draw_heading(flow, Part.REDACTIONS, "为保护个人信息遮盖了下列内容；原件未改动，可应要求出示并按指纹核对。")
    with Table(flow, _COLUMNS) as table:
        for position, redaction in enumerate(dossier.redactions):
            table.row(_row(dossier, redaction, position), anchor=row_anchor(Part.REDACTIONS, position))


def _row(dossier: Dossier, redaction: Redaction, position: int) -> list[Cell]:
    exhibit = dossier.exhibits[redaction.exhibit]
    where: list[Words | Reference] = [Words(f"原件第 {redaction.page} 页")]
    if redaction.region is not None:
        region = redaction.region
        where.append(Words(f"左 {region.x}，上 {region.y}，宽 {region.width}，高 {region.height} 像素"))
        if exhibit.picture is not None:
            where.append(Words(f"整图 {exhibit.picture.width}×{exhibit.picture.height}", look.CELL_MUTED))
    hashes: list[Words | Reference] = [Words(f"原件 {exhibit.sha256}", look.CELL_MUTED)]
    if exhibit.shown is not None:
        hashes.append(Words(f"所示副本 {exhibit.shown.sha256}", look.CELL_MUTED))
    return [
        [Words(str(position + 1))],
        [Reference(f"{exhibit.label} · 第{{page}}页", exhibit_anchor(redaction.exhibit))],
        [Words(redaction.kind, look.CELL_BOLD)],
        where,
        hashes,
    ]
