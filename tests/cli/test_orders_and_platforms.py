"""`platform …` and `order …`: shapes, edits, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, Terminal

ORDER_KEYS = {
    "id", "platform", "number", "product", "category", "merchant", "face_value", "account", "amount",
    "pay_method", "paid_at", "promise", "status", "statuses", "evidence_count",
}  # fmt: skip


def test_an_order_with_every_field(terminal: Terminal) -> None:
    document = terminal.json(
        *("order", "add", "--platform", "测试卡盟", "--number", "KM1", "--product", "Q币 <b>&amp;"),
        *("--amount", "¥1,234.5", "--paid-at", "2024-01-01 12:00", "--merchant", "极速发卡", "--category", "点券"),
        *("--face-value", "1300", "--account", "QQ 10001", "--promise", "10分钟"),
        *("--status", "pending_delivery", "--pay-method", "alipay"),
    )
    assert document.keys() >= ORDER_KEYS
    stated = {name: document[name] for name in ORDER_KEYS - {"id", "statuses"}}
    assert stated == {
        "platform": "测试卡盟",
        "number": "KM1",
        "product": "Q币 <b>&amp;",
        "category": "点券",
        "merchant": "极速发卡",
        "face_value": "1300.00",
        "account": "QQ 10001",
        "amount": "1234.50",
        "pay_method": "alipay",
        "paid_at": "2024-01-01T12:00:00+08:00",
        "promise": "10m",
        "status": "pending_delivery",
        "evidence_count": 0,
    }
    (seen,) = document["statuses"]
    assert seen.keys() >= {"status", "at", "evidence"}
    assert seen["evidence"] is None
    assert seen["at"].endswith("+08:00")
    assert terminal.json("order", "show", document["id"]) == document
    assert terminal.json("order", "list") == [document]


def test_absent_values_are_null(terminal: Terminal) -> None:
    terminal.order()
    (document,) = terminal.json("order", "list")
    absent = ("category", "merchant", "face_value", "account", "pay_method", "paid_at", "promise", "status")
    assert [document[name] for name in absent] == [None] * len(absent)


def test_a_person_gets_lines(terminal: Terminal) -> None:
    words = ("order", "add", "--platform", "P", "--number", "N", "--product", "话费", "--amount", "9.9")
    assert terminal(*words).out == "1\n"
    assert "¥9.90" in terminal("order", "list").out
    assert "amount: 9.90" in terminal("order", "show", 1).out.splitlines()


def test_order_list_finds_by_words_and_status(terminal: Terminal) -> None:
    terminal.order("A1", "--merchant", "极速发卡", "--status", "delivered")
    terminal.order("A2", "--status", "completed")
    found = [order["number"] for order in terminal.json("order", "list", "--query", "极速")]
    assert found == ["A1"]
    assert [order["number"] for order in terminal.json("order", "list", "--status", "completed")] == ["A2"]
    assert terminal.json("order", "list", "--query", "nowhere") == []


def test_order_edit_changes_what_is_named_and_nothing_else(terminal: Terminal) -> None:
    key = terminal.order("A1", "--merchant", "极速发卡")
    before = terminal.json("order", "show", key)
    after = terminal.json("order", "edit", key, "amount=99.50", "face-value=100", "note=a=b", "merchant=")
    assert after == before | {"amount": "99.50", "face_value": "100.00", "note": "a=b", "merchant": None}
    assert terminal.json("order", "show", key) == after


def test_order_status_is_an_observation_with_its_screenshot(terminal: Terminal, tmp_path: Path) -> None:
    key = terminal.order()
    shot = ROOT / "tests" / "samples" / "images" / "screenshot.heic"
    terminal.json("order", "status", key, "pending_delivery", "--at", "2024-01-01T10:00:00+08:00")
    words = ("order", "status", key, "已发货", "--at", "2024-01-01 11:00", "--evidence", shot)
    document = terminal.json(*words)
    assert document["status"] == "delivered"
    assert [seen["status"] for seen in document["statuses"]] == ["pending_delivery", "delivered"]
    (item,) = terminal.json("evidence", "list", key)
    assert document["statuses"][1] == {"status": "delivered", "at": "2024-01-01T11:00:00+08:00", "evidence": item["id"]}
    assert item["kind"] == "status"
    assert document["evidence_count"] == 1


def test_adding_a_platform_twice_gives_the_same_one(terminal: Terminal) -> None:
    pack = ROOT / "resources" / "rules" / "generic.toml"
    first = terminal.json("platform", "add", "测试卡盟", "--url", "https://example.com", "--rules", pack)
    second = terminal.json("platform", "add", "测试卡盟", "--rules", pack)
    assert first == second
    assert first["url"] == "https://example.com"
    assert first["rules"]
    (listed,) = terminal.json("platform", "list")
    assert listed == first


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("order", "edit", 1, "amount=abc"), "amount"),
        (("order", "edit", 1, "amount=-5"), "amount"),
        (("order", "edit", 1, "amount=1.234"), "amount"),
        (("order", "edit", 1, "amount"), "amount"),
        (("order", "edit", 1, "colour=red"), "colour"),
        (("order", "edit", 1, "product="), "product"),
        (("order", "edit", 1, "amount=50", "paid_at=yesterday"), "paid_at"),
        (("order", "edit", 9, "amount=50"), "9"),
        (("order", "edit", "one", "amount=50"), "order"),
        (("order", "show", 9), "9"),
        (("order", "status", 1, "sent"), "status"),
        (("order", "status", 1, "delivered", "--at", "25 o'clock"), "at"),
        (("order", "status", 1, "delivered", "--evidence", "/no/such.png"), "such.png"),
        (("order", "list", "--status", "sent"), "status"),
        (("platform", "add", "P", "--url", "javascript:alert(1)"), "url"),
        (("platform", "add", "P", "--rules", "/no/such.toml"), "such.toml"),
        (("platform", "add", " "), "name"),
        (("evidence", "add", 1, "/no/such.png", "--kind", "chat"), "such.png"),
        (("evidence", "add", 1, "/etc/hostname", "--kind", "selfie"), "kind"),
        (("evidence", "add", 9, "/etc/hostname", "--kind", "chat"), "9"),
        (("evidence", "list", 9), "9"),
        (("evidence", "trash", 9), "9"),
        (("evidence", "restore", 9), "9"),
        (("evidence", "export", 9, "-o", "/tmp/never"), "9"),
        (("dossier", 1, "--for", "platform"), "-o"),
        (("dossier", 1, "--for", "judge", "-o", "/tmp/never.pdf"), "for"),
        (("dossier", 9, "--for", "platform", "-o", "/tmp/never.pdf"), "9"),
        (("dossier", 1, "--for", "platform", "-o", "/tmp/never.pdf", "--at", "soon"), "at"),
        (("dossier", 1, "--for", "platform", "-o", "/no/such/folder/d.pdf"), "/no/such/folder/d.pdf"),
        (("order", "add", "--platform", "测试卡盟", "--number", "KM001", "--product", "P", "--amount", "1"), "number"),
        (("order", "add", "--platform", "P", "--number", "N", "--product", "P", "--amount", "ten"), "amount"),
        (("order", "add", "--platform", "P", "--number", "N\x07", "--product", "P", "--amount", "1"), "number"),
    ],
)
def test_bad_input_is_one_line_that_names_it_and_writes_nothing(
    terminal: Terminal, words: tuple[object, ...], named: str
) -> None:
    terminal.order()
    before = terminal.fingerprint()
    answer = terminal("--json", *words)
    assert answer.code == 2, answer
    assert answer.out == ""
    (line,) = answer.err.splitlines()
    assert line.startswith("pingju: ")
    assert named in line
    assert "Traceback" not in answer.err
    assert terminal.fingerprint() == before
    assert not Path("/tmp/never.pdf").exists()
    assert not Path("/tmp/never").exists()


def test_looking_at_a_vault_that_is_not_there_makes_none(terminal: Terminal) -> None:
    for words in (("order", "list"), ("verify",), ("evidence", "list", 1), ("platform", "list")):
        answer = terminal(*words)
        assert answer.code == 2
        assert "init" in answer.err
        assert not terminal.vault.exists()


def test_a_payment_in_the_future_makes_no_vault(terminal: Terminal) -> None:
    answer = terminal(
        *("order", "add", "--platform", "星卡网", "--number", "1", "--product", "点券", "--amount", "1"),
        *("--paid-at", "2099-01-01"),
    )
    assert (answer.code, answer.out) == (2, "")
    assert not terminal.vault.exists()
