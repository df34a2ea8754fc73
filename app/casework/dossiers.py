"""Composing a dossier from the vault, checking what it lacks, writing its PDF, and remembering what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.casework import cases, complainants
from app.casework.cancellations import list_cases
from app.casework.cases import CaseView
from app.casework.dossier_gaps import find_gaps
from app.casework.files_out import refuse_place
from app.casework.orders import living_order
from app.casework.steps import QUIET, Steps
from app.casework.working_days import working_days
from app.domain.cancellation import CancelState
from app.domain.changes import Change, Outcome
from app.domain.errors import InvalidField
from app.domain.exports import Export as ExportRecord
from app.domain.exports import ExportedFile as RecordedFile
from app.domain.exports import ExportKind
from app.domain.gaps import Gap
from app.domain.orders import Order, OrderId
from app.domain.text import clean_prose
from app.domain.times import SHANGHAI
from app.domain.words import Text
from app.domain.workdays import Workdays
from app.vault import custody, exports, orders
from app.vault.vault import Vault

if TYPE_CHECKING:
    from app.casework.composing.gathered import Gathered
    from app.casework.composing.wishes import Wishes
    from app.dossier.outline import Dossier

__all__ = [
    "PARTS",
    "Export",
    "ExportedFile",
    "changed_since",
    "compose",
    "edit_text",
    "edited_texts",
    "export_dossier",
    "find_gaps",
    "list_exports",
    "megabytes",
    "record_export",
    "texts_of",
    "write_dossier",
    "write_files",
]
TITLE = "虚拟商品交易争议证据卷宗"
PARTS = ("request", "statement", "lead")
"""The parts whose words the user may write anew."""
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A PDF that was written: pages, size in bytes, SHA-256 (hex), and whether it shows reduced pictures."""

    path: Path
    pages: int
    bytes: int
    sha256: str
    is_reduced: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """What became of an export."""

    files: tuple[ExportedFile, ...]
    exhibits: int
    gaps: tuple[Gap, ...]


def export_dossier(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    recipient: str,
    target: Path,
    fonts: Path,
    at: datetime | None = None,
    days: Workdays | None = None,
    redact: bool = False,
    attach_originals: bool = False,
    max_bytes: int | None = None,
    max_dpi: int | None = None,
    steps: Steps = QUIET,
) -> Export:
    """Write the dossier of some orders; `at` is the time it states, now where none is given.

    With `max_bytes` a dossier that is larger comes in numbered parts, each within it.

    Raises:
        NotFound: there is no such order.
        InvalidField: an unknown recipient.
        VaultDamaged: an original is not what came in.
        OutputError: the file cannot be written.
        Cancelled: the user asked to stop; no file is left.
    """
    dossier = compose(
        vault,
        chosen,
        recipient=recipient,
        at=at or vault.clock.now(),
        resources=fonts.parent,
        days=days,
        redact=redact,
        attach_originals=attach_originals,
        steps=steps,
    )
    files = write_files(dossier, target, fonts=fonts, max_bytes=max_bytes, max_dpi=max_dpi, steps=steps)
    if not vault.is_read_only:
        record_export(vault, chosen, dossier, files)
    left = find_gaps(
        vault,
        chosen,
        recipient=recipient,
        at=dossier.stated_at,
        days=days,
        resources=fonts.parent,
        is_redacted=redact,
    )
    return Export(files, len(dossier.exhibits), tuple(left))


def write_dossier(dossier: Dossier, target: Path, *, fonts: Path, steps: Steps = QUIET) -> ExportedFile:
    """Write a composed dossier as one PDF; the database is not touched, so any thread may do it.

    Raises:
        ExhibitUnreadable, OutputError: an original or the file cannot be read or written; no file is left.
        Cancelled: the user asked to stop; no file is left.
    """
    (file,) = write_files(dossier, target, fonts=fonts, steps=steps)
    return file


def write_files(
    dossier: Dossier,
    target: Path,
    *,
    fonts: Path,
    max_bytes: int | None = None,
    max_dpi: int | None = None,
    fit_dpi: int | None = None,
    steps: Steps = QUIET,
) -> tuple[ExportedFile, ...]:
    """Write a composed dossier as PDF, in parts of at most `max_bytes` where that is given.

    With `max_dpi` pictures are shown as reduced copies, which each page says, and no original is attached; with
    `fit_dpi` only where the dossier is over `max_bytes` otherwise.

    Raises:
        ExhibitUnreadable, OutputError: an original or a file cannot be read or written; no file is left.
        Cancelled: the user asked to stop; no file is left.
    """
    from app.dossier.parting import write_parts
    from app.dossier.reduction import ImagePolicy
    from app.dossier.writer import write_pdf

    refuse_place(target)
    images, to_fit = (None if dpi is None else ImagePolicy(max_dpi=dpi) for dpi in (max_dpi, fit_dpi))
    if max_bytes is None:
        reports = [write_pdf(dossier, target, fonts, steps.progress, steps.is_cancelled, images=images)]
    else:
        watched = (steps.progress, steps.is_cancelled)
        reports = list(write_parts(dossier, target, fonts, max_bytes, *watched, images=images, to_fit=to_fit))
    return tuple(ExportedFile(one.path, one.pages, one.bytes, one.sha256, one.is_reduced) for one in reports)


def megabytes(text: str) -> int:
    """Return a size limit typed in megabytes (10^6 bytes, the stricter of the two that portals mean), in bytes.

    Raises:
        InvalidField: not a positive number.
    """
    try:
        size = int(float(text) * _MEGABYTE)
    except (ValueError, OverflowError):
        size = 0
    if size <= 0:
        raise InvalidField(
            "max-mb", Text(f"不是大小：“{text}”", f"not a size: “{text}”"), Text("例如 10", "for example 10")
        )
    return size


def resolution(text: str) -> int:
    """Return a resolution typed in dots per inch: 36 to 300, the most that the guidance on court bundles takes.

    Raises:
        InvalidField: not a whole number in that range.
    """
    dots = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 36 <= dots <= 300:
        raise InvalidField(
            "max-dpi", Text(f"不是分辨率：“{text}”", f"not a resolution: “{text}”"), Text("36 到 300", "36 to 300")
        )
    return dots


def compose(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    recipient: str,
    at: datetime,
    resources: Path,
    days: Workdays | None = None,
    redact: bool = False,
    attach_originals: bool = False,
    texts: Mapping[str, str] | None = None,
    steps: Steps = QUIET,
) -> Dossier:
    """Return the dossier of some orders as data, after re-hashing every original in it.

    Raises:
        NotFound, InvalidField, VaultDamaged, Cancelled: as `export_dossier`.
    """
    from app.casework.composing import exhibits
    from app.casework.composing.wishes import Wishes
    from app.dossier.outline import Recipient

    reader = Recipient.parse("for", recipient)
    wishes = Wishes(reader, at, resources, days or working_days(), redact, attach_originals, texts or {})
    found = [living_order(vault, order) for order in dict.fromkeys(chosen)]
    gathered = exhibits.gather(vault, found, wishes, steps)
    return _whole(vault, found, gathered, wishes)


def record_export(
    vault: Vault, chosen: Sequence[OrderId], dossier: Dossier, files: Sequence[ExportedFile]
) -> Outcome[int]:
    """Remember what was made of which orders, with its hash and its words as they were sent.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    made = ExportRecord(
        kind=ExportKind.DOSSIER,
        recipient=dossier.recipient.value,
        orders=tuple(dict.fromkeys(chosen)),
        files=tuple(RecordedFile(one.path.name, one.bytes, one.sha256) for one in files),
        chain_seq=dossier.integrity.chain_length,
        chain_head=dossier.integrity.chain_head,
        stated_at=dossier.stated_at,
        texts=stated_texts(dossier),
    )
    with vault.write("dossier.exported") as facts:
        key = exports.record(facts, made)
    return Outcome(key, Change(Text("导出卷宗", "Export dossier"), tuple(facts.rows)))


def list_exports(vault: Vault, order: OrderId) -> list[ExportRecord]:
    """Return what was made of an order, newest first."""
    return exports.every(vault, order=order)


def changed_since(vault: Vault, made: ExportRecord) -> int:
    """Return how many entries of the chain about an export's orders came after it, and how many fields of its sender.

    The complainant is kept in the settings, so that only the newest change of each field is known.
    """
    is_form = complainants.states_people(made)
    entries = custody.count_of_case_after(vault.db, list(made.orders), made.chain_seq, with_identities=is_form)
    return entries + len(complainants.person_changed_since(vault, made))


def edited_texts(vault: Vault, order: OrderId, recipient: str) -> dict[str, str]:
    """Return the parts that the user wrote anew, by part (`PARTS`)."""
    return exports.edited_texts(vault, order, recipient)


def texts_of(
    vault: Vault,
    order: OrderId,
    recipient: str,
    *,
    at: datetime,
    resources: Path,
    days: Workdays | None = None,
) -> dict[str, tuple[str, bool]]:
    """Return the parts that the user may write anew as they would be printed, and whether they were.

    Raises:
        NotFound, InvalidField, VaultDamaged: as `export_dossier`.
    """
    made = compose(vault, [order], recipient=recipient, at=at, resources=resources, days=days)
    kept = edited_texts(vault, order, made.recipient.value)
    return {part: (text, part in kept) for part, text in stated_texts(made).items()}


def stated_texts(dossier: Dossier) -> dict[str, str]:
    """Return the parts that the user may write anew as a dossier says them; a lead where there is one."""
    said = {"request": dossier.request, "statement": "\n".join(one.text for one in dossier.statement)}
    return said | ({"lead": dossier.lead.text} if dossier.lead else {})


def edit_text(vault: Vault, order: OrderId, recipient: str, part: str, text: str | None) -> Outcome[str | None]:
    """Keep a part of a dossier as the user wrote it; None gives it back to what the case says.

    Raises:
        InvalidField: no such part, or the text is too long.
    """
    from app.dossier.outline import Recipient

    Recipient.parse("for", recipient)
    orders.get(vault, order)
    if part not in PARTS:
        raise InvalidField("part", Text(f"没有“{part}”这一部分", f"there is no part “{part}”"))
    body = clean_prose(part, text) if text is not None else None
    with vault.write("dossier.text_edited") as facts:
        exports.edit_text(vault, facts, order, recipient, part, body)
    return Outcome(body, Change(Text("编辑卷宗文字", "Edit dossier text"), tuple(facts.rows)))


def _whole(vault: Vault, found: list[Order], gathered: Gathered, wishes: Wishes) -> Dossier:
    from app.casework.composing import claims, masking, narrative, sheets, story
    from app.dossier.case_parts import Paragraph
    from app.dossier.outline import Dossier, Integrity

    is_alone = len(found) == 1
    per_order = [(order, _views(vault, order, wishes)) for order in found]
    views = [view for _, several in per_order for view in several]
    clauses = [one for order, several in per_order for one in claims.clause_quotes(vault, order, several, gathered)]
    articles = {order.id: claims.articles_of(vault, order, several, wishes) for order, several in per_order}
    texts = {**edited_texts(vault, found[0].id, wishes.recipient.value), **wishes.texts}
    written = [line for line in texts.get("statement", "").splitlines() if line.strip()]
    told = [Paragraph(line) for line in written] or [
        paragraph
        for order, several in per_order
        for paragraph in narrative.facts_in_words(vault, order, several, gathered, wishes.at)
    ]
    asked = [line for order, several in per_order for line in claims.requests(order, several, is_alone=is_alone)]
    asked_for = tuple(
        claim
        for order, several in per_order
        for claim in claims.claims(vault, order, several, gathered, clauses, articles[order.id], is_alone=is_alone)
    )
    seq, head = custody.head_of_case(vault.db, [order.id for order in found])
    made = Dossier(
        title=TITLE,
        case_number=_case_number(found),
        recipient=wishes.recipient,
        stated_at=wishes.at,
        orders=tuple(sheets.order_sheet(vault, order, gathered) for order in found),
        exhibits=tuple(gathered.exhibits),
        integrity=Integrity(seq, head, _verified(gathered), has_code=True),
        program=f"凭据匣 Pingju {__version__}",
        request=texts.get("request") or "\n".join(asked),
        attach_originals=wishes.attach_originals,
        summary=claims.summary(per_order, wishes.at),
        claims=asked_for,
        statement=tuple(told),
        timeline=tuple(
            event for order, several in per_order for event in story.timeline(vault, order, several, gathered)
        ),
        deadlines=tuple(story.deadline_rows(views, gathered, wishes.at)),
        refunds=tuple(
            row
            for order, several in per_order
            for row in claims.refund_rows(vault, order, several, gathered, is_alone=is_alone)
        ),
        clauses=tuple(clauses),
        laws=tuple(dict.fromkeys(law for several in articles.values() for law in claims.law_quotes(several))),
        complaint=claims.complaint_form(vault, found[0]),
        lead=claims.lead_sheet(vault, found[0], texts.get("lead", ""), asked_for),
        redactions=tuple(gathered.redactions),
        letters=tuple(claims.sent_letters(views)),
        submitted_on=wishes.at.astimezone(SHANGHAI).date(),
    )
    return masking.masked_dossier(made, [order.facts.number for order in found]) if wishes.is_redacted else made


def _views(vault: Vault, order: Order, wishes: Wishes) -> list[CaseView]:
    opened = [case for case in list_cases(vault, order=order.id) if case.standing.state is not CancelState.WITHDRAWN]
    return [cases.view(vault, case.id, days=wishes.days, at=wishes.at) for case in opened]


def _verified(gathered: Gathered) -> str:
    return f"导出前已重新计算 {len(gathered.positions)} 份原件，均与导入时的记录相同。"


def _case_number(found: list[Order]) -> str:
    first = found[0]
    more = f"-等{len(found)}单" if len(found) > 1 else ""
    return f"PJ-{first.created_at.astimezone(SHANGHAI):%Y%m%d}-{first.id:04d}{more}"
