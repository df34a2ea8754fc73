"""How fast chats of a million messages are read and how much memory that takes, against parsing alone.

Run by hand: `python tests/benchmarks/bench_chat_reader.py [--count 1000000]`. Each pass runs in a process of its own,
over the same file: the reader, then the library it stands on (json.loads a line, ijson's tokens) and nothing else.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
T = 1_400_000_000
SAID = "订单 CARD20260211143500001 付款了，卡密呢？第 %d 条"


def chatlab(path: Path, count: int) -> None:
    head = {
        "_type": "header",
        "chatlab": {"version": "0.0.2"},
        "meta": {"name": "x", "platform": "wechat", "type": "private"},
    }
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps(head) + "\n")
        for number in range(count):
            message = {
                "_type": "message",
                "sender": f"wxid_{number % 2}",
                "accountName": "卡商",
                "timestamp": T + number,
            }
            out.write(json.dumps(message | {"type": 0, "content": SAID % number}, ensure_ascii=False) + "\n")


def telegram(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write('{"name":"x","type":"personal_chat","id":7,"messages":[')
        for number in range(count):
            text = SAID % number
            message = {
                "id": number,
                "type": "message",
                "date": "2026-02-11T14:36:02",
                "date_unixtime": str(T + number),
                "from": "卡商",
                "from_id": f"user{number % 2}",
                "text": text,
                "text_entities": [{"type": "plain", "text": text}],
            }
            out.write((",\n" if number else "") + json.dumps(message, ensure_ascii=False))
        out.write("]}")


def qce(path: Path, count: int) -> None:
    """As Telegram's, with the newest first, so that everything has to be put in order."""
    with path.open("w", encoding="utf-8") as out:
        out.write('{"metadata":{"name":"QQChatExporter V5"},"chatInfo":{"name":"x","selfUid":"u0"},"messages":[')
        for number in range(count):
            text = SAID % number
            content = {"text": text, "elements": [{"type": "text", "data": {"text": text}}], "resources": []}
            sender = {"uid": f"u{number % 2}", "uin": "10001", "name": "卡商"}
            message = {
                "id": str(number),
                "timestamp": (T + count - number) * 1000,
                "sender": sender,
                "content": content,
            }
            out.write((",\n" if number else "") + json.dumps(message, ensure_ascii=False))
        out.write("]}")


def read_all(path: Path) -> int:
    from app.domain.chats import ReadMessage
    from app.intake.chats import find_chat_reader
    from app.intake.sources import Source

    source = Source(path)
    reader = find_chat_reader(source)
    assert reader is not None
    items = reader.read(source, written_at=datetime(2026, 1, 1, tzinfo=UTC))
    return sum(isinstance(item, ReadMessage) for item in items)


def loads_alone(path: Path) -> int:
    with path.open(encoding="utf-8") as lines:
        return sum("content" in json.loads(line) for line in lines)


def ijson_alone(path: Path) -> int:
    import ijson

    with path.open("rb") as file:
        return sum(event == "map_key" and value == "id" for event, value in ijson.basic_parse(file))


WRITERS: dict[str, Callable[[Path, int], None]] = {"chatlab.jsonl": chatlab, "telegram.json": telegram, "qce.json": qce}
PASSES: dict[str, Callable[[Path], int]] = {"reader": read_all, "json.loads": loads_alone, "ijson": ijson_alone}


def measure(name: str, path: Path) -> None:
    began = time.perf_counter()
    found = PASSES[name](path)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{path.name:14} {name:10} {found:>8} messages {seconds:7.1f} s {peak:6.0f} MB", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--count", type=int, default=1_000_000)
    arguments.add_argument("--measure", nargs=2)
    chosen = arguments.parse_args()
    if chosen.measure:
        measure(chosen.measure[0], Path(chosen.measure[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for file, write in WRITERS.items():
            path = Path(folder) / file
            write(path, chosen.count)
            print(f"{file}: {path.stat().st_size >> 20} MiB", flush=True)
            for name in ("reader", "json.loads" if file.endswith("jsonl") else "ijson"):
                command = [sys.executable, __file__, "--measure", name, str(path)]
                subprocess.run(command, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})
            path.unlink()


if __name__ == "__main__":
    main()
