"""Six stories of a cancellation, told through the command line: what happened, what was due, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal

PictureFile = Callable[..., Path]
PACK = Path(__file__).resolve().parents[2] / "resources" / "rules" / "generic.toml"


class Case:
    """One order with its case on a platform that follows common practice."""

    def __init__(self, terminal: Terminal, *more: str, reason: str, opened: tuple[str, ...] = ()) -> None:
        self.terminal = terminal
        terminal.json("platform", "add", "测试卡盟", "--rules", PACK)
        self.order = terminal.order("KM001", "--paid-at", "2026-09-01 12:00", "--pay-method", "alipay", *more)
        self.id = terminal.json("cancel", "open", self.order, "--reason", reason, *opened)["id"]

    def tell(self, event: str, at: str, *more: object) -> dict[str, Any]:
        found: dict[str, Any] = self.terminal.json("cancel", "event", self.id, event, "--at", at, *more)
        return found

    def advice(self, at: str) -> dict[str, Any]:
        found: dict[str, Any] = self.terminal.json("cancel", "advise", self.id, "--at", at)
        return found

    def refund(self, amount: str, at: str, to: str = "alipay") -> dict[str, Any]:
        found: dict[str, Any] = self.terminal.json("refund", "add", self.id, "--amount", amount, "--at", at, "--to", to)
        return found

    def due(self, kind: str, at: str) -> dict[str, Any]:
        (found,) = [d for d in self.terminal.json("deadline", "list", "--at", at) if d["kind"] == kind][-1:]
        return dict(found)

    def refused(self, *words: object) -> str:
        before = self.terminal.fingerprint()
        answer = self.terminal("--json", *words)
        assert (answer.code, answer.out) == (2, "")
        assert len(answer.err.splitlines()) == 1
        assert "Traceback" not in answer.err
        assert self.terminal.fingerprint() == before
        return answer.err


@pytest.fixture
def late(terminal: Terminal) -> Case:
    return Case(terminal, "--promise", "10m", "--status", "pending_delivery", reason="late_delivery")


def test_cancelled_alone_in_time(terminal: Terminal) -> None:
    case = Case(terminal, "--status", "pending_delivery", reason="wrong_purchase")
    advice = case.advice("2026-09-01 12:02")
    assert advice["window"]["open"] is True
    assert advice["window"]["by"] == "alone"
    assert "order_page" in {need["kind"] for need in advice["missing"]}
    case.tell("submit", "2026-09-01 12:03")
    terminal.json("order", "status", case.order, "cancelled", "--at", "2026-09-01 12:03:30")
    settled = case.refund("100", "2026-09-01 12:04", to="balance")
    assert (settled["state"], settled["received"], settled["shortfall"]) == ("settled", "100.00", "0.00")


def test_ten_minutes_promised_and_two_hours_waited(late: Case, picture_file: PictureFile) -> None:
    assert late.due("promised_delivery", "2026-09-01 12:09")["state"] == "running"
    threshold = late.due("late_delivery", "2026-09-01 14:00")
    assert (threshold["due_at"], threshold["state"]) == ("2026-09-01T12:40:00+08:00", "missed")
    advice = late.advice("2026-09-01 14:00")
    assert advice["next"]["event"] == "submit"
    assert "10 minutes" in advice["message"]
    assert {"status", "product_page"} <= {need["kind"] for need in advice["missing"]}
    proof = picture_file(1, name="Screenshot_20260901-140136.png")
    shown = late.tell("submit", "2026-09-01 14:05", "--channel", "platform_chat", "--evidence", proof)
    assert shown["waiting_for"] == "merchant"
    (told,) = shown["events"]
    assert len(told["evidence"]) == 1
    agreed = late.tell("agree", "2026-09-01 14:20", "--due", "2026-09-02 14:20")
    assert agreed["state"] == "refund_due"
    assert late.due("refund_arrival", "2026-09-01 15:00")["due_at"] == "2026-09-02T14:20:00+08:00"
    assert late.refund("100.00", "2026-09-02 09:00")["state"] == "settled"
    assert late.due("refund_arrival", "2026-09-03")["state"] == "met"


def test_stock_is_locked_says_the_merchant(late: Case) -> None:
    late.tell("submit", "2026-09-01 12:50")
    late.tell("refuse", "2026-09-01 13:00", "--note", "库存已锁定")
    advice = late.advice("2026-09-01 13:10")
    assert advice["next"]["event"] == "ask_platform"
    assert "库存已锁定" in advice["message"]
    review = late.tell("ask_platform", "2026-09-01 13:15")
    assert review["waiting_for"] == "platform"
    assert late.due("support_reply", "2026-09-01 14:00")["due_at"] == "2026-09-03T13:15:00+08:00"
    assert late.tell("platform_for", "2026-09-02 10:00")["state"] == "refund_due"
    assert late.refund("100", "2026-09-03 10:00")["state"] == "settled"


def test_points_on_the_wrong_server_are_paid_back_in_part(terminal: Terminal) -> None:
    opened = ("--want", "partial", "--amount", "84")
    case = Case(terminal, "--status", "delivered", reason="wrong_delivery", opened=opened)
    advice = case.advice("2026-09-01 13:00")
    assert advice["window"]["by"] == "breach"
    assert "delivery" in {need["kind"] for need in advice["missing"]}
    case.tell("submit", "2026-09-01 13:05")
    case.tell("offer", "2026-09-01 13:30", "--amount", "84")
    accepted = case.tell("accept_offer", "2026-09-01 13:40")
    assert (accepted["state"], accepted["expected"]) == ("refund_due", "84.00")
    assert case.refund("84", "2026-09-02 13:40")["state"] == "settled"


def test_ninety_five_of_a_hundred_come_back(late: Case) -> None:
    late.tell("submit", "2026-09-01 12:50")
    late.tell("agree", "2026-09-01 13:00")
    short = late.refund("95", "2026-09-02 10:00")
    assert (short["state"], short["shortfall"], short["waiting_for"]) == ("refund_short", "5.00", "me")
    advice = late.advice("2026-09-02 10:05")
    assert advice["next"]["event"] == "contest_short"
    assert "5.00" in advice["message"]
    assert "5%" in advice["message"]
    late.tell("contest_short", "2026-09-02 10:10")
    settled = late.refund("5.00", "2026-09-04 09:00")
    assert (settled["state"], settled["received"]) == ("settled", "100.00")


def test_support_is_silent_and_the_case_goes_to_12315(late: Case) -> None:
    late.tell("submit", "2026-09-01 12:50")
    late.tell("ask_platform", "2026-09-01 13:00")
    assert late.advice("2026-09-02 13:00")["next"]["event"] is None
    assert late.due("support_reply", "2026-09-03 13:01")["state"] == "missed"
    assert late.advice("2026-09-03 13:01")["next"]["event"] == "platform_silent"
    late.tell("platform_silent", "2026-09-03 13:05")
    assert late.advice("2026-09-03 13:10")["next"]["event"] == "complain"
    complaint = late.tell("complain", "2026-09-03 14:00", "--channel", "authority")
    assert complaint["waiting_for"] == "authority"
    # Seven working days from Friday 4 September; no holiday lies between.
    assert late.due("acceptance", "2026-09-04")["due_at"].startswith("2026-09-14T23:59:59")
    late.tell("complaint_accepted", "2026-09-10 10:00")
    # Sixty days from 10 September; 9 November is an ordinary Monday.
    assert late.due("mediation", "2026-09-11")["due_at"].startswith("2026-11-09T23:59:59")
    late.tell("mediated", "2026-10-20 10:00", "--amount", "100")
    assert late.refund("100", "2026-10-22 10:00")["state"] == "settled"


def test_what_cannot_be_is_refused_and_nothing_changes(late: Case) -> None:
    allowed = late.refused("cancel", "event", late.id, "mediated", "--at", "2026-09-01 13:00")
    assert all(event in allowed for event in ("submit", "withdraw", "refund_received"))
    late.refused("cancel", "event", late.id, "submit", "--at", "2026-08-31 12:00")
    late.refused("cancel", "event", late.id, "submit", "--at", "2099-01-01 12:00")
    late.refused("cancel", "event", late.id, "nonsense")
    late.refused("refund", "add", late.id, "--amount", "5", "--at", "2026-08-01")
    late.refused("refund", "add", late.id, "--amount", "-5")
    late.refused("cancel", "open", late.order, "--reason", "late_delivery")
    late.refused("cancel", "open", late.order, "--reason", "because")
    other = late.terminal.order("KM002")
    late.refused("cancel", "open", other, "--reason", "personal", "--amount", "0")
    late.refused("cancel", "show", "77")
    late.tell("submit", "2026-09-01 13:00")
    late.refused("cancel", "event", late.id, "agree", "--at", "2026-09-01 12:30")


def test_a_wrong_entry_is_taken_back_and_both_stay_in_the_history(late: Case) -> None:
    late.tell("submit", "2026-09-01 13:00")
    late.tell("refuse", "2026-09-01 13:10")
    undone = late.terminal.json("cancel", "event", late.id, "undo", "--note", "记错了")
    assert undone["state"] == "requested"
    assert [(entry["event"], entry["undone"]) for entry in undone["events"]] == [("submit", False), ("refuse", True)]
    assert late.terminal.json("verify")["ok"] is True


def test_deadlines_go_into_a_calendar(late: Case, tmp_path: Path) -> None:
    target = tmp_path / "due.ics"
    soon = late.terminal.json("deadline", "list", "--at", "2026-09-01 12:05", "--within", "1h", "--ics", target)
    assert [found["kind"] for found in soon] == ["promised_delivery", "late_delivery"]
    text = target.read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20260901T041000Z" in text


def test_a_clause_of_the_platform_replaces_common_practice(late: Case, picture_file: PictureFile) -> None:
    words = ("rule", "add", "测试卡盟", "--term", "support_reply", "--value", "24h", "--text", "客服 24 小时内答复")
    rule = late.terminal.json(*words, "--evidence", picture_file(3), "--source", "https://example.com/rules")
    assert rule["replaces"] is not None
    assert rule["evidence"]["sha256"]
    rules = late.terminal.json("rule", "list", "测试卡盟")
    assert [found["value"] for found in rules if found["term"] == "support_reply"] == ["48h", "24h"]
    late.refused("rule", "add", "测试卡盟", "--term", "support_reply", "--value", "soon", "--text", "x")
    late.refused("rule", "add", "别的", "--term", "fee", "--value", "none", "--text", "x")
