"""What a file that is no picture says, for searching and for reading beside it."""

from __future__ import annotations

from app.casework.importing.kinds import Recognised
from app.casework.staging import PlainFile
from app.domain.errors import PingjuError
from app.domain.imports import ImportKind, Noticed

TEXT_LIMIT = 2_000_000
"""How much text of one file is kept, in characters."""


def facts_and_text(found: Recognised) -> tuple[PlainFile, str, list[Noticed]]:
    """Return what a file is, the text it says (empty for statements and chats, whose rows say it), and what to tell.

    Raises:
        UnreadableFile: a page, document or recording that is broken.
    """
    match found.kind:
        case ImportKind.PAGE:
            from app.intake.web_pages import read_page

            page = read_page(found.source)
            return PlainFile(found.media_type), page.text[:TEXT_LIMIT], []
        case ImportKind.DOCUMENT:
            from app.intake.documents import read_document

            document = read_document(found.source.path, name=found.source.name)
            return PlainFile(found.media_type, frames=max(document.pages, 1)), document.text[:TEXT_LIMIT], []
        case ImportKind.RECORDING:
            return _recording(found)
        case _:
            return PlainFile(found.media_type), "", []


def _recording(found: Recognised) -> tuple[PlainFile, str, list[Noticed]]:
    from app.intake.recordings import VideoSupportMissing, read_recording

    try:
        facts = read_recording(found.source.path, name=found.source.name)
    except VideoSupportMissing as missing:
        # It is kept all the same: the bytes are the evidence, its pictures can be chosen later.
        return PlainFile(found.media_type), "", [_as_note(missing)]
    return PlainFile(facts.media_type, facts.width, facts.height, max(facts.frames, 1)), "", []


def _as_note(error: PingjuError) -> Noticed:
    return Noticed(error.sentence)
