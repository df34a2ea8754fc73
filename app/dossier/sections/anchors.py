"""The names of the places that links and bookmarks lead to."""

from __future__ import annotations

from typing import Final

COVER: Final = "cover"
ORDERS: Final = "orders"
INDEX: Final = "index"
EXHIBITS: Final = "exhibit 0"
INTEGRITY: Final = "integrity"


def exhibit_anchor(position: int) -> str:
    """Return the anchor of the exhibit at a position (from 0) in the outline."""
    return f"exhibit {position}"


def order_anchor(position: int) -> str:
    """Return the anchor of the order at a position (from 0) in the outline."""
    return f"order {position}"


def row_anchor(part: str, position: int) -> str:
    """Return the anchor of a part's row, paragraph or item at a position (from 0)."""
    return f"{part} row {position}"


def divider_anchor(position: int) -> str:
    """Return the anchor of the divider page at a position (from 0)."""
    return f"divider {position}"
