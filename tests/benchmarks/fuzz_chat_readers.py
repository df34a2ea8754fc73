"""Feeds damaged chat exports to the chat readers; nothing but `UnreadableFile` may escape.

Run by hand: `python tests/benchmarks/fuzz_chat_readers.py [--count 100000] [--reader telegram.json ...] [--seed 1]`.
Each reader gets mutations of its samples, whether or not it still detects them; so do the reader of order lists
(`order_list`) and the one of saved pages (`page`). A failure is printed with its seed and kept as a file.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import re
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from app.domain.chats import ReadConversation, ReadMessage
from app.domain.errors import UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.intake.chats import CHAT_READERS, find_chat_reader
from app.intake.order_lists import is_order_list, read_order_list, template
from app.intake.readers import ChatReader
from app.intake.sources import Source
from app.intake.web_pages import is_page, read_page
from tests.intake.chats.test_text_mutations import CASES, PAGE
from tests.intake.chats.test_weflow_xlsx import workbook

FIXTURES = Path(__file__).parents[1] / "fixtures" / "chats"
WRITTEN_AT = datetime(2026, 2, 12, tzinfo=UTC)
TOKENS = (
    b"null", b"NaN", b"-Infinity", b"true", b"[]", b"{}", b'""', b'"', b",", b":", b"}", b"]", b"{", b"[" * 300,
        b'{"a":' * 300, b"1e999999999", b"1e9999999999999999999", b"-1e-9999999999999999999",
    b"-1", b"0", b"9" * 30, b"9" * 5000, b"1e308", b"253402300800", b"\x00", b"\xff",
    b"\xef\xbb\xbf", b"\xff\xfe", b'"\\ud800"', b"\\u0000", b"\\", b"\r", b"\n", b"\r\n", b"\t", b"<", b"</div>",
    b"<!--", b'<div class="msg ', b"<![CDATA[", b"&a;", b"<!DOCTYPE a [", "\u202e".encode(), "昨天".encode(), b";",
    "￥".encode("gb18030"), b"=", b"--", b"0000-00-00 00:00:00", b"9999-12-31 23:59:59", b"2026-02-30 25:61:61",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_WORD = re.compile(rb'"[^"\n]{0,40}"')


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the sample with one to eight changes."""
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(held) + 1)
        length = min(chance.choice((1, 2, 8, 64, 1024)), len(held) - at)
        match chance.randrange(9):
            case 0 if held:
                held[at % len(held)] = chance.randrange(256)
            case 1:
                del held[at : at + length]
            case 2:
                held[at:at] = chance.choice(TOKENS)
            case 3:
                del held[at:]
            case 4:
                held[at:at] = held[at : at + length] * chance.choice((1, 2, 30))
            case 5:
                _replace(held, _NUMBER, chance)
            case 6:
                _replace(held, _WORD, chance)
            case 7:
                held[at : at + length] = chance.randbytes(length)
            case _:
                other = chance.randrange(len(held) + 1)
                held[at:at] = held[other : other + length]
    return bytes(held)


def _replace(held: bytearray, pattern: re.Pattern[bytes], chance: random.Random) -> None:
    if found := list(pattern.finditer(held)):
        match = chance.choice(found)
        held[match.start() : match.end()] = chance.choice((*TOKENS, chance.choice(found)[0]))


def samples_of(reader: ChatReader) -> list[bytes]:
    """Return the fixtures that this reader is found for, and what the tests of the texts damage."""
    files = sorted(path for path in FIXTURES.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"})
    samples = [path.read_bytes() for path in files if find_chat_reader(Source(path)) is reader]
    samples += [raw for case, raw in CASES if case is reader]
    if reader.name == "wechat.weflow.xlsx":
        with tempfile.TemporaryDirectory() as folder:
            samples.append(workbook(Path(folder)).read_bytes())
    return samples


def order_lists() -> list[bytes]:
    """Return the template, with orders, as text and as it is."""
    lines = "订单号,平台,商品,金额,下单时间\r\nK1,某卡盟,点券,50.00,2026-02-11 14:36:02\r\nK2,某卡盟,月卡,¥30,\r\n"
    return [template(), lines.encode("utf-8-sig"), lines.encode("gb18030")]


def read_orders(path: Path) -> int:
    """Look whether it is an order list, and read it as one."""
    is_order_list(Source(path))
    return sum(1 for _ in read_order_list(Source(path)))


def read_saved_page(path: Path) -> int:
    """Look whether it is a saved page, and read it as one."""
    is_page(Source(path))
    return len(read_page(Source(path)).safe_html)


def read_whole(reader: ChatReader, path: Path) -> int:
    """Detect, read and fetch attachments as an import would; return how many messages came.

    Raises:
        UnreadableFile: the one thing that may be raised.
        AssertionError: something came that cannot be stored.
    """
    source = Source(path)
    reader.detect(source)
    messages = 0
    for item in reader.read(source, written_at=WRITTEN_AT):
        assert isinstance(item, ReadConversation | ReadMessage | Skipped | Noticed)
        if isinstance(item, ReadMessage):
            messages += 1
            assert item.line >= 1
            assert item.at is None or item.at.tzinfo is not None
            for text in (item.text, item.sender, item.sender_key, item.reply_to, item.message_no):
                text.encode()
                assert "\x00" not in text
            for attached in item.attachments:
                attached.name.encode()
                assert not set(attached.name) & set("/\\")
                if attached.part and (data := reader.attachment(source, attached.part)):
                    data.close()
    return messages


Reading = Callable[[Path], int]


def targets() -> Iterator[tuple[str, list[bytes], Reading]]:
    """Yield the name, the samples and the reading of all that is fed."""
    for reader in CHAT_READERS:
        yield reader.name, samples_of(reader), partial(read_whole, reader)
    yield "order_list", order_lists(), read_orders
    mht = (FIXTURES.with_name("chats_text") / "qq_msgmgr.mht").read_bytes()
    yield "page", [PAGE, mht], read_saved_page


def run(name: str, samples: list[bytes], read: Reading, count: int, seed: int, path: Path) -> Iterator[str]:
    """Yield a line for each failure, and one with the counts at the end."""
    refused = taken = failed = 0
    began = time.perf_counter()
    for number in range(count):
        data = mutated(samples[number % len(samples)], random.Random(seed * 1_000_000_007 + number))
        path.write_bytes(data)
        try:
            read(path)
            taken += 1
        except UnreadableFile:
            refused += 1
        except Exception as failure:  # noqa: BLE001 - what it may be is what is asked
            failed += 1
            kept = Path(tempfile.gettempdir()) / f"fuzz-{name}-{number}"
            kept.write_bytes(data)
            yield f"{name} #{number}: {failure!r} ({kept})"
            if failed > 20:
                break
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    counts = f"{taken + refused + failed} inputs, {taken} read, {refused} refused, {failed} FAILED"
    yield f"{name}: {counts}, {seconds:.0f} s, {peak} MB"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--reader", nargs="*", default=[])
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
        for name, samples, read in targets():
            if not chosen.reader or name in chosen.reader:
                for line in run(name, samples, read, chosen.count, chosen.seed, Path(folder) / "input"):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
