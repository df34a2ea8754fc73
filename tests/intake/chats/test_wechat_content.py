"""WeChat's types and XML as readable words."""

from __future__ import annotations

import pytest

from app.domain.chats import MessageKind as Kind
from app.intake.chats.kinds import bracketed_kind, named_kind
from app.intake.chats.wechat_content import RAW_LIMIT, wechat_content
from tests.fixtures.chats.make_chats import BOMB, REFER, REFER_IMAGE, REVOKED, TRANSFER, app_message


def test_a_quotation_keeps_what_it_answers() -> None:
    content = wechat_content(49, 57, app_message(57, REFER))
    assert (content.kind, content.text, content.reply_to) == (Kind.TEXT, "24小时内退给你", "我：什么时候退款？")
    assert wechat_content(49, 57, app_message(57, REFER_IMAGE)).reply_to == "我：[图片]"


def test_a_transfer_says_its_amount() -> None:
    content = wechat_content(49, 2000, app_message(2000, TRANSFER))
    assert content.kind is Kind.TRANSFER
    assert content.text == "微信转账 ￥12.00 （发起转账） 卡密款"


def test_wechat_4_keeps_the_subtype_in_the_type() -> None:
    assert wechat_content(2000 << 32 | 49, 0, "x").kind is Kind.TRANSFER


def test_a_recall_is_told_from_other_notices() -> None:
    content = wechat_content(10000, 0, REVOKED)
    assert (content.kind, content.text) == (Kind.RECALLED, '"卡商小王" 撤回了一条消息')
    assert wechat_content(10000, 0, "你收到了红包，<a href='x'>去查看</a>").text == "你收到了红包，去查看"


def test_what_somebody_typed_is_no_markup() -> None:
    typed = "wxid_bob:\n<msg><appmsg><title>假的转账</title></appmsg></msg>"
    content = wechat_content(1, 0, typed)
    assert (content.kind, content.text, content.sender_key) == (Kind.TEXT, typed, "")


def test_a_groups_xml_names_its_sender() -> None:
    content = wechat_content(3, 0, "wxid_bob:\n<msg><img/></msg>")
    assert (content.kind, content.text, content.sender_key) == (Kind.IMAGE, "[图片]", "wxid_bob")


@pytest.mark.parametrize("raw", ["<msg><appmsg><title>没完", BOMB, "<" * 50, "<a>" * 100_000, "<msg>\x00</msg>"])
def test_broken_or_hostile_xml_stays_as_it_is(raw: str) -> None:
    content = wechat_content(49, 5, raw)
    assert content.kind is Kind.LINK
    assert content.text.startswith("[链接] <")
    assert len(content.text) <= RAW_LIMIT + 10


def test_an_external_entity_is_not_read() -> None:
    raw = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]><msg><appmsg><title>&x;</title></appmsg></msg>'
    assert "&x;" in wechat_content(49, 5, raw).text


def test_unknown_types_keep_their_text() -> None:
    content = wechat_content(777, None, "内容")
    assert (content.kind, content.text) == (Kind.OTHER, "内容")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("文本消息", Kind.TEXT),
        ("带有引用的文本消息", Kind.TEXT),
        ("图片消息", Kind.IMAGE),
        ("图文消息", Kind.LINK),
        ("动画表情", Kind.STICKER),
        ("(分享)卡片式链接", Kind.LINK),
        ("语音通话", Kind.CALL),
        ("转账卡片", Kind.TRANSFER),
        ("红包卡片", Kind.RED_PACKET),
        ("系统消息", Kind.SYSTEM),
        ("image", Kind.IMAGE),
        ("Sticker", Kind.STICKER),
        ("未知类型(12345)", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_kinds_by_name(name: str, kind: Kind) -> None:
    assert named_kind(name) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[图片]", Kind.IMAGE),
        ("![图片](http://127.0.0.1/image/x)", Kind.IMAGE),
        ("[转账|发送 ￥12.00](备注)", Kind.TRANSFER),
        ("[文件|账单.pdf](http://x)", Kind.FILE),
        ("[语音通话]", Kind.CALL),
        ("[微笑]", Kind.TEXT),
        ("[图片] 看这个", Kind.TEXT),
        ("见[图片]", Kind.TEXT),
    ],
)
def test_kinds_by_brackets(text: str, kind: Kind) -> None:
    assert bracketed_kind(text) is kind
