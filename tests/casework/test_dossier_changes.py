"""What changed since something was sent is told in words, and nothing is left out of the count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.casework import cancellations, dossiers, evidence, orders, vaults
from app.casework.dossier_changes import changes_since
from app.casework.vaults import Vault
from app.domain.orders import OrderId
from app.shell import paths
from tests.fixtures.cases import TickingClock
from tests.journeys.cases import record_with_evidence

RESOURCES = paths.resources()


@pytest.fixture
def vault(tmp_path: Path, clock: TickingClock, picture_file: Callable[..., Path]) -> Iterator[Vault]:
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as opened:
        yield opened


def test_changes_are_told_newest_first_with_what_they_are_about(vault: Vault, tmp_path: Path) -> None:
    order = OrderId(1)
    dossiers.export_dossier(vault, [order], recipient="platform", target=tmp_path / "a.pdf", fonts=RESOURCES / "fonts")
    (made,) = dossiers.list_exports(vault, order)
    assert changes_since(vault, made).told == ()
    assert changes_since(vault, made).others == 0
    item = evidence.list_evidence(vault, order)[0]
    evidence.edit_evidence(vault, item.id, {"purpose": "付款 100 元"})
    orders.edit_order(vault, order, {"merchant": "点券小店"})
    cancellations.open_case(vault, order, reason="late_delivery")
    found = changes_since(vault, made)
    told = [(one.about.zh, one.done.zh) for one in found.told]
    assert told[0] == ("取消案件", "开始")
    assert ("订单信息", "修改") in told
    assert (f"{item.kind.label.zh if item.kind else '证据'} {item.name}", "修改说明") in told
    assert [one.at for one in found.told] == sorted((one.at for one in found.told), reverse=True)
    assert len(found.told) + found.others == dossiers.changed_since(vault, made)
    dossiers.export_dossier(vault, [order], recipient="platform", target=tmp_path / "b.pdf", fonts=RESOURCES / "fonts")
    newest = dossiers.list_exports(vault, order)[0]
    assert changes_since(vault, newest).told == ()
