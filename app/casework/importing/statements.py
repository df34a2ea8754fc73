"""Taking a payment statement in: every row once, the file kept as evidence of where it came from."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from app.casework.importing.report import ImportReport
from app.casework.steps import Steps
from app.domain.imports import ImportKind, Noticed, Skipped
from app.domain.payment_totals import Summing
from app.domain.payments import StatementFacts, StatementRow
from app.domain.times import to_stored
from app.intake.readers import StatementReader
from app.intake.sources import Source
from app.vault import imports
from app.vault.facts import FactWriter
from app.vault.payments import Fate, PaymentBatch
from app.vault.vault import Vault

TOLD_EVERY = 500
"""After how many rows progress is told and a wish to stop is heard."""


def take_statement(
    vault: Vault,
    facts: FactWriter,
    report: ImportReport,
    reader: StatementReader,
    source: Source,
    *,
    sha256: str,
    steps: Steps,
) -> None:
    """Write a statement's rows inside an open transaction and count them into the report.

    Raises:
        UnreadableFile: the file is broken; the caller's transaction is rolled back.
        Cancelled: the user asked to stop; as above.
    """
    batch = PaymentBatch(vault, facts, revived=imports.revive(vault, facts, sha256, ImportKind.STATEMENT))
    totals = Summing()
    about: StatementFacts | None = None
    for count, item in enumerate(reader.read(source)):
        if count % TOLD_EVERY == 0:
            steps(0, 0)
        if isinstance(item, StatementFacts):
            about = item
        else:
            _take(batch, report, totals, about, item)
    batch.index()
    sums = totals.totals()
    report.sum_out, report.sum_in, report.sum_refund = sums.out, sums.in_, sums.refund
    report.imported = batch.batch.finish(
        sha256=sha256, name=report.path.name, kind=ImportKind.STATEMENT, reader=reader.name, facts=_as_data(about)
    )


def _take(
    batch: PaymentBatch,
    report: ImportReport,
    totals: Summing,
    about: StatementFacts | None,
    item: StatementRow | Skipped | Noticed,
) -> None:
    match item:
        case Skipped():
            report.skip(item)
        case Noticed():
            report.notice(item)
        case StatementRow():
            assert about is not None  # noqa: S101 - a reader yields what the statement is before its rows
            totals.add(item)
            report.met(item.at)
            fate = batch.add(about.source, item)
            report.new += fate is Fate.NEW
            report.known += fate is Fate.KNOWN
            report.updated += fate is Fate.UPDATED


def _as_data(about: StatementFacts | None) -> dict[str, object]:
    if about is None:
        return {}
    return {
        name: to_stored(value) if isinstance(value, datetime) else value
        for name, value in asdict(about).items()
        if value not in (None, "", ())
    }
