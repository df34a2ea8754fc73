"""Every document of the contract (`--json`): its fields, their types, amounts with two decimals, times with offset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.casework.demo import papers
from app.casework.demo.screens import From, Said
from app.domain.money import Money
from app.domain.times import parse_time
from tests.cli.terminal import Terminal
from tests.fixtures.cases import picture, put

AMOUNT = re.compile(r"-?\d+\.\d\d")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")
SHA256 = re.compile(r"[0-9a-f]{64}")
ID, TEXT, COUNT, FLAG, LIST = int, str, int, bool, list
MONEY, WHEN, HASH = "money", "time", "sha256"
SHAPES: dict[str, dict[str, Any]] = {
    "order": {
        "id": ID, "platform": TEXT, "number": TEXT, "product": TEXT, "category": TEXT, "merchant": TEXT,
        "face_value": MONEY, "account": TEXT, "amount": MONEY, "pay_method": TEXT, "paid_at": WHEN, "promise": TEXT,
        "status": TEXT, "statuses": LIST, "evidence_count": COUNT,
    },
    "status": {"status": TEXT, "at": WHEN, "evidence": ID},
    "evidence": {
        "id": ID, "order": ID, "number": COUNT, "kind": TEXT, "name": TEXT, "purpose": TEXT, "sha256": HASH,
        "bytes": COUNT, "media_type": TEXT, "width": COUNT, "height": COUNT, "captured_at": WHEN, "captured_from": TEXT,
        "imported_at": WHEN, "trashed": FLAG, "known": FLAG,
    },
    "file": {
        "path": TEXT, "kind": TEXT, "reader": TEXT, "new": COUNT, "known": COUNT, "updated": COUNT, "skipped": LIST,
        "sum_out": MONEY, "sum_in": MONEY, "sum_refund": MONEY, "first_at": WHEN, "last_at": WHEN,
    },
    "payment": {
        "id": ID, "source": TEXT, "at": WHEN, "direction": TEXT, "amount": MONEY, "refunded": MONEY, "fee": MONEY,
        "counterparty": TEXT, "product": TEXT, "status": TEXT, "method": TEXT, "transaction_no": TEXT,
        "merchant_no": TEXT, "order": ID, "line": COUNT,
    },
    "match": {
        "payment": ID, "order": ID, "cancellation": ID, "score": COUNT, "reasons": LIST, "certain": FLAG,
        "applied": FLAG,
    },
    "chat": {
        "id": ID, "channel": TEXT, "official": FLAG, "title": TEXT, "messages": COUNT, "first_at": WHEN,
        "last_at": WHEN, "participants": LIST,
    },
    "participant": {"name": TEXT, "role": TEXT},
    "message": {"at": WHEN, "at_resolved": FLAG, "sender": TEXT, "role": TEXT, "text": TEXT, "attachments": LIST},
    "case": {
        "id": ID, "order": ID, "reason": TEXT, "want": TEXT, "state": TEXT, "expected": MONEY, "received": MONEY,
        "shortfall": MONEY, "waiting_for": TEXT, "events": LIST, "deadlines": LIST,
    },
    "event": {"event": TEXT, "at": WHEN, "amount": MONEY, "note": TEXT, "evidence": LIST},
    "deadline": {
        "id": TEXT, "kind": TEXT, "starts_at": WHEN, "due_at": WHEN, "state": TEXT, "clause": TEXT, "order": ID,
        "cancellation": ID, "arithmetic": TEXT,
    },
    "advice": {"window": dict, "next": dict, "missing": LIST, "warnings": LIST, "message": TEXT},
    "window": {"open": FLAG, "by": TEXT, "until": WHEN, "clause": TEXT},
    "next": {"event": TEXT, "text": TEXT},
    "need": {"kind": TEXT, "why": TEXT},
    "dossier": {"files": LIST, "exhibits": COUNT, "gaps": LIST},
    "pdf": {"path": TEXT, "pages": COUNT, "bytes": COUNT, "sha256": HASH},
    "gap": {"code": TEXT, "text": TEXT},
    "hit": {"kind": TEXT, "id": ID, "order": ID, "title": TEXT, "snippet": TEXT, "at": WHEN},
    "check": {"ok": FLAG, "checked": dict, "problems": LIST},
    "checked": {"rows": COUNT, "originals": COUNT, "chain": COUNT},
    "problem": {"where": TEXT, "what": TEXT, "expected": TEXT, "found": TEXT, "since": WHEN},
}  # fmt: skip
CHANNEL = "ticket"


def fits(document: Any, shape: str, *, filled: str = "") -> Any:
    """Assert a document's fields and types; those named in `filled` are not null. Return the document."""
    wanted = SHAPES[shape]
    assert document.keys() >= wanted.keys(), wanted.keys() - document.keys()
    for name, kind in wanted.items():
        value = document[name]
        if value is None:
            assert name not in filled.split(), name
        elif isinstance(kind, str):
            assert {MONEY: AMOUNT, WHEN: TIME, HASH: SHA256}[kind].fullmatch(value), (name, value)
        else:
            assert type(value) is kind, (name, value)
    return document


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A vault in which one order was told from its payment to a refund that is 5.00 short."""
    folder = tmp_path_factory.mktemp("told")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PINGJU_LANG", "en")
        terminal = Terminal(folder / "my.pingju")
        terminal.order(
            "KM20260901001", "--paid-at", "2026-09-01 12:00:00", "--merchant", "极速", "--category", "点券",
            "--face-value", "100", "--account", "a1", "--promise", "10m", "--pay-method", "wechat",
        )  # fmt: skip
        shot = put(folder, "Screenshot_20260901-140136.png", picture(1))
        terminal.json("evidence", "add", 1, shot, "--kind", "status", "--purpose", "待发货")
        assert (
            terminal("order", "status", 1, "pending_delivery", "--at", "2026-09-01T14:01", "--evidence", shot).code == 0
        )
        assert terminal("cancel", "open", 1, "--reason", "late_delivery").code == 0
        at = ("--at", "2026-09-01T14:10")
        assert terminal("cancel", "event", 1, "submit", *at, "--channel", "platform_chat", "--evidence", shot).code == 0
        agreed = ("--due", "2026-09-02T14:20", "--note", "24 小时内到账")
        assert terminal("cancel", "event", 1, "agree", "--at", "2026-09-01T14:20", *agreed).code == 0
        put(folder, "bill.csv", statement())
        talk = put(folder, "极速.txt", papers.copied_talk(TALK))
        assert terminal.json("import", talk, "--order", 1)["files"][0]["new"] == 3
        yield terminal


TALK = (
    Said(From.ME, "请取消订单并退款", parse_time("2026-09-01 14:10")),
    Said(From.OTHER, "同意，24 小时内退", parse_time("2026-09-01 14:20"), "极速"),
    Said(From.ME, "收到", parse_time("2026-09-01 14:21")),
)


def statement() -> bytes:
    paid = papers.Paid(
        parse_time("2026-09-01 12:00:00"), "商户消费", "极速", "点券", papers.OUT, Money(10000), "零钱",
        "已退款(¥95.00)", "4200000000202609010000000001", "KM20260901001",
    )  # fmt: skip
    back = papers.Paid(
        parse_time("2026-09-02 09:00:00"), "极速-退款", "极速", "极速", papers.IN, Money(9500), "零钱",
        "已退款¥95.00", "50300000002026090200000000001",
    )  # fmt: skip
    return papers.wechat([paid, back], exported_at=parse_time("2026-09-03 10:00"))


def test_imports_payments_and_matches(told: Terminal) -> None:
    folder = told.vault.parent
    bill, talk = told.json("import", folder / "bill.csv", folder / "极速.txt")["files"]
    fits(bill, "file", filled="path kind reader sum_out sum_in sum_refund first_at last_at")
    assert (bill["kind"], bill["new"], bill["sum_out"], bill["sum_refund"]) == ("statement", 2, "100.00", "95.00")
    fits(talk, "file", filled="path kind reader first_at last_at")
    assert (talk["kind"], talk["new"], talk["known"], talk["sum_out"]) == ("chat", 0, 3, None)
    assert told.json("import", folder / "bill.csv")["files"][0]["known"] == 2
    proposed = [fits(one, "match", filled="payment order score reasons") for one in told.json("payment", "match")]
    assert {one["payment"] for one in proposed} == {1, 2}
    assert [one["applied"] for one in proposed] == [False, False]
    assert {one["cancellation"] for one in proposed} == {None, 1}
    assert all(isinstance(reason, str) for one in proposed for reason in one["reasons"])
    unmatched = told.json("payment", "list", "--unmatched")
    assert len(unmatched) == 2
    assert all(one["applied"] for one in told.json("payment", "match", "--apply"))
    assert told.json("payment", "list", "--unmatched") == []
    rows = [fits(one, "payment", filled="source direction amount order line") for one in told.json("payment", "list")]
    assert [(one["direction"], one["amount"], one["order"]) for one in rows] == [
        ("in", "95.00", 1),
        ("out", "100.00", 1),
    ]


def test_chats(told: Terminal) -> None:
    (chat,) = [fits(one, "chat", filled="first_at last_at") for one in told.json("chat", "list", 1)]
    assert (chat["channel"], chat["official"], chat["messages"]) == ("platform_chat", True, 3)
    people = [fits(person, "participant") for person in chat["participants"]]
    assert {person["name"]: person["role"] for person in people} == {"我": "me", "极速": "merchant"}
    shown = told.json("chat", "show", chat["id"])
    assert shown.keys() >= SHAPES["chat"].keys()
    said = [fits(message, "message", filled="at sender") for message in shown["messages"]]
    assert [(message["at"][11:], message["role"]) for message in said] == [
        ("14:10:00+08:00", "me"), ("14:20:00+08:00", "merchant"), ("14:21:00+08:00", "me"),
    ]  # fmt: skip


def test_orders_and_evidence(told: Terminal) -> None:
    order = fits(told.json("order", "show", 1), "order", filled="face_value paid_at promise status pay_method")
    assert (order["face_value"], order["paid_at"]) == ("100.00", "2026-09-01T12:00:00+08:00")
    (status,) = [fits(one, "status", filled="evidence") for one in order["statuses"]]
    assert told.json("order", "list") == [order]
    first, log = [fits(one, "evidence", filled="kind captured_at") for one in told.json("evidence", "list", 1)]
    assert (log["kind"], log["width"], log["height"], log["purpose"]) == ("chat", None, None, None)
    assert first["id"] == status["evidence"]
    assert (first["captured_from"], first["width"], first["height"]) == ("file_name", 24, 40)
    lines = told("order", "show", 1).out.splitlines()
    assert not [line for line in lines if "{" in line]
    assert lines[-1] == "2026-09-01 14:01:00\tPending delivery"


def test_cases_advice_and_deadlines(told: Terminal) -> None:
    case = fits(told.json("cancel", "show", 1), "case", filled="state expected received shortfall waiting_for")
    assert (case["state"], case["expected"]) == ("refund_due", "100.00")
    assert [fits(one, "event")["event"] for one in case["events"]] == ["submit", "agree"]
    assert [len(one["evidence"]) for one in case["events"]] == [1, 0]
    kinds = {fits(one, "deadline", filled="starts_at due_at state clause")["kind"] for one in case["deadlines"]}
    assert "refund_arrival" in kinds
    advice = fits(told.json("cancel", "advise", 1, "--at", "2026-09-02T10:00"), "advice")
    fits(advice["window"], "window", filled="open")
    fits(advice["next"], "next", filled="text")
    assert [fits(need, "need", filled="kind why") for need in advice["missing"]]
    soon = told.json("deadline", "list", "--at", "2026-09-02T10:00", "--within", "1d")
    assert "refund_arrival" in {fits(one, "deadline", filled="order")["kind"] for one in soon}
    calendar = told.vault.parent / "due.ics"
    told.json("deadline", "list", "--at", "2026-09-02T10:00", "--ics", calendar)
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_dossiers_search_and_verify(told: Terminal) -> None:
    made = fits(
        told.json("dossier", 1, "--for", "platform", "-o", told.vault.parent / "a.pdf"), "dossier", filled="exhibits"
    )
    (pdf,) = [fits(one, "pdf", filled="pages bytes") for one in made["files"]]
    assert Path(pdf["path"]).stat().st_size == pdf["bytes"]
    assert [fits(gap, "gap", filled="code text") for gap in made["gaps"]]
    checked = told.json("dossier", 1, "--for", "platform", "--check", code=1)
    assert (checked["files"], bool(checked["gaps"])) == ([], True)
    hits = [fits(hit, "hit", filled="kind id title snippet") for hit in told.json("search", "极速")]
    assert "order" in {hit["kind"] for hit in hits}
    assert len(told.json("search", "极速", "--limit", 1)) == 1
    found = fits(told.json("verify"), "check")
    fits(found["checked"], "checked")
    assert (found["ok"], found["problems"]) == (True, [])
    assert told.json("seal", "list") == []


def test_a_problem_names_where_what_expected_and_found(told: Terminal, tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    assert SHA256.fullmatch(told.json("backup", "create", "-o", backup)["sha256"])
    again = Terminal(tmp_path / "again")
    assert again.json("backup", "restore", backup, "--to", again.vault)["ok"] is True
    original = next(path for path in (again.vault / "originals").rglob("*") if path.is_file())
    original.chmod(0o600)
    original.write_bytes(original.read_bytes() + b"x")
    found = fits(again.json("verify", code=1), "check")
    (problem,) = [fits(one, "problem", filled="where what expected found") for one in found["problems"]]
    assert original.name in problem["where"]
    assert problem["expected"] == original.name != problem["found"]


def test_packs_and_packages(told: Terminal, tmp_path: Path) -> None:
    presets = told.json("pack", "--list")
    assert CHANNEL in {preset["channel"] for preset in presets}
    pack = told.json("pack", 1, "--channel", CHANNEL, "-o", tmp_path / "p", "--at", "2026-09-03T10:00")
    assert all(Path(file["path"]).stat().st_size == file["bytes"] for file in pack["files"])
    bag = told.json("package", 1, "-o", tmp_path / "k.zip", "--at", "2026-09-03T10:00")
    assert Path(bag["path"]).stat().st_size == bag["bytes"]
    assert all(SHA256.fullmatch(file["sha256"]) for file in bag["files"])
