"""The demo's screenshots: every page that can be drawn, and their files as a phone would have written them.

Pure functions of their parameters and the font files: the same input gives the same pixels and the same bytes.
Platforms, merchants, people and payment programs are invented.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Final

from PIL import Image

from app.casework.demo.drawing.fonts import Fonts
from app.casework.demo.drawing.parts import Brand
from app.casework.demo.drawing.phone import Phone
from app.casework.demo.screens_chat import ChatPage, From, OrderCard, Said, chat_page
from app.casework.demo.screens_pay import PaymentPage, PayStyle, RefundPage, payment_page, refund_page
from app.casework.demo.screens_rules import RulesPage, TopUp, TopUpRecord, rules_page, top_up_record
from app.casework.demo.screens_sections import Step
from app.casework.demo.screens_shop import (
    Goods,
    OrderPage,
    ProductPage,
    StatusPage,
    order_page,
    product_page,
    status_page,
)
from app.domain.times import SHANGHAI

_DATE_TIME: Final = 0x0132
_EXIF_DIRECTORY: Final = 0x8769
_DATE_TIME_ORIGINAL: Final = 0x9003
_OFFSET_TIME_ORIGINAL: Final = 0x9011

_WRITERS: Final[dict[str, tuple[str, dict[str, int | bool]]]] = {
    "image/png": ("PNG", {"compress_level": 6}),
    "image/jpeg": ("JPEG", {"quality": 92, "subsampling": 0}),
    "image/webp": ("WEBP", {"quality": 90, "method": 4}),
}


def encode(image: Image.Image, media_type: str, *, exif_time: datetime | None = None) -> bytes:
    """Return the picture's file: `image/png`, `image/jpeg` or `image/webp`, with EXIF's capture time if given.

    Raises:
        KeyError: no other media types are written.
    """
    pillow_format, options = _WRITERS[media_type]
    out = io.BytesIO()
    if exif_time is None:
        image.save(out, pillow_format, **options)
        return out.getvalue()
    local = exif_time.astimezone(SHANGHAI)
    exif = Image.Exif()
    exif[_DATE_TIME] = f"{local:%Y:%m:%d %H:%M:%S}"
    exif[_EXIF_DIRECTORY] = {_DATE_TIME_ORIGINAL: f"{local:%Y:%m:%d %H:%M:%S}", _OFFSET_TIME_ORIGINAL: "+08:00"}
    image.save(out, pillow_format, exif=exif.tobytes(), **options)
    return out.getvalue()


__all__ = [
    "Brand", "ChatPage", "Fonts", "From", "Goods", "OrderCard", "OrderPage", "PayStyle", "PaymentPage", "Phone",
    "ProductPage", "RefundPage", "RulesPage", "Said", "StatusPage", "Step", "TopUp", "TopUpRecord",
    "chat_page", "encode", "order_page", "payment_page", "product_page", "refund_page", "rules_page", "status_page",
    "top_up_record",
]  # fmt: skip
