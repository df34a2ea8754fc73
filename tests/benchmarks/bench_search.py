"""Search a million messages: our index beside LIKE over the same table, in the same run.

    python tests/benchmarks/bench_search.py [--messages 1000000] [--repeat 5]

The messages are taken into a real vault by the import itself, from a ChatLab file. Printed are milliseconds for the
first 100 hits, best of the repeats; LIKE gets as many. Then one page of the chat from its beginning and from its end.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.casework import chats, vaults
from app.casework.importing.run import import_files
from app.casework.search import find
from app.domain.search_terms import match_expression
from app.vault.vault import Vault

BEGIN = 1_500_000_000
WORDS = (
    *("您好", "订单", "已发货", "请查收", "卡密", "无效", "怎么办", "退款", "申请", "等待"),
    *("处理", "商家", "平台", "客服", "充值", "点券", "到账", "小时", "截图", "谢谢"),
)
QUERIES = ("退", "退款", "卡密无效", "龘", "KM00012345", "6222 0212", "24小时", "没有这句话")


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def write(path: Path, messages: int) -> None:
    """Write a chat in which one word of ten thousand is rare."""
    chance = random.Random(5)
    head = {"chatlab": {"version": "0.0.2"}, "meta": {"name": "店", "platform": "wechat", "type": "private"}}
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"_type": "header", **head}) + "\n")
        for number in range(messages):
            said = "".join(chance.choices(WORDS, k=6)) + f" KM{number % 100_000:08}"
            said += " 龘" if number % 10_000 == 77 else " 卡号 6222 0212 3456" if number % 5000 == 9 else ""
            who = f"wxid_{number % 2}"
            row = {"_type": "message", "sender": who, "accountName": who, "timestamp": BEGIN + number, "type": 0}
            file.write(json.dumps(row | {"content": said}, ensure_ascii=False) + "\n")


def best(work: Callable[[], object], repeat: int) -> float:
    """Return milliseconds of the fastest run."""
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def bare(vault: Vault, query: str) -> list[object]:
    """Ask the index for the same hits, without the words around them."""
    matching = "SELECT rowid FROM batch_index WHERE batch_index MATCH ? AND rowid > 0 ORDER BY rowid DESC LIMIT 100"
    return vault.db.execute(matching, [match_expression(query)]).fetchall()


def like(vault: Vault, query: str) -> list[object]:
    """Find as somebody would without an index."""
    words = query.split()
    where = " AND ".join("text LIKE ?" for _ in words)
    rows = vault.db.execute(
        f"SELECT id FROM messages WHERE {where} ORDER BY id DESC LIMIT 100", [f"%{word}%" for word in words]
    )
    return rows.fetchall()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "chat.jsonl"
        write(path, asked.messages)
        with vaults.open_for_writing(Path(place) / "vault", clock=_Clock(), actor="benchmark") as vault:
            begun = time.perf_counter()
            import_files(vault, [path])
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{asked.messages:,} messages imported in {time.perf_counter() - begun:.1f} s, {peak:.0f} MB peak")
            for query in QUERIES:
                count = len(find(vault, query))
                ours, alone, theirs = (best(partial(work, vault, query), asked.repeat) for work in (find, bare, like))
                times = f"{ours:8.2f} ms, index alone {alone:6.2f} ms, LIKE {theirs:8.2f} ms"
                print(f"{query:12} {count:4} hits {times} ({len(like(vault, query))})", flush=True)
            (chat,) = chats.list_chats(vault)
            for offset in (0, asked.messages - 100):
                page = best(partial(chats.read_chat, vault, chat, offset=offset, limit=100), asked.repeat)
                print(f"100 messages from {offset:,}: {page:.2f} ms")
            print(f"list of chats: {best(partial(chats.list_chats, vault), asked.repeat):.2f} ms")


if __name__ == "__main__":
    main()
