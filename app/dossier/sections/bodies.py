"""What an exhibit without a picture of its own shows: a dialogue, rows of a statement, or a comparison."""

from __future__ import annotations

from app.dossier.flow import Flow
from app.dossier.outline import Comparison, Dossier, StatementRows, Transcript
from app.dossier.sections.comparisons import draw_comparison
from app.dossier.sections.statement_rows import draw_statement_rows
from app.dossier.sections.transcripts import draw_transcript


def draw_body(flow: Flow, dossier: Dossier, position: int) -> None:
    """Draw the body of the exhibit at a position; nothing where it has none."""
    match dossier.exhibits[position].body:
        case Transcript() as transcript:
            draw_transcript(flow, transcript)
        case StatementRows() as rows:
            draw_statement_rows(flow, rows)
        case Comparison() as comparison:
            draw_comparison(flow, dossier, comparison)
        case None:
            pass
