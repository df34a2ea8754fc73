"""Drawing marks over evidence: kept beside the original, and every step can be undone."""

from __future__ import annotations

from app.domain.changes import Change, Outcome
from app.domain.errors import InputError
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import Markup
from app.domain.words import Text
from app.vault import evidence, marks
from app.vault.vault import Vault


def load_marks(vault: Vault, item: EvidenceId) -> Markup:
    """Return the marks of an item.

    Raises:
        NotFound: there is no such evidence.
    """
    return marks.of_evidence(vault, evidence.get(vault, item).id)


def save_marks(vault: Vault, item: EvidenceId, markup: Markup) -> Outcome[Markup]:
    """Keep an item's marks in place of those it had.

    Raises:
        NotFound: there is no such evidence.
        InvalidField: a mark has no area or lies outside the picture; nothing is changed.
        InputError: it is no picture.
    """
    found = evidence.get(vault, item)
    width, height = picture_size(found)
    checked = markup.checked(width, height)
    with vault.write("evidence.marked") as facts:
        marks.save(vault, facts, item, checked)
    return Outcome(checked, Change(Text("标注证据", "Mark evidence"), tuple(facts.rows)))


def picture_size(item: Evidence) -> tuple[int, int]:
    """Return a picture's size in pixels as displayed.

    Raises:
        InputError: it is no picture.
    """
    original = item.original
    if not item.is_picture or original.width is None or original.height is None:
        raise InputError(
            Text(f"“{item.name}”不是图片，不能标注", f"“{item.name}” is no picture and takes no marks"),
            Text("请选择截图", "choose a screenshot"),
        )
    return original.width, original.height
