"""Figures of the public chats worked out without our readers: a second opinion that the tests compare with.

    python -m tests.intake.chats.recomputed FILE…

Nothing of `app` is used, nor a library that our readers use: lines are taken apart by one pattern, tables by `csv`,
JSON by `json`. The rules are those of formats.md 2.1 and 2.4, written down a second time.
"""

# Times are those of China all through, as our reports show them.
# ruff: noqa: DTZ001, DTZ007

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Said:
    """One message; "" is the sender of what the program itself says."""

    at: datetime
    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How many messages, when the first and last by time, and how many each sender said."""

    messages: int
    first: str
    last: str
    senders: dict[str, int]
    characters: int


def figures(path: Path) -> Figures:
    """Return a file's figures; `KIND_OF` must know its name."""
    said = KIND_OF[path.name](path)
    times = [one.at for one in said]
    senders = dict(sorted(Counter(one.sender for one in said).items()))
    return Figures(len(said), str(min(times)), str(max(times)), senders, sum(len(one.text) for one in said))


_LINE = re.compile(r"\[?(\d+)[./](\d+)[./](\d+),? (\d+):(\d\d)(?: ([ap])\. m\.)?(?:\] | - )(.*)")
_SENT = re.compile(r"([^\"“]+?):(?: |(?=\.$))(.*)", re.DOTALL)


def whatsapp(order: str) -> Callable[[Path], list[Said]]:
    """Lines that begin with a date and a time open a message; `order` names the three numbers of the date.

    A line without `Name: ` is WhatsApp's own, and so is what it says of encryption under the group's name.
    """

    def read(path: Path) -> list[Said]:
        opened: list[tuple[datetime, list[str]]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            found = _LINE.match(line)
            if found is None:
                opened[-1][1].append(line)
                continue
            part = dict(zip(order, map(int, found.groups()[:3]), strict=True))
            hour = int(found[4]) % 12 + 12 * (found[6] == "p") if found[6] else int(found[4])
            at = datetime(part["y"] + 2000 * (part["y"] < 100), part["m"], part["d"], hour, int(found[5]))
            opened.append((at, [found[7]]))
        said = []
        for at, lines in opened:
            whole = "\n".join(lines).rstrip("\n")
            sent = _SENT.match(whole)
            is_own = sent is None or "end-to-end encrypt" in whole
            sender, text = ("", sent[2] if sent else whole) if sent is None or is_own else (sent[1], sent[2])
            said.append(Said(at, sender, text))
        return said

    return read


def telegram(path: Path) -> list[Said]:
    said = []
    for message in json.loads(path.read_text(encoding="utf-8"))["messages"]:
        text = message["text"]
        whole = (
            text if isinstance(text, str) else "".join(part if isinstance(part, str) else part["text"] for part in text)
        )
        said.append(Said(_china(int(message["date_unixtime"])), message["from"], whole))
    return said


def _china(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC).astimezone(timezone(timedelta(hours=8))).replace(tzinfo=None)


def weclone(path: Path) -> list[Said]:
    """The other side's name is in `talker`; a blank one is whom `is_sender` tells."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"]]
    return [
        Said(
            datetime.strptime(row["CreateTime"], "%Y/%m/%d %H:%M"),
            row["talker"] or ("我" if row["is_sender"] == "1" else "对方"),
            row["msg"],
        )
        for row in rows
    ]


PUBLIC: dict[str, Callable[[Path], list[Said]]] = {
    "joweich_chat-miner/test_[mmddyy]_24hrs.txt": whatsapp("mdy"),
    "joweich_chat-miner/test_mmddyyyy_12hrs.txt": whatsapp("mdy"),
    "joweich_chat-miner/test_yyyymmdd_24hrs.txt": whatsapp("ymd"),
    "joweich_chat-miner/test_single_export.json": telegram,
    "lucasrodes_whatstk/pokemon.txt": whatsapp("dmy"),
    "xming521_WeClone/test_PII_0_730.csv": weclone,
}
"""The public files, by folder and name."""

KIND_OF = {name.partition("/")[2]: kind for name, kind in PUBLIC.items()}


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        print(asked, figures(Path(asked)))
