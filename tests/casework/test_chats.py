"""Conversations: who is who in them, and a case that rests on what was said."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.casework import cancellations, chats, vaults
from app.casework.cancellations import TypedEvent
from app.domain.cancellation import CancelEvent, CancelState
from app.domain.chats import Role
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.casework.importing.statement_files import taken
from tests.casework.importing.test_chats import chatlab
from tests.fixtures.cases import state


def test_what_was_said_is_recorded_and_marked_together_or_not_at_all(
    vault: Vault, order: Order, tmp_path: Path
) -> None:
    log = chatlab(tmp_path / "1.json", ("wxid_me", 0, "请退款"), ("wxid_s", 60, "好的，24小时内退款"))
    taken(vault, log, order=order.id)
    case = cancellations.open_case(vault, order.id, reason="not_received").value
    cancellations.record_event(vault, case.id, TypedEvent("submit", at="2020-09-13 20:26:40"))
    (chat,) = chats.list_chats(vault)
    promise = chats.read_chat(vault, chat)[1]
    vault.db.conn.execute(
        "CREATE TEMP TRIGGER disturbed BEFORE INSERT ON main.message_marks BEGIN SELECT RAISE(ABORT, 'disturbed'); END"
    )
    before = state(vault)
    with pytest.raises(sqlite3.IntegrityError, match="disturbed"):
        chats.make_event(vault, promise.id, case.id, "agree")
    assert state(vault) == before
    assert cancellations.show_case(vault, case.id).standing.state is CancelState.REQUESTED
    vault.db.conn.execute("DROP TRIGGER disturbed")
    done = chats.make_event(vault, promise.id, case.id, "agree")
    assert done.value.events[-1].event is CancelEvent.AGREE
    assert chats.read_chat(vault, chat)[1].relied_upon == ((order.id, CancelEvent.AGREE.label.zh),)
    vaults.undo(vault, done.change)
    assert cancellations.show_case(vault, case.id).standing.state is CancelState.REQUESTED
    assert chats.read_chat(vault, chat)[1].relied_upon == ()


def qq_log(path: Path, *said: tuple[str, str], title: str = "卡商小王", group: str = "我的好友") -> Path:
    rule = "=" * 64
    head = f"消息记录（此消息记录为文本格式，不支持重新导入）\n\n{rule}\n消息分组:{group}\n{rule}\n"
    head += f"消息对象:{title}\n{rule}\n\n"
    lines = [f"2026-02-11 14:36:{second:02} {who}\n{text}\n" for second, (who, text) in enumerate(said)]
    path.write_text(head + "\n".join(lines), encoding="utf-8-sig")
    return path


def people(vault: Vault) -> dict[str, tuple[Role, bool]]:
    (chat,) = chats.list_chats(vault)
    return {person.name: (person.role, person.is_confirmed) for person in chat.participants}


def proposed(vault: Vault) -> dict[str, Role]:
    (chat,) = chats.list_chats(vault)
    roles = chats.proposed_roles(chat)
    return {person.name: roles[person.id] for person in chat.participants if person.id in roles}


def test_in_a_chat_of_two_named_after_one_the_other_is_proposed_as_me_and_asked_once(
    vault: Vault, tmp_path: Path
) -> None:
    (report,) = taken(vault, qq_log(tmp_path / "1.txt", ("夜航", "卡密呢"), ("卡商小王", "明天补发")))
    assert ["夜航" in notice.text.zh for notice in report.noticed] == [True]
    assert people(vault) == {"夜航": (Role.OTHER, False), "卡商小王": (Role.MERCHANT, False)}, "nothing is decided"
    assert proposed(vault) == {"夜航": Role.ME, "卡商小王": Role.MERCHANT}
    (chat,) = chats.list_chats(vault)
    chats.tell_roles(vault, chat.id, chats.proposed_roles(chat))
    assert people(vault) == {"夜航": (Role.ME, True), "卡商小王": (Role.MERCHANT, True)}
    assert [one.role for one in chats.read_chat(vault, chats.show_chat(vault, chat.id))] == [Role.ME, Role.MERCHANT]
    (again,) = taken(vault, qq_log(tmp_path / "2.txt", ("夜航", "还没到"), ("卡商小王", "稍等")))
    assert again.noticed == []
    assert proposed(vault) == {}


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ((("夜航", "在吗"), ("小王本名", "在")), {}),
        ((("夜航", "在吗"),), {}),
        ((("夜航", "在吗"), ("卡商小王", "在"), ("路人", "哈")), {}),
        ((("夜航(12345)", "在吗"), ("卡商小王(54321)", "在")), {"group": "我的群聊"}),
    ],
    ids=["remark", "alone", "three", "group"],
)
def test_where_the_title_does_not_tell_nobody_is_proposed(
    vault: Vault, tmp_path: Path, said: tuple[tuple[str, str], ...], how: dict[str, str]
) -> None:
    (report,) = taken(vault, qq_log(tmp_path / "1.txt", *said, **how))
    assert report.noticed == []
    assert proposed(vault) == {}


def test_what_the_user_said_is_not_proposed_otherwise(vault: Vault, tmp_path: Path) -> None:
    taken(vault, qq_log(tmp_path / "1.txt", ("夜航", "卡密呢"), ("卡商小王", "明天补发")))
    (chat,) = chats.list_chats(vault)
    ids = {person.name: person.id for person in chat.participants}
    chats.tell_roles(vault, chat.id, {ids["卡商小王"]: Role.PLATFORM})
    assert proposed(vault) == {"夜航": Role.ME}
    chats.tell_roles(vault, chat.id, {ids["夜航"]: Role.OTHER})
    assert proposed(vault) == {}
