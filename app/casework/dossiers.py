"""Composing a dossier from the vault, checking what it lacks, and writing its PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app import __version__
from app.casework.files_out import refuse_place
from app.casework.orders import living_order
from app.casework.steps import QUIET, Steps
from app.domain.cancellation import CancelState
from app.domain.card_codes import CardCode
from app.domain.errors import VaultDamaged
from app.domain.evidence import CapturedFrom, Evidence, EvidenceId
from app.domain.gaps import Gap, gaps
from app.domain.orders import Order, OrderId
from app.domain.times import SHANGHAI, shown
from app.domain.words import Text
from app.vault import cancellations, card_codes, custody, evidence, orders
from app.vault.originals import Originals
from app.vault.vault import Vault

if TYPE_CHECKING:
    from app.dossier.outline import Dossier, Exhibit, OrderSheet, StatusLine

TITLE = "虚拟商品交易争议证据卷宗"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A PDF that was written: pages, size in bytes and SHA-256 (hex)."""

    path: Path
    pages: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Export:
    """What became of an export."""

    files: tuple[ExportedFile, ...]
    exhibits: int
    gaps: tuple[Gap, ...]


def find_gaps(vault: Vault, chosen: Sequence[OrderId]) -> list[Gap]:
    """Return what a dossier of these orders lacks.

    Raises:
        NotFound: there is no such order.
    """
    return [gap for order in chosen for gap in gaps(orders.get(vault, order), evidence.of_order(vault, order))]


def export_dossier(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    recipient: str,
    target: Path,
    fonts: Path,
    at: datetime | None = None,
    steps: Steps = QUIET,
) -> Export:
    """Write the dossier of some orders as one PDF; `at` is the time it states, now where none is given.

    Raises:
        NotFound: there is no such order.
        InvalidField: an unknown recipient.
        VaultDamaged: an original is not what came in.
        OutputError: the file cannot be written.
        Cancelled: the user asked to stop; no file is left.
    """
    dossier = compose(vault, chosen, recipient=recipient, at=at or vault.clock.now(), steps=steps)
    written = write_dossier(dossier, target, fonts=fonts, steps=steps)
    return Export((written,), len(dossier.exhibits), tuple(find_gaps(vault, chosen)))


def write_dossier(dossier: Dossier, target: Path, *, fonts: Path, steps: Steps = QUIET) -> ExportedFile:
    """Write a composed dossier as PDF; the database is not touched, so any thread may do it.

    Raises:
        ExhibitUnreadable, OutputError: an original or the file cannot be read or written; no file is left.
        Cancelled: the user asked to stop; no file is left.
    """
    from app.dossier.writer import write_pdf

    refuse_place(target)
    report = write_pdf(dossier, target, fonts, progress=steps.progress, cancel=steps.is_cancelled)
    return ExportedFile(target, report.pages, report.bytes, report.sha256)


def compose(vault: Vault, chosen: Sequence[OrderId], *, recipient: str, at: datetime, steps: Steps = QUIET) -> Dossier:
    """Return the dossier of some orders as data, after re-hashing every original in it.

    Raises:
        NotFound, InvalidField, VaultDamaged, Cancelled: as `export_dossier`.
    """
    from app.dossier.outline import Dossier, Integrity, Recipient

    reader = Recipient.parse("for", recipient)
    found = [living_order(vault, order) for order in dict.fromkeys(chosen)]
    items = [(order, item) for order in found for item in evidence.of_order(vault, order.id) if not item.is_trashed]
    _prove(vault, [item for _, item in items], steps)
    numbers = {item.id: number for number, (_, item) in enumerate(items, start=1)}
    seq, head = custody.head_of_case(vault.db, [order.id for order in found])
    return Dossier(
        title=TITLE,
        case_number=_case_number(found),
        recipient=reader,
        stated_at=at,
        orders=tuple(_sheet(order, numbers, card_codes.of_order(vault, order.id)) for order in found),
        exhibits=tuple(
            _exhibit(vault, order, item, numbers[item.id], title)
            for (order, item), title in zip(items, _titles([item for _, item in items]), strict=True)
        ),
        integrity=Integrity(
            chain_length=seq,
            chain_head=head,
            verified_text=(
                f"导出前已重新计算本卷宗 {len(items)} 份原件的 SHA-256，均与导入时的记录相同：自导入之日起未改变。"
            ),
        ),
        program=f"凭据匣 Pingju {__version__}",
        request="\n".join(line for order in found for line in _requests(vault, order)),
    )


def _requests(vault: Vault, order: Order) -> list[str]:
    """Return what the newest case of an order asks for, and what came back; nothing where it was withdrawn."""
    said = []
    for case in cancellations.every(vault, order=order.id)[-1:]:
        standing = case.standing
        if standing.state is CancelState.WITHDRAWN:
            continue
        words = f"{case.want.label.zh} {standing.expected.shown}（{case.reason.label.zh}）"
        if standing.received.fen:
            words += f"；已退 {standing.received.shown}，还差 {standing.shortfall.shown}"
        said.append(words)
    return said


@dataclass(frozen=True, slots=True)
class _Stored:
    """An original in the vault, opened only when its turn comes."""

    originals: Originals
    sha256: str

    def open(self) -> BinaryIO:
        return self.originals.open(self.sha256)


def _prove(vault: Vault, items: list[Evidence], steps: Steps) -> None:
    for done, item in enumerate(items):
        steps(done, 2 * len(items))
        if not vault.originals.is_intact(item.original.sha256):
            raise VaultDamaged(
                Text(
                    f"证据 {item.id}（{item.name}）的原件已被改动或丢失",
                    f"the original of evidence {item.id} was changed",
                ),
                Text("请运行 verify 并从备份恢复", "run verify and restore it from a backup"),
            )


def _case_number(found: list[Order]) -> str:
    first = found[0]
    more = f"-等{len(found)}单" if len(found) > 1 else ""
    return f"PJ-{first.created_at.astimezone(SHANGHAI):%Y%m%d}-{first.id:04d}{more}"


def _sheet(order: Order, numbers: dict[EvidenceId, int], codes: Sequence[CardCode]) -> OrderSheet:
    from app.dossier.outline import Fact, OrderSheet, StatusLine

    facts = order.facts
    rows = [
        Fact("平台", facts.platform, on_cover=True),
        Fact("商家", facts.merchant or "未填写", on_cover=True),
        Fact("订单号", facts.number, on_cover=True),
        Fact("商品", facts.product, on_cover=True),
        Fact("实付金额", facts.amount.shown, on_cover=True, is_figure=True),
    ]
    optional = (
        ("商品类别", facts.category),
        ("面值", facts.face_value and facts.face_value.shown),
        ("充值账号", facts.account),
        ("支付方式", facts.pay_method and facts.pay_method.label.zh),
        ("付款时间", facts.paid_at and shown(facts.paid_at)),
        ("商家承诺到账时间", facts.promise and facts.promise.shown.zh),
    )
    rows += [Fact(label, str(value)) for label, value in optional if value]
    # A code that was not redeemed is money: the paper shows its end, and the hash by which its owner can prove it.
    rows += [Fact("卡密", f"{code.masked}（盐 {code.salt} 加卡密的 SHA-256：{code.fingerprint}）") for code in codes]
    if order.status:
        rows.append(Fact("订单状态", order.status.label.zh, on_cover=True))
    seen: tuple[StatusLine, ...] = tuple(
        StatusLine(shown(status.at), status.status.label.zh, _position(numbers, status.evidence))
        for status in order.statuses
    )
    return OrderSheet(f"{facts.platform} {facts.number}", tuple(rows), seen, facts.note)


def _exhibit(vault: Vault, order: Order, item: Evidence, number: int, title: str) -> Exhibit:
    from app.dossier.outline import Exhibit, Picture

    original = item.original
    is_picture = original.width is not None and original.height is not None
    return Exhibit(
        number=number,
        title=title,
        kind_label=_kind(item),
        source=item.source or "未注明",
        captured=_captured(item),
        purpose=item.purpose or "未填写",
        order_heading=f"{order.facts.platform} {order.facts.number}",
        file_name=item.name,
        media_type=original.media_type,
        bytes=original.bytes,
        sha256=original.sha256,
        imported_at=shown(item.imported_at),
        original=_Stored(vault.originals, original.sha256),
        picture=Picture(original.width or 1, original.height or 1, original.frames) if is_picture else None,
    )


def _position(numbers: dict[EvidenceId, int], evidence_id: int | None) -> int | None:
    number = numbers.get(EvidenceId(evidence_id)) if evidence_id is not None else None
    return None if number is None else number - 1


def _titles(items: list[Evidence]) -> list[str]:
    """Return each exhibit's name: its kind, counted where there are several of it."""
    kinds = [_kind(item) for item in items]
    seen: Counter[str] = Counter()
    titles = []
    for kind in kinds:
        seen[kind] += 1
        titles.append(f"{kind}（{seen[kind]}）" if kinds.count(kind) > 1 else kind)
    return titles


def _kind(item: Evidence) -> str:
    return item.kind.label.zh if item.kind else "未分类"


def _captured(item: Evidence) -> str:
    capture = item.capture
    if capture.at is None or capture.known_from is CapturedFrom.NONE:
        return "截取时间不详"
    return f"{shown(capture.at)}（{capture.meaning.label.zh}，据{capture.known_from.label.zh}）"
