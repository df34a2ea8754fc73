"""Which originals travel inside the PDF, under which names, and which stay out.

An original of which a copy with hidden parts is shown stays out, under whatever exhibit it may appear: attached, it
would show what the copy hides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from app.dossier.outline import Comparison, Dossier, Exhibit
from app.dossier.typesetting import plain_line

_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}")
_TITLE_LENGTH: Final = 60


class Relationship(StrEnum):
    """How an attached file belongs to the document (ISO 19005-3, annex E)."""

    SOURCE = "Source"
    DATA = "Data"
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True, slots=True)
class Attachment:
    """An original to attach: its exhibit's position in the outline, its name in the PDF, and what it is to the page."""

    position: int
    name: str
    relationship: Relationship


def attachments(dossier: Dossier) -> tuple[Attachment, ...]:
    """Return the originals to attach, in the order of exhibits; none unless the dossier asks for them."""
    if not dossier.attach_originals:
        return ()
    kept_back = set(left_out(dossier))
    # A comparison shares the attachment of the exhibit that it was made from.
    first = {exhibit.sha256: position for position, exhibit in reversed(list(enumerate(dossier.exhibits)))}
    return tuple(
        Attachment(position, _name(exhibit, dossier.exhibits), _relationship(exhibit))
        for position, exhibit in enumerate(dossier.exhibits)
        if position not in kept_back and (first[exhibit.sha256] == position or not isinstance(exhibit.body, Comparison))
    )


def left_out(dossier: Dossier) -> tuple[int, ...]:
    """Return the positions of the exhibits whose originals are not attached: something on them is or may be hidden.

    What no file stands behind has nothing to attach either.
    """
    if not dossier.attach_originals:
        return ()
    hiding = {exhibit.sha256 for exhibit in dossier.exhibits if _hides(exhibit)}
    return tuple(position for position, exhibit in enumerate(dossier.exhibits) if exhibit.sha256 in hiding)


def _hides(exhibit: Exhibit) -> bool:
    return exhibit.is_kept_back or not exhibit.bytes or (exhibit.shown is not None and bool(exhibit.shown.hidden))


def _relationship(exhibit: Exhibit) -> Relationship:
    if exhibit.body is not None:
        return Relationship.DATA
    return Relationship.SUPPLEMENT if exhibit.picture is None else Relationship.SOURCE


def _name(exhibit: Exhibit, exhibits: Sequence[Exhibit]) -> str:
    """Return a name that every file system takes and no other exhibit has: `证据01_订单截图.png`."""
    digits = max(2, len(str(max(other.number for other in exhibits))))
    title = _UNSAFE.sub("_", plain_line(exhibit.title))[:_TITLE_LENGTH].strip(" ._") or "原件"
    suffix = PurePosixPath(exhibit.file_name.replace("\\", "/")).suffix.lower()
    return f"证据{exhibit.number:0{digits}d}_{title}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
