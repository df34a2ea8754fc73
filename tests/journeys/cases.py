"""What lies in the vault before a story begins, put there by the use cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from app.casework import evidence, orders, vaults
from app.domain.evidence import EvidenceKind
from app.domain.orders import OrderId
from tests.fixtures.cases import START, TickingClock, order_fields


def yesterday() -> TickingClock:
    """Return a clock of the day before the story."""
    return TickingClock(START - timedelta(days=1))


def record(folder: Path, *, number: str = "A100", status: str | None = None, **more: str) -> OrderId:
    """Record an order in `folder/my.pingju`."""
    with vaults.open_for_writing(folder / "my.pingju", clock=yesterday(), actor="tester") as vault:
        return orders.record_order(vault, order_fields(number, **more), status=status).value.id


def record_with_evidence(folder: Path, files: Sequence[Path], *, kind: EvidenceKind | None = None) -> OrderId:
    """Record an order with evidence in `folder/my.pingju`."""
    order = record(folder)
    with vaults.open_for_writing(folder / "my.pingju", clock=yesterday(), actor="tester") as vault:
        evidence.add_evidence(vault, order, files, kind=kind)
    return order
