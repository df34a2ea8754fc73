"""What a reader says about a file: what kind of thing it is, and which of its lines it could not take."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.text import Labelled
from app.domain.words import Text


class ImportKind(Labelled):
    """What an imported file is; the values are those of `import --json`."""

    STATEMENT = "statement", "账单", "Statement"
    CHAT = "chat", "聊天记录", "Chat log"
    MAIL = "mail", "邮件", "Mail"
    IMAGE = "image", "图片", "Image"
    ORDERS = "orders", "订单表", "Order list"
    PAGE = "page", "网页", "Web page"
    DOCUMENT = "document", "文档", "Document"
    RECORDING = "recording", "录屏", "Recording"
    OTHER = "other", "其他", "Other"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line (counted from 1, as a text editor or spreadsheet shows it) that was not taken, and why."""

    line: int
    reason: Text


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something the user should know about a file that was taken; `line` is None where it is about the whole file."""

    text: Text
    line: int | None = None
