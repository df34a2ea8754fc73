"""Evidence: an original file, what kind of proof it is, and how its time is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from app.domain.orders import OrderId
from app.domain.text import Labelled

EvidenceId = NewType("EvidenceId", int)


class EvidenceKind(Labelled):
    """What an exhibit shows. The list follows the field guide's proofs for each reason to cancel."""

    ORDER_PAGE = "order_page", "订单截图", "Order page"
    PAYMENT = "payment", "付款记录", "Payment record"
    PRODUCT_PAGE = "product_page", "商品宣传页", "Product page"
    CHAT = "chat", "聊天记录", "Chat"
    STATUS = "status", "订单状态截图", "Order status"
    DELIVERY = "delivery", "到账/充值记录", "Delivery or top-up record"
    REFUND = "refund", "退款凭证", "Refund record"
    RULE = "rule", "平台规则", "Platform rule"
    IDENTITY = "identity", "商家身份信息", "Merchant identity"
    OTHER = "other", "其他", "Other"


class CapturedFrom(Labelled):
    """How the capture time of an original is known, from the most to the least direct."""

    EXIF = "exif", "照片信息（EXIF）", "EXIF"
    FILE_NAME = "file_name", "文件名", "file name"
    FILE_TIME = "file_time", "文件修改时间", "file time"
    USER = "user", "用户填写", "typed in"
    OCR = "ocr", "画面文字识别", "text in the picture"
    NONE = "none", "不详", "unknown"


class CaptureMeaning(Labelled):
    """What the instant is the time of: `mmexport…` names carry when WeChat saved the file, not when it was taken."""

    TAKEN = "taken", "截取时间", "taken"
    SAVED = "saved", "保存时间", "saved"
    MODIFIED = "modified", "修改时间", "modified"


@dataclass(frozen=True, slots=True)
class Capture:
    """An instant (UTC) claimed for an original, how it is known and what it is the time of."""

    at: datetime | None
    known_from: CapturedFrom
    meaning: CaptureMeaning = CaptureMeaning.TAKEN


NO_CAPTURE = Capture(None, CapturedFrom.NONE)


@dataclass(frozen=True, slots=True)
class Original:
    """The exact bytes that came in, named by their SHA-256 (hex); sizes in bytes and pixels as displayed."""

    sha256: str
    bytes: int
    media_type: str
    width: int | None
    height: int | None
    frames: int = 1


class Making(Labelled):
    """How a derived exhibit was made out of others."""

    STITCH = "stitch", "由滚动截图拼接", "Joined from scrolling screenshots"
    FRAME = "frame", "录屏画面", "Frame of a recording"
    REDACTION = "redaction", "遮盖副本", "Redacted copy"
    ATTACHMENT = "attachment", "随附文件", "Attachment"


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """Where a derived exhibit comes from: how it was made, the SHA-256 (hex) of each source, and a word."""

    making: Making
    sources: tuple[str, ...]
    note: str = ""

    def to_json(self) -> str:
        """Return it as the vault keeps it."""
        return json.dumps({"making": self.making.value, "sources": list(self.sources), "note": self.note})

    @classmethod
    def from_json(cls, text: str) -> MadeFrom:
        """Return what `to_json` wrote.

        Raises:
            ValueError: it is no such JSON.
        """
        data = json.loads(text)
        return cls(Making(data["making"]), tuple(str(source) for source in data["sources"]), str(data["note"]))


@dataclass(frozen=True, slots=True)
class Evidence:
    """An original put on an order as proof; `number` is its lasting number within that order.

    `position` is its place among the exhibits where the user moved it, `is_left_out` keeps it out of dossiers, and
    `original_place` says on which phone, account or app the file came to be and still is. `file_time` is what the file
    system said when the file came in.
    """

    id: EvidenceId
    order: OrderId
    number: int
    original: Original
    kind: EvidenceKind | None
    name: str
    purpose: str
    source: str
    capture: Capture
    imported_at: datetime
    trashed_at: datetime | None = None
    position: int | None = None
    tags: tuple[str, ...] = ()
    original_place: str = ""
    made_from: MadeFrom | None = None
    is_left_out: bool = False
    file_time: datetime | None = None

    @property
    def is_trashed(self) -> bool:
        """Whether it lies in the trash."""
        return self.trashed_at is not None

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at as an image."""
        return self.original.media_type.startswith("image/")
