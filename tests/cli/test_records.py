"""`deadline add|close`, `cancel sent` and `code …`."""

from __future__ import annotations

import io

import pytest

from tests.cli.terminal import Terminal

CODE = "QWER-8842-ZXCV-1234"


def test_an_own_deadline_is_set_listed_and_closed(terminal: Terminal) -> None:
    order = terminal.order()
    entry = terminal.json("deadline", "add", order, "--text", "再问一次", "--due", "2099-01-01 12:00")
    (listed,) = terminal.json("deadline", "list")
    assert (listed["kind"], listed["state"], listed["clause"]) == ("own", "running", "再问一次")
    assert terminal.json("deadline", "close", entry["id"], "--drop")["waived"] is True
    assert terminal.json("deadline", "list")[0]["state"] == "waived"
    assert terminal("deadline", "add", order, "--text", "x", "--due", "2001-01-01").code == 2
    assert terminal("deadline", "close", 99).code == 2


def test_the_advised_message_is_recorded_as_sent(terminal: Terminal) -> None:
    order = terminal.order("KM001", "--paid-at", "2026-09-01 12:00", "--status", "pending_delivery", "--promise", "10m")
    case = terminal.json("cancel", "open", order, "--reason", "late_delivery")["id"]
    message = terminal.json("cancel", "advise", case, "--at", "2026-09-01 14:00")["message"]
    sent = terminal.json("cancel", "sent", case, "--channel", "platform_chat", "--at", "2026-09-01 14:00")
    assert (sent["text"], sent["channel"]) == (message, "platform_chat")
    (kept,) = terminal.json("cancel", "show", case)["letters"]
    assert kept["sent_at"] == "2026-09-01T14:00:00+08:00"
    assert terminal("cancel", "sent", case, "--channel", "pigeon").code == 2


def test_a_card_code_comes_in_by_standard_input_and_out_only_when_asked(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = terminal.order()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{CODE}\n"))
    kept = terminal.json("code", "add", order)
    assert kept["masked"].endswith("1234")
    for words in (("code", "list", order), ("order", "show", order), ("order", "list"), ("verify",)):
        assert "QWER" not in terminal("--json", *words).out
    assert terminal("order", "list", "--query", "QWER").out == ""
    assert terminal.json("code", "show", kept["id"])["code"] == CODE
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{CODE}\n"))
    again = terminal("code", "add", order)
    assert (again.code, "QWER" in again.err) == (2, False)
    terminal.json("code", "drop", kept["id"])
    assert terminal("code", "show", kept["id"]).code == 2
    assert terminal.json("verify")["ok"] is True
