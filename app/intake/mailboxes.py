"""Mailboxes (`.mbox`): where each mail lies in the file and which thread it belongs to, without holding the mails.

A line `From ` after a blank one starts a mail, and `>From ` within one lost nothing but its mark (RFC 4155 and the
mboxrd convention). A thread is Gmail's own number, else the first of `References`, else what `In-Reply-To` answers.
"""

from __future__ import annotations

import email.parser
import email.policy
import re
import weakref
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.file_bytes import too_large
from app.intake.mail import HEADER_BYTES, MAIL_BYTES
from app.intake.mail_headers import message_ids, raw_value, sent_at
from app.intake.sources import Source

MAILS: Final = 200_000
"""The most mails taken of one mailbox."""

_LINE_BYTES: Final = 1 << 20
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Boxed:
    """One mail's bytes in its mailbox, the line (from 1) at which it starts, its thread and its time."""

    start: int
    end: int
    line: int
    thread: str
    at: datetime | None


_KNOWN: Final[weakref.WeakKeyDictionary[Source, tuple[Boxed, ...]]] = weakref.WeakKeyDictionary()


def index_mailbox(source: Source) -> tuple[Boxed, ...]:
    """Return all mails, thread by thread in the order of their first mails, each thread by its times.

    Raises:
        UnreadableFile: more than `MAILS`, or the file cannot be read.
    """
    known = _KNOWN.get(source)
    if known is None:
        known = _KNOWN[source] = _indexed(source)
    return known


def mail_bytes(source: Source, boxed: Boxed) -> bytes:
    """Return one mail as it was before it was put into the mailbox.

    Raises:
        UnreadableFile: larger than a mail may be.
    """
    if boxed.end - boxed.start > MAIL_BYTES:
        raise too_large(source.name, MAIL_BYTES)
    with source.open() as file:
        file.seek(boxed.start)
        return _QUOTED.sub(rb"\1", file.read(boxed.end - boxed.start))


def _indexed(source: Source) -> tuple[Boxed, ...]:
    starts = _starts(source)
    threads: dict[str, str] = {}
    mails = []
    with source.open() as file:
        ends = [begin for begin, _, _ in starts[1:]] + [source.size]
        for (_, start, line), end in zip(starts, ends, strict=True):
            mails.append(_boxed(file, start, end, line, threads))
    order = {thread: index for index, thread in reversed(list(enumerate(mail.thread for mail in mails)))}
    return tuple(sorted(mails, key=lambda mail: (order[mail.thread], mail.at or _LAST, mail.start)))


def _starts(source: Source) -> list[tuple[int, int, int]]:
    """Return for each mail where its `From ` line begins, where that ends, and its number.

    Raises:
        UnreadableFile: there is none, or more than `MAILS`.
    """
    starts: list[tuple[int, int, int]] = []
    position = number = 0
    is_after_blank = True
    is_at_start = True
    with source.open() as file:
        while line := file.readline(_LINE_BYTES):
            position += len(line)
            number += is_at_start
            if is_at_start and is_after_blank and line.startswith(b"From "):
                starts.append((position - len(line), position, number))
                if len(starts) > MAILS:
                    raise UnreadableFile(
                        source.name,
                        Text(f"超过 {MAILS} 封邮件", f"holds more than {MAILS} mails"),
                        Text("请分批导出", "export it in pieces"),
                    )
            is_after_blank = is_at_start and not line.strip()
            is_at_start = line.endswith(b"\n")
    if not starts:
        raise UnreadableFile(
            source.name, Text("里面没有邮件", "holds no mail"), Text("请重新导出邮箱", "export the mailbox again")
        )
    return starts


def _boxed(file: BinaryIO, start: int, end: int, line: int, threads: dict[str, str]) -> Boxed:
    file.seek(start)
    raw = file.read(min(HEADER_BYTES, max(0, end - start)))
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0] + b"\n\n"
    message = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(head)
    own = next(iter(message_ids(message, "Message-ID")), f"#{line}")
    answered = (*message_ids(message, "References"), *message_ids(message, "In-Reply-To"))
    thread = raw_value(message, "X-GM-THRID").strip()[:40] or next(
        (threads[one] for one in answered if one in threads), answered[0] if answered else own
    )
    for one in (own, *answered):
        threads.setdefault(one, thread)
    return Boxed(start, end, line, thread, sent_at(message))
