"""Pasted chats: previewed, corrected, recorded, and the text itself kept as it was pasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import chats, pasting
from app.casework.evidence import list_evidence
from app.domain.chats import Role
from app.domain.errors import InvalidField, NotFound
from app.domain.orders import Order, OrderId
from app.vault.vault import Vault
from tests.fixtures.cases import START, state

TEXT = (
    "极速发卡 2023-12-01 12:00:00\r\n亲，24小时内退款\r\n我 2023-12-01 12:01:10\r\n为什么少5元？\r\n"
    "平台客服小美 2023-12-01 12:05:00\r\n已介入\r\n"
)


def test_a_preview_tells_who_said_what_and_guesses_who_is_who() -> None:
    found = pasting.preview(TEXT, written_at=START)
    assert [(message.sender, message.text) for message in found.messages] == [
        ("极速发卡", "亲，24小时内退款"),
        ("我", "为什么少5元？"),
        ("平台客服小美", "已介入"),
    ]
    assert found.roles == {"极速发卡": Role.MERCHANT, "我": Role.ME, "平台客服小美": Role.PLATFORM}
    assert found.is_sure


def test_it_is_recorded_with_corrected_roles_and_the_text_kept(vault: Vault, order: Order) -> None:
    roles = {"极速发卡": Role.ME, "我": Role.MERCHANT, "平台客服小美": Role.PLATFORM}
    report = pasting.record_pasted(
        vault, TEXT, title="极速发卡", channel="platform_chat", roles=roles, order=order.id
    ).value
    assert report.new == 3
    (conversation,) = chats.list_chats(vault, order.id)
    assert conversation.is_official
    assert {person.name: (person.role, person.is_confirmed) for person in conversation.participants} == {
        name: (role, True) for name, role in roles.items()
    }
    assert [message.role for message in chats.read_chat(vault, conversation)] == [Role.ME, Role.MERCHANT, Role.PLATFORM]
    (item,) = list_evidence(vault, order.id)
    assert vault.originals.path(item.original.sha256).read_bytes() == TEXT.encode()
    again = pasting.record_pasted(vault, TEXT, title="极速发卡", channel="platform_chat", roles=roles).value
    assert (again.new, again.known) == (0, 3)


@pytest.mark.parametrize(
    ("title", "channel", "text", "field"),
    [
        ("", "platform_chat", TEXT, "title"),
        ("x", "letter", TEXT, "channel"),
        ("x", "platform_chat", "只有一句话", "text"),
    ],
)
def test_what_cannot_be_recorded_leaves_nothing(vault: Vault, title: str, channel: str, text: str, field: str) -> None:
    before = state(vault)
    with pytest.raises(InvalidField) as refused:
        pasting.record_pasted(vault, text, title=title, channel=channel, roles={})
    assert refused.value.field == field
    assert state(vault) == before


def test_an_order_that_is_not_there_is_refused(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        pasting.record_pasted(vault, TEXT, title="x", channel="wechat", roles={}, order=OrderId(9))
