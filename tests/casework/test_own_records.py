"""What the user keeps beside a case: own deadlines, letters as they were sent, and card codes."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from app.casework import cancellations, card_codes, cases, own_deadlines, sent_letters, vaults
from app.casework.dossiers import compose
from app.casework.today import today
from app.casework.working_days import working_days
from app.domain.card_codes import fingerprint
from app.domain.deadline import DeadlineState
from app.domain.errors import ChangedSince, InvalidField, NotFound
from app.domain.orders import Order
from app.domain.times import to_iso
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CODE = "QWER-8842-ZXCV-1234"


def test_an_own_deadline_runs_and_is_met(vault: Vault, order: Order, clock: TickingClock) -> None:
    due = clock.now() + timedelta(days=2)
    set_one = own_deadlines.set_deadline(vault, order.id, text="再问一次客服", due=to_iso(due)).value
    (found,) = [d for d in cases.all_deadlines(vault, days=working_days()) if d.kind == "own"]
    assert (found.due_at, found.own, found.state(clock.now())) == (due, set_one.id, DeadlineState.RUNNING)
    assert found.state(due + timedelta(seconds=1)) is DeadlineState.MISSED
    (row,) = today(vault, days=working_days(), at=clock.now()).rows
    assert "再问一次客服" in row.headline.zh
    own_deadlines.close_deadline(vault, set_one.id)
    (closed,) = [d for d in cases.all_deadlines(vault, days=working_days()) if d.kind == "own"]
    assert closed.state(due + timedelta(days=9)) is DeadlineState.MET
    with pytest.raises(InvalidField):
        own_deadlines.close_deadline(vault, set_one.id)


@pytest.mark.parametrize(("text", "due"), [("", "2030-01-01"), ("问", "2001-01-01"), ("问", "soon")])
def test_a_wrong_own_deadline_changes_nothing(vault: Vault, order: Order, text: str, due: str) -> None:
    before = vault.head()
    with pytest.raises(InvalidField):
        own_deadlines.set_deadline(vault, order.id, text=text, due=due)
    assert vault.head() == before


def test_a_letter_is_kept_as_it_was_sent(vault: Vault, order: Order, clock: TickingClock) -> None:
    case = cancellations.open_case(vault, order.id, reason="personal").value
    words = "您好，\n请处理 <b>&amp;"
    sent_letters.record_letter(vault, case.id, letter="reminder", text=words, channel="platform_chat")
    (sent,) = sent_letters.list_letters(vault, case.id)
    assert (sent.name, sent.text, sent.channel) == ("reminder", words, "platform_chat")
    assert cases.view(vault, case.id, days=working_days(), at=clock.now()).letters == (sent,)
    for wrong in ({"letter": "poem"}, {"channel": "pigeon"}, {"text": " "}):
        typed = {"letter": "reminder", "text": "x", "channel": "qq", **wrong}
        with pytest.raises(InvalidField):
            sent_letters.record_letter(vault, case.id, **typed)
    assert vaults.verify(vault).is_sound


def test_a_card_code_is_shown_only_when_asked_for(vault: Vault, order: Order, clock: TickingClock) -> None:
    kept = card_codes.keep_code(vault, order.id, CODE).value
    assert kept.masked.endswith("1234")
    assert "QWER" not in kept.masked
    assert card_codes.list_codes(vault, order.id) == [kept]
    assert card_codes.reveal_code(vault, kept.id) == CODE
    assert fingerprint(CODE, salt=kept.salt) == kept.fingerprint
    with pytest.raises(InvalidField) as refused:
        card_codes.keep_code(vault, order.id, CODE)
    assert "QWER" not in str(refused.value)
    dossier = compose(vault, [order.id], recipient="association", at=clock.now(), resources=RESOURCES)
    printed = repr(dossier)
    assert "QWER" not in printed
    assert kept.fingerprint in printed
    assert kept.masked in printed
    dropped = card_codes.drop_code(vault, kept.id)
    with pytest.raises(NotFound):
        card_codes.reveal_code(vault, kept.id)
    vaults.undo(vault, dropped.change)
    assert card_codes.reveal_code(vault, kept.id) == CODE
    assert vaults.verify(vault).is_sound


def test_a_dossier_with_a_code_never_prints_it(vault: Vault, order: Order, tmp_path: Path) -> None:
    import pypdf

    from app.casework.dossiers import export_dossier

    card_codes.keep_code(vault, order.id, CODE)
    fonts = RESOURCES / "fonts"
    export_dossier(vault, [order.id], recipient="platform", target=tmp_path / "d.pdf", fonts=fonts)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO((tmp_path / "d.pdf").read_bytes())).pages)
    assert "1234" in text
    assert "QWER" not in text.replace(" ", "")


def test_undoing_an_event_adds_to_the_history_and_redoing_it_too(vault: Vault, order: Order) -> None:
    case = cancellations.open_case(vault, order.id, reason="personal").value
    told = cancellations.record_event(vault, case.id, cancellations.TypedEvent("submit"))
    assert told.value.standing.state == "requested"
    back = vaults.undo(vault, told.change)
    undone = cancellations.show_case(vault, case.id)
    assert undone.standing.state == "draft"
    assert [(entry.event, entry.is_undone) for entry in undone.events] == [("submit", True)]
    again = vaults.undo(vault, back)
    redone = cancellations.show_case(vault, case.id)
    assert redone.standing.state == "requested"
    assert [(entry.event, entry.is_undone) for entry in redone.events] == [("submit", True), ("submit", False)]
    vaults.undo(vault, again)
    assert cancellations.show_case(vault, case.id).standing.state == "draft"
    assert vaults.verify(vault).is_sound


def test_an_event_that_others_follow_is_not_undone_from_under_them(vault: Vault, order: Order) -> None:
    case = cancellations.open_case(vault, order.id, reason="personal").value
    told = cancellations.record_event(vault, case.id, cancellations.TypedEvent("submit"))
    cancellations.record_event(vault, case.id, cancellations.TypedEvent("refuse"))
    with pytest.raises(ChangedSince):
        vaults.undo(vault, told.change)
    assert cancellations.show_case(vault, case.id).standing.state == "refused"


def test_the_dossier_states_the_request_and_follows_the_case(vault: Vault, order: Order, clock: TickingClock) -> None:
    def composed() -> tuple[str, str]:
        dossier = compose(vault, [order.id], recipient="platform", at=clock.now(), resources=RESOURCES)
        return dossier.request, dossier.integrity.chain_head

    assert composed()[0] == ""
    case = cancellations.open_case(vault, order.id, reason="late_delivery", amount="90").value
    asked, head = composed()
    assert asked == "请取消订单并全额退还 ¥90.00（原因：延迟发货）"
    cancellations.record_event(vault, case.id, cancellations.TypedEvent("refund_received", amount="85"))
    short, later_head = composed()
    assert short == "请补退少退的 ¥5.00（应退 ¥90.00，已退 ¥85.00）"
    assert later_head != head
    cancellations.record_event(vault, case.id, cancellations.TypedEvent("withdraw"))
    assert composed()[0] == ""
