"""Payments: rows of statements, each in its newest state, and their links to orders."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any, Final

from app.domain.cancellation import CancellationId
from app.domain.errors import NotFound
from app.domain.money import Money
from app.domain.orders import OrderId
from app.domain.payment_links import LinkRole, Payment, PaymentLink, has_moved_on, row_key
from app.domain.payments import Direction, ImportId, PaymentId, PaymentState, StatementRow, StatementSource
from app.domain.times import from_stored, to_stored
from app.domain.words import Text
from app.vault import search
from app.vault.facts import FactWriter
from app.vault.imports import RowBatch
from app.vault.payment_versions import NEWER, VERSIONS, telling, telling_last
from app.vault.rows import LARGEST_KEY, reading
from app.vault.tables import IMPORTS, PAYMENT_LINKS, PAYMENTS
from app.vault.vault import Vault

_TEXTS: Final = (
    "status",
    "counterparty",
    "counterparty_account",
    "product",
    "category",
    "method",
    "transaction_no",
    "merchant_no",
    "refund_of",
    "note",
)
_INDEXED_AT_ONCE: Final = 1000
_ONE_PAYMENT: Final = timedelta(days=1)
"""How far apart two exports may date one payment (created, paid, posted); banks use short numbers again after that."""
# The left table first, by its indexes: there are a million payments and a few imports.
_LIVING: Final = f"""
    FROM {PAYMENTS} p CROSS JOIN {IMPORTS} i ON i.id = p.import_id WHERE i.trashed_at IS NULL AND NOT EXISTS ({NEWER})
"""


class Fate(Enum):
    """What became of a row: new, known from an earlier statement, or a newer state of a known one."""

    NEW = auto()
    KNOWN = auto()
    UPDATED = auto()


class PaymentBatch:
    """Takes the rows of one statement in, each once; those of `revived` imports, back from the trash, count as new."""

    def __init__(self, vault: Vault, facts: FactWriter, *, revived: Collection[ImportId] = ()) -> None:
        self._vault = vault
        self.batch = RowBatch(vault, facts, PAYMENTS)
        self._revived = revived
        self._met: set[int] = set()
        self._waiting: list[dict[str, Any]] = []

    def add(self, source: StatementSource, row: StatementRow) -> Fate:
        """Take a row in, unless an earlier statement or row told the same.

        A row that only an import in the trash told counts as new, and names the row there: should that import come
        back, the two are one payment still.
        """
        key = row_key(source, row)
        known = self._known(key, row)
        if known is not None:
            self._met.add(known.root)
            if known.counts is not None and not has_moved_on(known.counts.row, row):
                return self._fate_of_known(known.counts, known.shown_by)
        values = _columns(source, row) | {"row_key": key, "replaces": known and known.last}
        payment = self.batch.insert(values)
        self._met.add(known.root if known is not None else payment)
        self._waiting.append({"id": payment, **values})
        if len(self._waiting) >= _INDEXED_AT_ONCE:
            self.index()
        return Fate.NEW if known is None or known.counts is None else Fate.UPDATED

    def _fate_of_known(self, counts: Payment, shown_by: frozenset[ImportId]) -> Fate:
        if shown_by <= set(self._revived):
            return Fate.NEW
        return Fate.UPDATED if counts.imported in self._revived else Fate.KNOWN

    def index(self) -> None:
        """Make searchable what was taken in."""
        search.add_payments(self._vault.db, self._waiting)
        self._waiting.clear()

    def _known(self, key: str, row: StatementRow) -> _Known | None:
        if self._vault.db.conn.execute(f"SELECT 1 FROM {PAYMENTS} WHERE row_key = ? LIMIT 1", [key]).fetchone() is None:
            return None
        # The same file may hold two payments that look alike, so that each of ours answers for one row only.
        near = [
            known
            for known in _payments_of(self._vault, key)
            if known.root not in self._met and abs(known.at - row.at) <= _ONE_PAYMENT
        ]
        return min(near, key=lambda known: (known.counts is None, abs(known.at - row.at)), default=None)


@dataclass(frozen=True, slots=True)
class _Known:
    """A payment with all its rows: its first and last one, the imports outside the trash, and the row that counts."""

    root: PaymentId
    last: PaymentId
    at: datetime
    shown_by: frozenset[ImportId]
    counts: Payment | None


def _payments_of(vault: Vault, key: str) -> list[_Known]:
    """Return the payments that have a row of that key."""
    query = f"""
        SELECT p.*, i.trashed_at IS NULL AS is_living FROM {PAYMENTS} p JOIN {IMPORTS} i ON i.id = p.import_id
        WHERE p.row_key = ? ORDER BY {telling("p")}
    """
    # The import that is being written has no row of its own yet, so that its payments are not found: each is met.
    rows = list(vault.db.query(query, [key]))
    earlier = {row["id"]: row["replaces"] for row in rows}
    trees: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        root = row["id"]
        # A row names an older one only; a loop that somebody wrote by hand ends here.
        while (before := earlier.get(root)) is not None and before < root:
            root = before
        trees.setdefault(root, []).append(row)
    found = []
    for root, tree in trees.items():
        living = [row for row in tree if row["is_living"]]
        counts = payment_of(living[-1]) if living else None
        at = counts.row.at if counts else from_stored(tree[-1]["at"])
        last = counts.id if counts else PaymentId(max(row["id"] for row in tree))
        shown_by = frozenset(ImportId(row["import_id"]) for row in living)
        found.append(_Known(PaymentId(root), last, at, shown_by, counts))
    return found


def get(vault: Vault, key: PaymentId) -> Payment:
    """Return one payment, in the state of that row.

    Raises:
        NotFound: there is none of that id.
    """
    for row in vault.db.query(f"SELECT * FROM {PAYMENTS} WHERE id = ?", [min(key, LARGEST_KEY)]):
        return payment_of(row)
    raise NotFound(Text("付款记录", "payment"), key)


def every(vault: Vault, *, unmatched: bool = False, query: str = "", limit: int | None = None) -> Iterator[Payment]:
    """Yield payments in their newest state, newest first; `query` is looked for in their texts and numbers."""
    where = f" AND p.id NOT IN (SELECT payment_id FROM {PAYMENT_LINKS})" if unmatched else ""
    parameters: list[object] = []
    for word in query[:300].split():
        pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = ("counterparty", "product", "transaction_no", "merchant_no", "note", "status")
        where += " AND (" + " OR ".join(f"p.{column} LIKE ? ESCAPE '\\'" for column in columns) + ")"
        parameters += [pattern] * len(columns)
    limited = "" if limit is None else f" LIMIT {int(limit)}"
    for row in vault.db.query(f"SELECT p.* {_LIVING}{where} ORDER BY p.at DESC, p.id DESC{limited}", parameters):
        yield payment_of(row)


def between(vault: Vault, earliest: str, latest: str) -> list[Payment]:
    """Return payments in their newest state from one stored time to another, oldest first."""
    query = f"SELECT p.* {_LIVING} AND p.at >= ? AND p.at <= ? ORDER BY p.at, p.id"
    return [payment_of(row) for row in vault.db.query(query, [earliest, latest])]


def refunds_between(vault: Vault, earliest: str, latest: str, *, most: int) -> list[Payment]:
    """Return what came in or back from one stored time to another, up to `most` fen, oldest first."""
    came = "(p.state = 'refund' OR p.direction = 'in') AND p.amount <= ?"
    query = f"SELECT p.* {_LIVING} AND p.at >= ? AND p.at <= ? AND {came} ORDER BY p.at, p.id"
    return [payment_of(row) for row in vault.db.query(query, [earliest, latest, most])]


def numbered(vault: Vault, numbers: Sequence[str]) -> list[Payment]:
    """Return payments that bear one of these numbers as theirs, as the merchant's, or as that which they refund."""
    found: dict[int, Payment] = {}
    for number in numbers:
        for column in ("p.transaction_no", "p.merchant_no", "p.refund_of"):
            for row in vault.db.query(f"SELECT p.* {_LIVING} AND {column} = ? AND {column} <> ''", [number]):
                found[row["id"]] = payment_of(row)
    return list(found.values())


def versions(vault: Vault, key: PaymentId) -> list[Payment]:
    """Return a payment as each statement had it: the row asked for, then what tells less, the most telling first."""
    query = f"""
        {VERSIONS} SELECT p.* FROM version JOIN {PAYMENTS} p ON p.id = version.id, {PAYMENTS} k
        WHERE k.id = ? AND ({telling("p")}) < ({telling("k")}) ORDER BY {telling_last("p")}
    """
    return [get(vault, key), *(payment_of(row) for row in vault.db.query(query, [key, key]))]


def newest(vault: Vault, key: PaymentId) -> Payment:
    """Return the newest state of the payment that a row stands for; the row itself where all of it is in the trash.

    Raises:
        NotFound: there is none of that id.
    """
    return living(vault, key) or get(vault, key)


def living(vault: Vault, key: PaymentId) -> Payment | None:
    """Return the newest state of the payment that a row stands for; None where all its imports are in the trash."""
    query = f"""
        {VERSIONS} SELECT p.id FROM version JOIN {PAYMENTS} p ON p.id = version.id
        JOIN {IMPORTS} i ON i.id = p.import_id WHERE i.trashed_at IS NULL ORDER BY {telling_last("p")} LIMIT 1
    """
    row = vault.db.execute(query, [key]).fetchone()
    return get(vault, PaymentId(row[0])) if row else None


def link(
    facts: FactWriter,
    payment: PaymentId,
    order: OrderId,
    role: LinkRole,
    amount: Money,
    *,
    score: int,
    reasons: tuple[str, ...],
    cancellation: CancellationId | None = None,
) -> int:
    """Join a payment, or a share of it, to an order and return the link's id."""
    values = {
        "payment_id": payment,
        "order_id": order,
        "cancellation_id": cancellation,
        "role": role.value,
        "amount": amount.fen,
        "score": score,
        "reasons": json.dumps(reasons, ensure_ascii=False),
        "linked_at": to_stored(facts.at),
    }
    return facts.insert(PAYMENT_LINKS, values)


def unlink(facts: FactWriter, key: int) -> None:
    """Take a link away."""
    facts.delete(PAYMENT_LINKS, key)


def links(vault: Vault, *, order: OrderId | None = None, payment: PaymentId | None = None) -> list[PaymentLink]:
    """Return the links of an order, of a payment, or all."""
    where, parameters = "1", []
    if order is not None:
        where, parameters = "order_id = ?", [int(order)]
    elif payment is not None:
        where, parameters = "payment_id = ?", [int(payment)]
    found = []
    for row in vault.db.query(f"SELECT * FROM {PAYMENT_LINKS} WHERE {where} ORDER BY id", parameters):
        with reading(PAYMENT_LINKS, row["id"]):
            found.append(_link(row))
    return found


def links_of(vault: Vault, found: Sequence[Payment]) -> dict[PaymentId, tuple[PaymentLink, ...]]:
    """Return the links of payments, in whichever state each was joined, by the payments' ids."""
    query = f"""
        WITH RECURSIVE wanted(id) AS (SELECT value FROM json_each(?)), version(asked, id, replaces) AS (
            SELECT w.id, p.id, p.replaces FROM wanted w JOIN {PAYMENTS} p ON p.id = w.id
            UNION SELECT v.asked, o.id, o.replaces FROM version v JOIN {PAYMENTS} o ON o.id = v.replaces
            UNION SELECT v.asked, n.id, n.replaces FROM version v JOIN {PAYMENTS} n ON n.replaces = v.id
        )
        SELECT v.asked, l.* FROM version v JOIN {PAYMENT_LINKS} l ON l.payment_id = v.id ORDER BY l.id
    """
    joined: dict[PaymentId, tuple[PaymentLink, ...]] = {}
    for row in vault.db.query(query, [json.dumps([payment.id for payment in found])]):
        with reading(PAYMENT_LINKS, row["id"]):
            joined[row["asked"]] = (*joined.get(row["asked"], ()), _link(row))
    return joined


def _link(row: Mapping[str, Any]) -> PaymentLink:
    return PaymentLink(
        id=row["id"],
        payment=PaymentId(row["payment_id"]),
        order=OrderId(row["order_id"]),
        role=LinkRole(row["role"]),
        amount=Money(row["amount"]),
        score=row["score"],
        reasons=tuple(json.loads(row["reasons"])),
        linked_at=from_stored(row["linked_at"]),
        cancellation=row["cancellation_id"] and CancellationId(row["cancellation_id"]),
    )


def _columns(source: StatementSource, row: StatementRow) -> dict[str, object]:
    values: dict[str, object] = {
        "line": row.line,
        "source": source.value,
        "at": to_stored(row.at),
        "is_day_only": int(row.is_day_only),
        "direction": row.direction.value,
        "amount": row.amount.fen,
        "refunded": row.refunded.fen if row.refunded is not None else None,
        "refunded_so_far": row.refunded_so_far.fen if row.refunded_so_far is not None else None,
        "fee": row.fee.fen if row.fee is not None else None,
        "currency": row.amount.currency,
        "state": row.state.value,
    }
    return values | {name: getattr(row, name) for name in _TEXTS}


def payment_of(row: Mapping[str, Any]) -> Payment:
    """Return the payment that a row of the table is.

    Raises:
        VaultDamaged: it is none.
    """
    with reading(PAYMENTS, row["id"]):
        currency = row["currency"]
        found = StatementRow(
            line=row["line"],
            at=from_stored(row["at"]),
            direction=Direction(row["direction"]),
            amount=Money(row["amount"], currency),
            state=PaymentState(row["state"]),
            refunded=None if row["refunded"] is None else Money(row["refunded"], currency),
            refunded_so_far=None if row["refunded_so_far"] is None else Money(row["refunded_so_far"], currency),
            fee=None if row["fee"] is None else Money(row["fee"], currency),
            is_day_only=bool(row["is_day_only"]),
            **{name: row[name] for name in _TEXTS},
        )
        replaces = PaymentId(row["replaces"]) if row["replaces"] is not None else None
        return Payment(
            PaymentId(row["id"]), ImportId(row["import_id"]), StatementSource(row["source"]), found, replaces
        )
