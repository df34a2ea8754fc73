"""Amounts of money, exact to the fen."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from app.domain.errors import InvalidField
from app.domain.words import Text

LIMIT_FEN: Final = 10_000_000_000_00
"""The largest amount taken, in fen: ten thousand million yuan; more is a typing mistake."""

_AMOUNT = re.compile(
    r"(?:¥|RMB|CNY)?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:元|圆|块|RMB|CNY)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """A whole number of fen in a currency; `str()` gives yuan with two decimals."""

    fen: int
    currency: str = "CNY"

    @classmethod
    def parse(cls, text: str, *, field: str = "amount") -> Money:
        """Read an amount as people write it: `100`, `100.00`, `¥1,234.50`, `１００元`.

        Raises:
            InvalidField: not an amount, negative, finer than a fen, or above `LIMIT_FEN`.
        """
        folded = unicodedata.normalize("NFKC", text).replace("￥", "¥").strip()
        if folded.lstrip("¥").lstrip().startswith(("-", "−")):
            raise InvalidField(
                field,
                Text(f"金额不能为负：“{text}”", f"an amount cannot be negative: “{text}”"),
                Text("请输入 0 或正数", "enter zero or more"),
            )
        # Folding would make 1² a 12.
        is_plain = all(mark.isdecimal() or not mark.isnumeric() for mark in text)
        match = _AMOUNT.fullmatch(folded) if is_plain else None
        if match is None:
            raise InvalidField(
                field,
                Text(f"不是金额：“{text}”", f"not an amount: “{text}”"),
                Text("请写成 100、100.00 或 ¥1,234.50", "write it like 100, 100.00 or ¥1,234.50"),
            )
        yuan, _, fraction = match["number"].replace(",", "").partition(".")
        if fraction[2:].strip("0"):
            raise InvalidField(
                field,
                Text(f"最小单位是分：“{text}”", f"finer than a fen: “{text}”"),
                Text("小数点后最多两位", "use at most two decimals"),
            )
        digits = (yuan + fraction[:2].ljust(2, "0")).lstrip("0") or "0"
        if len(digits) > len(str(LIMIT_FEN)) or int(digits) > LIMIT_FEN:
            raise InvalidField(field, Text(f"金额过大：“{text}”", f"too large: “{text}”"))
        return cls(int(digits))

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100}.{abs(self.fen) % 100:02d}"

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - self._same(other), self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"cannot join {self.currency} and {other.currency}")
        return other.fen

    @property
    def shown(self) -> str:
        """The amount as people write it: `¥1,234.50`."""
        sign = "-" if self.fen < 0 else ""
        mark = "¥" if self.currency == "CNY" else f"{self.currency} "
        return f"{sign}{mark}{abs(self.fen) // 100:,}.{abs(self.fen) % 100:02d}"
