"""Card codes of orders: secrets that leave the vault only when somebody asks for one of them."""

from __future__ import annotations

from app.domain.card_codes import CardCode, mask
from app.domain.errors import NotFound
from app.domain.orders import OrderId
from app.domain.times import to_stored
from app.domain.words import Text
from app.vault.facts import FactWriter
from app.vault.rows import LARGEST_KEY
from app.vault.tables import CARD_CODES
from app.vault.vault import Vault


def of_order(vault: Vault, order: OrderId) -> list[CardCode]:
    """Return the codes of an order, masked, in the order in which they came."""
    rows = vault.db.query(f"SELECT * FROM {CARD_CODES} WHERE order_id = ? ORDER BY id", [order])
    return [CardCode(row["id"], mask(row["code"]), row["salt"], row["fingerprint"]) for row in rows]


def reveal(vault: Vault, key: int) -> str:
    """Return one code in clear.

    Raises:
        NotFound: there is none of that id.
    """
    if key <= LARGEST_KEY:
        row = vault.db.execute(f"SELECT code FROM {CARD_CODES} WHERE id = ?", [key]).fetchone()
        if row:
            return str(row[0])
    raise NotFound(Text("卡密", "card code"), key)


def add(facts: FactWriter, order: OrderId, code: str, *, salt: str, fingerprint: str) -> int:
    """Keep a code."""
    values = {
        "order_id": order,
        "code": code,
        "salt": salt,
        "fingerprint": fingerprint,
        "created_at": to_stored(facts.at),
    }
    return facts.insert(CARD_CODES, values)


def remove(facts: FactWriter, key: int) -> None:
    """Forget a code; its last four characters stay in nobody's memory but its custody entry's digest stays."""
    facts.delete(CARD_CODES, key)
