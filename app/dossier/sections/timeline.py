"""The course of events as a table: when, what, through which channel, and which exhibit shows it."""

from __future__ import annotations

from app.domain.times import shown
from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH
from app.dossier.outline import Dossier
from app.dossier.parts import Part
from app.dossier.sections.anchors import row_anchor
from app.dossier.sections.citations import labels
from app.dossier.sections.headings import draw_heading
from app.dossier.sections.tables import Column, Table, Words, exhibit_references
from app.dossier.sections.timeline_picture import TimelinePicture

RESOLVED = "时间推定"
_COLUMNS = (
    Column("行", 22),
    Column("时间", 100),
    Column("事件", 208),
    Column("渠道", 72),
    Column("证据", CONTENT_WIDTH - 402),
)


def draw_timeline(flow: Flow, dossier: Dossier) -> None:
    """Draw the course of events as a picture, then write every row of it as a table."""
    picture = TimelinePicture(dossier)
    draw_heading(flow, Part.TIMELINE, "时间均为北京时间。先图后表，表中每行指向其证据。", least=picture.height)
    picture.draw(flow)
    flow.skip(14)
    with Table(flow, _COLUMNS) as table:
        for position, event in enumerate(dossier.timeline):
            when = [Words(shown(event.at))]
            if event.is_resolved:
                when.append(Words(RESOLVED, look.CELL_WAITING))
            table.row(
                (
                    [Words(str(position + 1))],
                    when,
                    [Words(event.text)],
                    [Words(event.channel or "—")],
                    exhibit_references(labels(dossier), event.exhibits) or [Words("—")],
                ),
                anchor=row_anchor(Part.TIMELINE, position),
            )
