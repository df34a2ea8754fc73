"""What a dossier's exhibits are gathered into, and the bytes behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.evidence import EvidenceKind
from app.domain.orders import Order
from app.domain.text import Labelled
from app.dossier.case_parts import Redaction
from app.dossier.outline import Exhibit
from app.vault.originals import Originals


class Group(Labelled):
    """Exhibits that stand together, in the order in which a reader wants them."""

    GOODS = "goods", "商品与订单", "Goods and order"
    MONEY = "money", "付款与退款", "Payment and refund"
    TALKS = "talks", "沟通记录", "What was said"
    RULES = "rules", "规则与说明", "Rules and explanations"


_GROUPS: Final = {
    EvidenceKind.PRODUCT_PAGE: Group.GOODS,
    EvidenceKind.ORDER_PAGE: Group.GOODS,
    EvidenceKind.STATUS: Group.GOODS,
    EvidenceKind.DELIVERY: Group.GOODS,
    EvidenceKind.PAYMENT: Group.MONEY,
    EvidenceKind.REFUND: Group.MONEY,
    EvidenceKind.CHAT: Group.TALKS,
}


def group_of(kind: EvidenceKind | None) -> Group:
    """Return the group that a kind of evidence belongs to."""
    return _GROUPS.get(kind, Group.RULES) if kind is not None else Group.RULES


@dataclass(frozen=True, slots=True)
class Stored:
    """An original in the vault, opened only when its turn comes."""

    originals: Originals
    sha256: str

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte."""
        return self.originals.open(self.sha256)


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived copy in the vault's folder."""

    path: Path

    def open(self) -> BinaryIO:
        """Return a new stream at the first byte."""
        return self.path.open("rb")


@dataclass(slots=True)
class Gathered:
    """All exhibits in their order, where each item of evidence stands among them, and what was hidden."""

    exhibits: list[Exhibit] = field(default_factory=list)
    positions: dict[int, int] = field(default_factory=dict)
    messages: dict[int, int] = field(default_factory=dict)
    payments: dict[int, int] = field(default_factory=dict)
    redactions: list[Redaction] = field(default_factory=list)

    def of_evidence(self, keys: Iterable[int | None]) -> tuple[int, ...]:
        """Return the positions of the exhibits that show some items of evidence."""
        return tuple(dict.fromkeys(self.positions[key] for key in keys if key is not None and key in self.positions))


def heading_of(order: Order) -> str:
    """Return how a dossier names an order."""
    return f"{order.facts.platform} {order.facts.number}"
