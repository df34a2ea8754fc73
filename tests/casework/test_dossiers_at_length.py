"""Many exhibits and long conversations, through a real vault."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pypdf

from app.casework import chats, dossiers, orders
from app.casework.importing.run import import_files
from app.domain.orders import Order
from app.dossier.outline import Transcript
from app.vault.vault import Vault
from tests.casework.whole_case import AT, RESOURCES, chat_log, export
from tests.dossier.bundle_rules import check_links, page_texts
from tests.fixtures.cases import add, picture, put


def test_five_hundred_exhibits_are_all_there(vault: Vault, order: Order, tmp_path: Path) -> None:
    files = [put(tmp_path, f"Screenshot_20230211-{100000 + number}.png", picture(number)) for number in range(500)]
    add(vault, order, *files)
    target = tmp_path / "d.pdf"
    started = time.process_time()
    made = export(vault, order.id, "association", target)
    assert time.process_time() - started < 60
    assert made.exhibits == 500
    assert len(pypdf.PdfReader(target).pages) == made.files[0].pages
    texts = page_texts(target)
    assert any("证据500" in words and "第" in words for words in texts[-10:])
    assert "证据1至证据500" in texts[0]
    index = "".join(words for words in texts if "序号证据名称" in words)
    assert re.findall(r"证据(\d+)(?!\d|至|、|·|（)", index)[-1] == "500"


def conversation(vault: Vault, order: Order, folder: Path, count: int) -> chats.Conversation:
    import_files(vault, [chat_log(folder / "long.json", count)])
    (found,) = chats.list_chats(vault)
    chats.put_on_order(vault, found.id, order.id)
    return found


def body(vault: Vault, order: Order) -> Transcript:
    made = dossiers.compose(vault, [order.id], recipient="archive", at=AT, resources=RESOURCES)
    (exhibit,) = made.exhibits
    assert isinstance(exhibit.body, Transcript)
    return exhibit.body


def test_of_a_long_conversation_what_is_relied_upon_stands_with_its_surroundings(
    vault: Vault, order: Order, tmp_path: Path
) -> None:
    found = conversation(vault, order, tmp_path, 10_000)
    start = body(vault, order)
    assert len(start.messages) == 60
    assert start.messages[-1].note == "（此后略去 9940 条）"
    messages = chats.read_chat(vault, found)
    chats.rely_upon(vault, [messages[5_000].id, messages[9_999].id], order.id)
    near = body(vault, order)
    assert [one.is_relied_upon for one in near.messages] == [False] * 3 + [True] + [False] * 3 + [False] * 3 + [True]
    assert near.messages[0].note == "（此前略去 4997 条）"
    assert near.messages[7].note == "（此前略去 4992 条）"
    export(vault, order.id, "archive", tmp_path / "d.pdf")
    assert "（此前略去4997条）" in "".join(page_texts(tmp_path / "d.pdf"))


def test_a_conversation_relied_upon_throughout_is_printed_whole(vault: Vault, tmp_path: Path) -> None:
    order = orders.record_order(vault, {"platform": "星卡网", "number": "A1", "product": "x", "amount": "1"}).value
    found = conversation(vault, order, tmp_path, 600)
    chats.rely_upon(vault, [one.id for one in chats.read_chat(vault, found)], order.id)
    assert len(body(vault, order).messages) == 600
    made = export(vault, order.id, "archive", tmp_path / "d.pdf")
    assert made.files[0].pages > 25
    check_links(tmp_path / "d.pdf")
