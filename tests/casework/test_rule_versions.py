"""The versions of a clause and what changed between two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.casework import platforms
from app.casework.rule_versions import compare_versions, record_version, terms_of, versions
from app.casework.staging import Pasted
from app.domain.errors import InvalidField, NotFound, UnreadableFile
from app.vault.vault import Vault
from tests.fixtures.cases import picture, state


def record(vault: Vault, value: str, text: str, *, term: str = "fee", proof: Path | Pasted | None = None) -> None:
    record_version(vault, "星卡网", term=term, value=value, text=text, source=None, proof=proof)


@pytest.fixture
def fees(vault: Vault) -> Vault:
    platforms.add_platform(vault, "星卡网")
    record(vault, "none", "取消订单不收手续费。")
    record(vault, "30m", "超过30分钟可以取消。", term="late_delivery")
    record(vault, "5%", "取消订单收取 5% 手续费。")
    return vault


def test_versions_come_oldest_first(fees: Vault) -> None:
    found = versions(fees, "星卡网", "fee")
    assert [rule.clause.value for rule in found] == ["none", "5%"]
    assert found[1].replaces == found[0].id
    assert versions(fees, "星卡网", "merchant_reply") == []
    with pytest.raises(NotFound):
        versions(fees, "没有", "fee")


def test_terms_come_with_the_version_that_counts_today(fees: Vault) -> None:
    fee, late = terms_of(platforms.list_rules(fees, "星卡网"), fees.clock.now())
    assert (fee.term, fee.standing.clause.value, len(fee.versions)) == ("fee", "5%", 2)
    assert (late.term, late.standing.clause.value, len(late.versions)) == ("late_delivery", "30m", 1)


def test_two_versions_differ_where_their_words_do(fees: Vault) -> None:
    older, newer = versions(fees, "星卡网", "fee")
    found = compare_versions(older, newer)
    gone = [older.clause.text[each.start : each.end] for each in found.text]
    new = [newer.clause.text[each.shown_start : each.shown_end] for each in found.text]
    assert "".join(gone) == "不"
    assert "".join(new) == "取 5% "
    assert found.value
    assert not found.is_same
    assert compare_versions(older, older).is_same


def test_a_pasted_picture_proves_a_clause_as_a_file_does(
    fees: Vault, picture_file: Callable[..., Path], tmp_path: Path
) -> None:
    record(fees, "10m", "一", term="merchant_reply", proof=Pasted(picture(7), "../粘贴.png", "剪贴板"))
    record(fees, "20m", "二", term="merchant_reply", proof=picture_file(7))
    pasted, filed = versions(fees, "星卡网", "merchant_reply")
    assert (pasted.proof_name, filed.proof_name) == ("粘贴.png", "picture-7.png")
    assert pasted.proof == filed.proof
    assert pasted.proof is not None
    assert fees.originals.path(pasted.proof).read_bytes() == picture(7)
    assert not (tmp_path / "粘贴.png").exists()


def test_what_is_wrong_changes_nothing(fees: Vault) -> None:
    before = state(fees)
    with pytest.raises(UnreadableFile):
        record(fees, "1%", "三", proof=Pasted(b"no picture", "x.png", ""))
    with pytest.raises(InvalidField):
        record(fees, "soon", "三", term="late_delivery")
    assert state(fees) == before
