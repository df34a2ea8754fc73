"""`chat …`: conversations, who is who in them, and what a case rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casework.importing.test_chats import chatlab
from tests.casework.test_chats import qq_log
from tests.cli.terminal import Terminal
from tests.cli.test_import_commands import refused

CHAT_KEYS = {"id", "channel", "official", "title", "messages", "first_at", "last_at", "participants"}
MESSAGE_KEYS = {"at", "at_resolved", "sender", "role", "text", "attachments"}
SAID = (("wxid_me", 0, "卡密还没到，请退款"), ("wxid_s", 60, "好的，24小时内退款"), ("wxid_s", 120, "已售出概不退款"))
AT = "2020-09-13T20:27:40+08:00"


@pytest.fixture
def order(terminal: Terminal, tmp_path: Path) -> int:
    key = terminal.order("KM001", "--paid-at", "2020-09-13 20:00", "--pay-method", "wechat")
    terminal.json("import", chatlab(tmp_path / "log.json", *SAID), "--order", key)
    return key


def the_chat(terminal: Terminal, order: int) -> dict[str, object]:
    (chat,) = terminal.json("chat", "list", order)
    return dict(chat)


def test_the_shape_of_a_conversation(terminal: Terminal, order: int) -> None:
    chat = the_chat(terminal, order)
    assert chat.keys() >= CHAT_KEYS
    assert {name: chat[name] for name in CHAT_KEYS - {"id"}} == {
        "channel": "wechat",
        "official": False,
        "title": "卡商小王",
        "messages": 3,
        "first_at": "2020-09-13T20:26:40+08:00",
        "last_at": "2020-09-13T20:28:40+08:00",
        "participants": [
            {"name": "wxid_me", "role": "me", "confirmed": False},
            {"name": "wxid_s", "role": "merchant", "confirmed": False},
        ],
    }
    shown = terminal.json("chat", "show", chat["id"])
    assert {name: shown[name] for name in CHAT_KEYS - {"messages"}} == {
        name: chat[name] for name in CHAT_KEYS - {"messages"}
    }
    assert all(message.keys() >= MESSAGE_KEYS for message in shown["messages"])
    assert {name: shown["messages"][1][name] for name in MESSAGE_KEYS} == {
        "at": AT,
        "at_resolved": False,
        "sender": "wxid_s",
        "role": "merchant",
        "text": "好的，24小时内退款",
        "attachments": [],
    }


def test_times_that_were_worked_out_say_so(terminal: Terminal) -> None:
    key = terminal.order()
    path = Path(__file__).parents[1] / "fixtures" / "chats_text" / "qqnt_multiselect_copy.txt"
    terminal.json("import", path, "--order", key)
    shown = terminal.json("chat", "show", the_chat(terminal, key)["id"])
    assert [message["at_resolved"] for message in shown["messages"]] == [True, True]


def test_who_is_who(terminal: Terminal, order: int) -> None:
    chat = the_chat(terminal, order)["id"]
    told = terminal.json("chat", "who", chat, "wxid_s=platform", "wxid_me=me")
    assert [(one["role"], one["confirmed"]) for one in told["participants"]] == [("me", True), ("platform", True)]
    assert [one["role"] for one in terminal.json("chat", "show", chat)["messages"]] == ["me", "platform", "platform"]
    assert "wxid_s" in refused(terminal, "chat", "who", chat, "nobody=me")
    assert "merchant" in refused(terminal, "chat", "who", chat, "wxid_s=boss")
    assert refused(terminal, "chat", "who", chat, "wxid_s")
    assert refused(terminal, "chat", "who", "9", "wxid_s=me")


def test_resting_a_case_on_a_message(terminal: Terminal, order: int) -> None:
    message = terminal.json("chat", "show", the_chat(terminal, order)["id"])["messages"][1]
    told = terminal.json("chat", "rely", message["id"], order, "--note", "承诺24小时")
    assert told == {**message, "relied_upon": [order]}
    assert refused(terminal, "chat", "rely", message["id"], 99)
    assert refused(terminal, "chat", "rely", 99, order)
    assert refused(terminal, "chat", "rely", "x", order)


def test_what_a_merchant_agreed_to_starts_the_deadline_when_it_was_said(terminal: Terminal, order: int) -> None:
    case = terminal.json("cancel", "open", order, "--reason", "not_received")["id"]
    terminal.json("cancel", "event", case, "submit", "--at", "2020-09-13 20:26", "--channel", "wechat")
    message = terminal.json("chat", "show", the_chat(terminal, order)["id"])["messages"][1]["id"]
    told = terminal.json("chat", "rely", message, order, "--event", "agree", "--case", case, "--amount", "100")
    assert told["relied_upon"] == [order]
    shown = terminal.json("cancel", "show", case)
    assert shown["state"] == "refund_due"
    last = shown["events"][-1]
    assert (last["event"], last["at"], last["amount"], last["note"]) == ("agree", AT, "100.00", "好的，24小时内退款")
    (due,) = [one for one in shown["deadlines"] if one["kind"] == "refund_arrival"]
    assert due["starts_at"] == AT
    assert due["due_at"] > AT
    assert terminal.json("verify")["ok"]
    assert refused(terminal, "chat", "rely", message, order, "--event", "agree", "--case", case)
    assert refused(terminal, "chat", "rely", message, order, "--event", "agree")
    assert refused(terminal, "chat", "rely", message, order, "--event", "dance", "--case", case)


def test_a_promised_hour_is_the_deadline_where_it_is_given(terminal: Terminal, order: int) -> None:
    case = terminal.json("cancel", "open", order, "--reason", "not_received")["id"]
    terminal.json("cancel", "event", case, "submit", "--at", "2020-09-13 20:26")
    message = terminal.json("chat", "show", the_chat(terminal, order)["id"])["messages"][1]["id"]
    terminal.json("chat", "rely", message, order, "--event", "agree", "--case", case, "--due", "2020-09-14 20:27:40")
    due = [one["due_at"] for one in terminal.json("cancel", "show", case)["deadlines"] if one["starts_at"] == AT]
    assert "2020-09-14T20:27:40+08:00" in due


def test_a_message_of_another_order_is_no_event_of_this_ones_case(terminal: Terminal, order: int) -> None:
    other = terminal.order("KM002")
    case = terminal.json("cancel", "open", other, "--reason", "not_received")["id"]
    message = terminal.json("chat", "show", the_chat(terminal, order)["id"])["messages"][1]["id"]
    assert "order" in refused(terminal, "chat", "rely", message, order, "--event", "submit", "--case", case)


def test_a_call_is_kept_as_remembered(terminal: Terminal) -> None:
    key = terminal.order()
    words = ("chat", "call", key, "--with", "王经理", "--at", "2023-12-31 10:00", "--text", "说三天内退")
    told = terminal.json(*words)
    assert told["channel"] == "phone"
    assert told["messages"] == 1
    (message,) = terminal.json("chat", "show", told["id"])["messages"]
    assert (message["at"], message["sender"], message["role"], message["text"], message["kind"]) == (
        "2023-12-31T10:00:00+08:00",
        "王经理",
        "merchant",
        "说三天内退",
        "call",
    )
    again = terminal.json("chat", "call", key, "--with", "王经理", "--at", "2024-01-01 10:00", "--text", "又说明天")
    assert (again["id"], again["messages"]) == (told["id"], 2)
    assert [one["id"] for one in terminal.json("chat", "list", key)] == [told["id"]]
    assert terminal.json("verify")["ok"]
    assert refused(terminal, *words[:5], "--at", "2999-01-01 10:00", "--text", "x")
    assert refused(terminal, *words[:5], "--at", "gestern", "--text", "x")
    assert refused(terminal, *words[:5], "--at", "2023-12-31 10:00", "--text", " ")
    assert refused(terminal, *words, "--channel", "pigeon")
    assert refused(terminal, *words, "--role", "boss")
    assert refused(terminal, "chat", "call", "77", *words[3:])


def test_lists_and_refusals(terminal: Terminal) -> None:
    key = terminal.order()
    assert terminal.json("chat", "list", key) == []
    assert refused(terminal, "chat", "list", "77")
    assert refused(terminal, "chat", "show", "77")
    assert refused(terminal, "chat", "show", "one")


def test_who_i_am_is_proposed_and_taken_only_when_asked(terminal: Terminal, tmp_path: Path) -> None:
    key = terminal.order()
    log = qq_log(tmp_path / "1.txt", ("夜航", "卡密呢"), ("卡商小王", "明天补发"))
    answer = terminal("--json", "import", log, "--order", key)
    assert "“夜航” is probably you" in answer.err
    chat = the_chat(terminal, key)["id"]
    proposal = [{"name": "夜航", "role": "me"}, {"name": "卡商小王", "role": "merchant"}]
    before = terminal.fingerprint()
    told = terminal.json("chat", "who", chat)
    assert told["proposed"] == proposal
    assert [(one["role"], one["confirmed"]) for one in told["participants"]] == [("other", False), ("merchant", False)]
    assert "--accept" in terminal("chat", "who", chat).out
    assert terminal.fingerprint() == before
    told = terminal.json("chat", "who", chat, "卡商小王=platform", "--accept")
    assert told["proposed"] == []
    assert [(one["role"], one["confirmed"]) for one in told["participants"]] == [("me", True), ("platform", True)]
    assert "--accept" in refused(terminal, "chat", "who", chat, "--accept")
