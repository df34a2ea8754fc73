"""What a dossier lacks is found before it is made, and each gap says where to go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.casework import cancellations, complainants, dossiers, marks, orders, payments
from app.casework.cancellations import TypedEvent
from app.casework.importing.run import import_files
from app.domain.gaps import Gap
from app.domain.marks import HiddenKind, Mark, MarkKind, Markup, Region
from app.domain.orders import Order
from app.domain.payment_links import LinkRole
from app.domain.times import parse_time
from app.vault.vault import Vault
from tests.casework.importing.statement_files import alipay, alipay_row
from tests.casework.whole_case import AT, RESOURCES, WholeCase, whole_case
from tests.fixtures.cases import add, order_fields


@pytest.fixture
def case(vault: Vault, tmp_path: Path) -> WholeCase:
    return whole_case(vault, tmp_path)


def found(vault: Vault, case: WholeCase, recipient: str = "association", **more: bool) -> list[Gap]:
    return dossiers.find_gaps(vault, [case.order], recipient=recipient, at=AT, resources=RESOURCES, **more)


def codes(gaps: list[Gap]) -> set[str]:
    return {gap.code for gap in gaps}


def test_sensitive_numbers_are_named_where_they_stand(vault: Vault, case: WholeCase) -> None:
    gaps = found(vault, case)
    pictures = {gap.evidence: gap.text.zh for gap in gaps if gap.code == "sensitive_in_picture"}
    # The mail address on the third picture is covered by the user's own mark.
    assert set(pictures) == {case.items[1].id, case.items[3].id}
    assert "手机号码" in pictures[case.items[1].id]
    assert "银行卡号" in pictures[case.items[3].id]
    places = {gap.place for gap in gaps if gap.code == "sensitive_in_text"}
    assert {"note", "chat:1"} <= places
    assert any(place.startswith("case:") for place in places if place)


def test_redaction_asks_only_for_what_it_cannot_see(
    vault: Vault, case: WholeCase, picture_file: Callable[..., Path]
) -> None:
    gaps = found(vault, case, is_redacted=True)
    assert not codes(gaps) & {"sensitive_in_picture", "sensitive_in_text", "picture_unread"}
    (unread,) = add(vault, orders.show_order(vault, case.order), picture_file(1))
    (gap,) = [gap for gap in found(vault, case, is_redacted=True) if gap.code == "picture_unread"]
    assert gap.evidence == unread.id


def test_a_mark_over_the_number_closes_the_gap(vault: Vault, case: WholeCase) -> None:
    whole = Markup((Mark(MarkKind.BAR, Region(0, 170, 720, 80), hidden=HiddenKind.PHONE),))
    for item in (case.items[1], case.items[3]):
        marks.save_marks(vault, item.id, whole)
    assert "sensitive_in_picture" not in codes(found(vault, case))


def test_a_missing_purpose_and_missing_proofs_are_named(vault: Vault, case: WholeCase) -> None:
    gaps = found(vault, case)
    assert [gap.evidence for gap in gaps if gap.code == "evidence_without_purpose"] == [case.items[3].id]
    proofs = {gap.kind.value for gap in gaps if gap.code == "missing_proof" and gap.kind}
    assert {"refund", "rule"} & proofs


def test_the_parties_are_asked_for_outside_the_platform_only(vault: Vault, case: WholeCase) -> None:
    party = {"no_complainant_name", "no_complainant_phone", "no_complainant_address", "respondent_unknown"}
    assert not codes(found(vault, case)) & party
    complainants.change_person(vault, {"phone": "", "name": ""})
    complainants.save_identity(vault, orders.show_order(vault, case.order), {})
    gaps = found(vault, case)
    assert codes(gaps) & party == party - {"no_complainant_address"}
    assert {gap.place for gap in gaps if gap.code in party} == {"complainant.name", "complainant.phone", "respondent"}
    assert not codes(found(vault, case, "platform")) & party
    complainants.change_platform_identity(vault, "星卡网", {"name": "星卡网络公司", "address": "上海市"})
    assert "respondent_unknown" not in codes(found(vault, case))


def test_orders_with_different_respondents_do_not_fit_one_form(vault: Vault, case: WholeCase) -> None:
    other = orders.record_order(vault, order_fields("B2", merchant="乙店")).value
    both = dossiers.find_gaps(vault, [case.order, other.id], recipient="association")
    (gap,) = [one for one in both if one.code == "several_respondents"]
    assert gap.order == other.id
    assert "乙店" in gap.text.zh
    alike = orders.record_order(vault, order_fields("B4", merchant="乙店")).value
    both = dossiers.find_gaps(vault, [other.id, alike.id], recipient="association")
    assert "several_respondents" not in codes(both)


def test_too_early_names_until_when(vault: Vault, order: Order) -> None:
    case = cancellations.open_case(vault, order.id, reason="late_delivery").value
    for typed in (
        TypedEvent("submit", at="2023-11-22 09:00", channel="platform_chat"),
        TypedEvent("refuse", at="2023-11-22 09:30", channel="platform_chat"),
        TypedEvent("ask_platform", at="2023-11-22 10:00", channel="platform_support"),
    ):
        cancellations.record_event(vault, case.id, typed)

    def early(recipient: str, at: str) -> list[str]:
        gaps = dossiers.find_gaps(vault, [order.id], recipient=recipient, at=parse_time(at))
        return [gap.text.zh for gap in gaps if gap.code == "too_early"]

    assert early("association", "2023-11-23 10:00") == ["现在提交还早：“客服答复”的期限到 11-24 10:00"]
    assert early("platform", "2023-11-23 10:00") == []
    assert early("association", "2023-11-24 10:01") == []
    assert early("archive", "2023-11-23 10:00") == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (alipay_row(1, yuan="98.00"), "账单上付了 ¥98.00，订单里填的是 ¥100.00"),
        (alipay_row(1, at="2023-02-11 15:29:08"), "账单上的付款时间是 2023-02-11 15:29:08"),
        (alipay_row(1), None),
    ],
)
def test_the_statement_is_held_against_what_was_typed(
    vault: Vault, tmp_path: Path, row: str, words: str | None
) -> None:
    typed = {"platform": "星卡网", "number": "A1", "product": "x", "amount": "100", "paid_at": "2023-02-11 14:29:08"}
    order = orders.record_order(vault, typed).value
    import_files(vault, [alipay(tmp_path / "a.csv", row)])
    (listed,) = payments.list_payments(vault)
    payments.join(vault, listed.payment.id, order.id, LinkRole.PAYMENT)
    said = [gap for gap in dossiers.find_gaps(vault, [order.id]) if gap.code == "contradicts_statement"]
    assert [gap.place for gap in said] == ([] if words is None else [f"payment:{listed.payment.id}"])
    assert words is None or words in said[0].text.zh


def test_a_picture_is_held_against_what_was_typed(vault: Vault, case: WholeCase) -> None:
    assert "contradicts_picture" not in codes(found(vault, case))
    orders.edit_order(vault, case.order, {"amount": "120.00"})
    said = [gap for gap in found(vault, case) if gap.code.startswith("contradicts")]
    assert {gap.code for gap in said} >= {"contradicts_statement"}


def test_damage_is_found_only_when_looked_for_deeply(vault: Vault, case: WholeCase) -> None:
    path = vault.originals.path(case.items[0].original.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"x")
    assert "original_damaged" not in codes(found(vault, case))
    (gap,) = [gap for gap in found(vault, case, is_deep=True) if gap.code == "original_damaged"]
    assert gap.evidence == case.items[0].id
    assert "chain_broken" not in codes(found(vault, case, is_deep=True))


def test_a_changed_chain_is_found(vault: Vault, case: WholeCase) -> None:
    vault.db.execute("DROP TRIGGER custody_refuse_update")
    with vault.transaction() as db:
        db.execute("UPDATE custody SET actor = 'someone' WHERE seq = 3")
    (gap,) = [gap for gap in found(vault, case, is_deep=True) if gap.code == "chain_broken"]
    assert gap.place == "chain"
