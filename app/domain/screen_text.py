"""Text off a screen made comparable: widths, yen signs, brackets and blanks are what recognition gets wrong first."""

from __future__ import annotations

import unicodedata
from typing import Final

_ALIKE: Final = str.maketrans(
    {
        "【": "[", "】": "]", "〔": "[", "〕": "]", "「": "[", "」": "]", "『": "[", "』": "]", "〖": "[", "〗": "]",
        "《": "<", "》": ">", "〈": "<", "〉": ">",
        "“": '"', "”": '"', "‘": "'", "’": "'",
        "−": "-", "–": "-", "—": "-", "‐": "-",
        "、": ",", "。": ".", "︰": ":", "∶": ":",
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Return the text at half width (NFKC), with one kind of yen sign, bracket, quote, dash, comma and colon.

    Its length may differ from the text's.
    """
    # NFKC makes ￥ ¥, ： :, （ (, ， , and １ 1.
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


def without_blanks(text: str) -> str:
    """Return the folded text without any white space: recognition loses blanks and invents them."""
    return "".join(folded(text).split())


def comparable(text: str) -> str:
    """Return what two texts must share to be the same words: folded, without blanks, in one case."""
    return without_blanks(text).casefold()
