"""Chats and mails in the vault: each message once, who is who, and the pictures that came along."""

from __future__ import annotations

import base64
import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from app.casework import chats, evidence, vaults
from app.casework.importing.chats import MOST_PARTS
from app.casework.importing.run import import_files, trash_import
from app.domain.chats import Role
from app.domain.evidence import Making
from app.domain.imports import ImportKind
from app.domain.orders import Order
from app.domain.payments import ImportId
from app.vault.vault import Vault
from tests.casework.importing.statement_files import FIXTURES, check, counts, taken, whole_state
from tests.fixtures.cases import picture

CHATS = FIXTURES / "chats"
TEXTS = FIXTURES / "chats_text"


def roles(vault: Vault) -> dict[str, Role]:
    (chat,) = chats.list_chats(vault)
    return {person.name: person.role for person in chat.participants}


def chatlab(path: Path, *said: tuple[str, int, str], owner: str = "wxid_me") -> Path:
    document = {
        "chatlab": {"version": "0.0.2"},
        "meta": {"name": "卡商小王", "platform": "wechat", "type": "private", "ownerId": owner},
        "members": [],
        "messages": [
            {"sender": who, "accountName": who, "timestamp": 1_600_000_000 + second, "type": 0, "content": text}
            for who, second, text in said
        ],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def mail(path: Path, *pictures: bytes, text: str = "您好，已部分退款50.00元。", other: bytes = b"") -> Path:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"], letter["Subject"] = "客服 <kf@example.com>", "me@example.com", "退款"
    letter["Date"], letter["Message-ID"] = "Sun, 15 Feb 2026 10:05:00 +0800", "<1@example.com>"
    letter.set_content(text)
    for number, data in enumerate(pictures, start=1):
        letter.add_attachment(data, maintype="image", subtype="png", filename=f"截图{number}.png")
    if other:
        letter.add_attachment(other, maintype="image", subtype="png", filename="坏图.png")
    path.write_bytes(bytes(letter))
    return path


def test_a_log_is_new_once_and_overlaps_add_what_is_new(vault: Vault, tmp_path: Path) -> None:
    first = chatlab(tmp_path / "1.json", ("wxid_me", 0, "在吗"), ("wxid_s", 5, "在"), ("wxid_me", 5, "在吗"))
    (report,) = taken(vault, first)
    assert (report.kind, report.new) == (ImportKind.CHAT, 3)
    assert counts(taken(vault, first)) == [(0, 3, 0)]
    second = chatlab(tmp_path / "2.json", ("wxid_s", 5, "在"), ("wxid_me", 5, "在吗"), ("wxid_s", 9, "已售出概不退款"))
    assert counts(taken(vault, second)) == [(1, 2, 0)]
    (chat,) = chats.list_chats(vault)
    assert [one.read.text for one in chats.read_chat(vault, chat)] == ["在吗", "在", "在吗", "已售出概不退款"]
    assert roles(vault) == {"wxid_me": Role.ME, "wxid_s": Role.MERCHANT}


def test_the_same_words_twice_in_one_second_are_two_messages(vault: Vault, tmp_path: Path) -> None:
    twice = chatlab(tmp_path / "1.json", ("wxid_s", 0, "在"), ("wxid_s", 0, "在"))
    assert counts(taken(vault, twice)) == [(2, 0, 0)]
    assert counts(taken(vault, twice)) == [(0, 2, 0)]


def test_who_is_who_is_asked_once_and_stays(vault: Vault, tmp_path: Path) -> None:
    taken(vault, chatlab(tmp_path / "1.json", ("a", 0, "在吗"), ("b", 1, "在"), owner=""), me="a")
    assert roles(vault)["a"] is Role.ME
    (chat,) = chats.list_chats(vault)
    person = next(one for one in chat.participants if one.name == "b")
    chats.tell_roles(vault, chat.id, {person.id: Role.PLATFORM})
    taken(vault, chatlab(tmp_path / "2.json", ("a", 0, "在吗"), ("b", 9, "退款"), ("客服01", 10, "您好"), owner=""))
    assert roles(vault) == {"a": Role.ME, "b": Role.PLATFORM, "客服01": Role.PLATFORM}
    check(vault)


def test_a_chat_on_an_order_is_joined_to_it_and_kept_as_evidence(vault: Vault, order: Order, tmp_path: Path) -> None:
    path = chatlab(tmp_path / "1.json", ("wxid_me", 0, "在吗"))
    (report,) = taken(vault, path, order=order.id)
    (chat,) = chats.list_chats(vault, order.id)
    assert report.conversations == (chat.id,)
    (item,) = evidence.list_evidence(vault, order.id)
    assert item.kind is not None
    assert item.kind.value == "chat"
    taken(vault, path, order=order.id)
    assert len(evidence.list_evidence(vault, order.id)) == 1


def test_undo_takes_the_messages_away_and_redo_brings_them_back(vault: Vault, order: Order, tmp_path: Path) -> None:
    path = chatlab(tmp_path / "1.json", ("wxid_me", 0, "在吗"), ("wxid_s", 1, "在"))
    done = import_files(vault, [path])
    undone = vaults.undo(vault, done.change)
    assert chats.list_chats(vault) == []
    redone = vaults.undo(vault, undone)
    assert [chat.messages for chat in chats.list_chats(vault)] == [2]
    vaults.undo(vault, redone)
    check(vault)
    assert counts(taken(vault, path, order=order.id)) == [(2, 0, 0)]
    assert [chat.messages for chat in chats.list_chats(vault, order.id)] == [2]


def test_the_trash_hides_a_log(vault: Vault, tmp_path: Path) -> None:
    path = chatlab(tmp_path / "1.json", ("wxid_me", 0, "在吗"))
    taken(vault, path)
    trash_import(vault, ImportId(1))
    assert chats.list_chats(vault) == []
    assert counts(taken(vault, path)) == [(1, 0, 0)]
    assert [chat.messages for chat in chats.list_chats(vault)] == [1]


def test_a_mails_pictures_become_evidence_that_names_the_mail(vault: Vault, order: Order, tmp_path: Path) -> None:
    path = mail(tmp_path / "letter.eml", picture(1), picture(2), other=b"\x89PNG no picture")
    (report,) = taken(vault, path, order=order.id)
    assert (report.kind, report.new) == (ImportKind.MAIL, 1)
    letter, *shots = evidence.list_evidence(vault, order.id)
    named = {item.name: item for item in (letter, *shots)}
    assert set(named) == {"letter.eml", "截图1.png", "截图2.png"}
    whole = named["letter.eml"].original.sha256
    for number in (1, 2):
        item = named[f"截图{number}.png"]
        assert item.made_from is not None
        assert (item.made_from.making, item.made_from.sources) == (Making.ATTACHMENT, (whole,))
        assert vault.originals.path(item.original.sha256).read_bytes() == picture(number)
    assert any("坏图" in notice.text.zh for notice in report.noticed), "what was left out is told"
    taken(vault, path, order=order.id)
    assert len(evidence.list_evidence(vault, order.id)) == 3


def test_without_an_order_a_mail_is_kept_without_its_pictures(vault: Vault, tmp_path: Path) -> None:
    (report,) = taken(vault, mail(tmp_path / "letter.eml", picture(1)))
    assert (report.new, report.evidence) == (1, ())
    (chat,) = chats.list_chats(vault)
    (message,) = chats.read_chat(vault, chat)
    assert [one.name for one in message.read.attachments] == ["截图1.png"]


def test_a_mail_with_hundreds_of_pictures_says_where_it_stopped(vault: Vault, order: Order, tmp_path: Path) -> None:
    path = mail(tmp_path / "many.eml", *(picture(number) for number in range(MOST_PARTS + 3)))
    (report,) = taken(vault, path, order=order.id)
    assert len(report.evidence) == MOST_PARTS + 1
    assert any(str(MOST_PARTS) in notice.text.zh for notice in report.noticed)


def test_pictures_inside_a_qq_archive_become_evidence(vault: Vault, order: Order, tmp_path: Path) -> None:
    log = (TEXTS / "qq_msgmgr.mht").read_bytes()
    begin = log.index(b"iVBOR")
    shot = base64.b64encode(picture(5))
    path = tmp_path / "消息记录.mht"
    path.write_bytes(log[:begin] + shot + log[log.index(b"\r\n", begin) :])
    (report,) = taken(vault, path, order=order.id)
    assert report.new == 3
    assert ["谁是谁" in notice.text.zh for notice in report.noticed] == [True]
    (whole,) = [item for item in evidence.list_evidence(vault, order.id) if item.made_from is None]
    shots = [item for item in evidence.list_evidence(vault, order.id) if item.made_from is not None]
    assert [item.made_from and item.made_from.sources for item in shots] == [(whole.original.sha256,)]
    assert [vault.originals.path(item.original.sha256).read_bytes() for item in shots] == [picture(5)]


def test_a_damaged_picture_inside_a_log_is_told_and_left_out(vault: Vault, order: Order) -> None:
    (report,) = taken(vault, TEXTS / "qq_msgmgr.mht", order=order.id)
    (_who, damaged) = report.noticed
    assert damaged.text.zh == "{3D48C238-CD47-4d17-9C8F-3593C6D4738B}.dat：图片已损坏"
    assert len(evidence.list_evidence(vault, order.id)) == 1


def test_half_a_surrogate_in_a_message_is_kept_as_a_sign_that_something_is_missing(
    vault: Vault, tmp_path: Path
) -> None:
    path = chatlab(tmp_path / "1.json", ("wxid_\ud83d", 0, "笑\ud83d脸\0完"))
    taken(vault, path)
    (chat,) = chats.list_chats(vault)
    (message,) = chats.read_chat(vault, chat)
    assert message.read.text.startswith("笑")
    assert "完" in message.read.text
    assert counts(taken(vault, path)) == [(0, 1, 0)]


@pytest.mark.parametrize(
    "path",
    sorted(path for folder in (CHATS, TEXTS) for path in folder.iterdir() if path.is_file() and path.suffix != ".py"),
    ids=lambda path: path.name,
)
def test_every_log_is_kept_as_read_and_known_the_second_time(vault: Vault, path: Path) -> None:
    (first,) = taken(vault, path)
    assert first.new > 0
    held = [message for chat in chats.list_chats(vault) for message in chats.read_chat(vault, chat)]
    assert len(held) == first.new
    assert first.kind in {ImportKind.CHAT, ImportKind.MAIL}
    (second,) = taken(vault, path)
    assert (second.new, second.known) == (0, first.new + first.known)
    before = whole_state(vault)
    assert [message for chat in chats.list_chats(vault) for message in chats.read_chat(vault, chat)] == held
    assert whole_state(vault) == before
