"""Any other table: its beginning, a mapping of its columns tried out, and its rows taken in by that mapping.

A mapping is remembered by the header of its table, under `mapping/` and the header's fingerprint.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.casework.importing.keeping import keeping, put_on_order, staged_file
from app.casework.importing.report import ImportReport
from app.casework.importing.statements import take_statement
from app.casework.orders import living_order
from app.casework.staging import record_original
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change, Outcome
from app.domain.column_mapping import COLUMNS, ColumnMapping, header_fingerprint
from app.domain.errors import InvalidField, PingjuError
from app.domain.evidence import EvidenceKind
from app.domain.imports import ImportKind, Noticed, Skipped
from app.domain.orders import OrderId
from app.domain.payments import StatementRow
from app.domain.words import Text
from app.intake.readers import StatementItem
from app.intake.sources import Source
from app.vault import settings
from app.vault.vault import Vault

ROWS: Final = 20
"""How many rows a preview shows."""
_KEY: Final = "mapping/"


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The beginning of a table: its header's line and names, some rows as text, and a mapping to begin with.

    `is_remembered` says that the mapping is the one used for this header before, and no guess.
    """

    sheet: str
    header_line: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping
    is_remembered: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """What the first rows of a table mean by a mapping; `problem` says why they cannot be read by it."""

    rows: tuple[StatementRow, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problem: PingjuError | None = None


@dataclass(frozen=True, slots=True)
class MappedReader:
    """A statement's reader by a mapping of the user's."""

    mapping: ColumnMapping
    name: str = "mapped"

    def detect(self, source: Source) -> bool:
        """Whether the file has the mapping's header."""
        from app.intake.statements.mapped import is_mapped_by

        return is_mapped_by(source, self.mapping)

    def read(self, source: Source) -> Iterator[StatementItem]:
        """Yield what the table holds."""
        from app.intake.statements.mapped import read_mapped

        return read_mapped(source, self.mapping)


def is_table(path: Path) -> bool:
    """Whether a file is a table with a header, so that its columns can be mapped."""
    from app.intake.statements.mapping_guess import preview

    try:
        preview(Source(path), 1)
    except PingjuError:
        return False
    return True


def preview_table(vault: Vault, path: Path) -> TablePreview:
    """Return the beginning of a table, with the mapping remembered for its header, else a guess.

    Raises:
        UnreadableFile: the file holds no table with a header.
    """
    from app.intake.statements.mapping_guess import preview

    found = preview(Source(path), ROWS)
    known = remembered(vault, found.header)
    return TablePreview(
        found.sheet, found.header_line, found.header, found.rows, known or found.guess, known is not None
    )


def remembered(vault: Vault, header: tuple[str, ...]) -> ColumnMapping | None:
    """Return the mapping that was used for a header before; None where there was none, or it fits no more."""
    body = settings.load(vault, _KEY + header_fingerprint(header))
    if not isinstance(body, str):
        return None
    try:
        mapping = ColumnMapping.from_json(body)
        mapping.check()
    except InvalidField:
        return None
    return mapping


def remembered_reader(vault: Vault, source: Source) -> MappedReader | None:
    """Return the reader of a table by the mapping remembered for its header; None where it has none."""
    from app.intake.statements.mapping_guess import preview

    try:
        header = preview(source, 1).header
    except PingjuError:
        return None
    mapping = remembered(vault, header)
    return MappedReader(mapping) if mapping is not None else None


def columns_of(mapping: ColumnMapping) -> dict[str, str]:
    """Return which column of the table stands for what, by `COLUMNS`; only those that it has."""
    return {key: getattr(mapping, key) for key in COLUMNS if getattr(mapping, key)}


def told(mapping: ColumnMapping) -> Noticed:
    """Return what is said of a table that was read by a remembered mapping."""
    columns = ", ".join(f"{key}={name}" for key, name in columns_of(mapping).items())
    return Noticed(
        Text(f"按记住的列对应关系读取：{columns}", f"read by the columns remembered for this header: {columns}")
    )


def try_mapping(path: Path, mapping: ColumnMapping, *, limit: int = ROWS) -> Tried:
    """Return what the first rows of a table mean by a mapping; nothing is kept."""
    from app.intake.statements.mapped import read_mapped

    rows: list[StatementRow] = []
    skipped: list[Skipped] = []
    try:
        for item in itertools.islice(read_mapped(Source(path), mapping), limit * 3):
            if isinstance(item, StatementRow):
                rows.append(item)
            elif isinstance(item, Skipped):
                skipped.append(item)
            if len(rows) + len(skipped) >= limit:
                break
    except PingjuError as problem:
        return Tried(tuple(rows), tuple(skipped), problem)
    return Tried(tuple(rows), tuple(skipped))


def import_mapped(
    vault: Vault, path: Path, mapping: ColumnMapping, *, order: OrderId | None = None, steps: Steps = QUIET
) -> Outcome[ImportReport]:
    """Take a table in by a mapping of its columns, keep the file, and remember the mapping for this header.

    Raises:
        InvalidField: the mapping lacks a time or an amount.
        NotFound: there is no such order.
        UnreadableFile: the table is broken; the message names the line. Nothing is written.
        ReadOnlyVault, VaultError: the vault cannot be written; nothing is.
        Cancelled: nothing is written.
    """
    mapping.check()
    if order is not None:
        living_order(vault, order)
    item = staged_file(vault, path, _media_type(path))
    report = ImportReport(path, ImportKind.STATEMENT, "mapped")
    with keeping(vault, item) as keep, vault.write("import.recorded") as facts:
        source = Source(item.staged.path, name=item.name)
        record_original(vault, facts, item)
        reader = MappedReader(mapping)
        take_statement(vault, facts, report, reader, source, sha256=item.staged.sha256, steps=steps)
        if order is not None:
            put_on_order(vault, facts, order, item, EvidenceKind.PAYMENT)
        keep()
    settings.save(vault, _KEY + mapping.fingerprint, mapping.to_json())
    return Outcome(report, Change(Text("导入", "Import"), tuple(facts.rows)))


def _media_type(path: Path) -> str:
    head = Source(path).head
    if head.startswith(b"PK"):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return "application/vnd.ms-excel" if head.startswith(b"\xd0\xcf\x11\xe0") else "text/csv"
