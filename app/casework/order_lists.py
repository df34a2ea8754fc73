"""Orders from a table: a dry run that writes nothing, taking them in, and the template to fill."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.casework.files_out import write_whole
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change, Outcome
from app.domain.errors import InputError, InvalidField, PingjuError, UnreadableFile
from app.domain.imports import Noticed, Skipped
from app.domain.orders import Order, order_facts
from app.domain.times import refuse_future
from app.domain.words import Text
from app.intake.sources import Source
from app.vault import orders
from app.vault.vault import Vault

MOST_ORDERS: Final = 20_000
"""The most orders that one table may hold."""


@dataclass(frozen=True, slots=True)
class DryRow:
    """A row of the table: its line, what it would be typed as, and why it cannot be taken (empty: it can)."""

    line: int
    typed: dict[str, str | None]
    problems: tuple[Text, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether it becomes an order."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a table would become; `needs_platform` says that it has no column of platforms and none was named."""

    path: Path
    rows: tuple[DryRow, ...]
    noticed: tuple[Noticed, ...]
    needs_platform: bool

    @property
    def taken(self) -> tuple[DryRow, ...]:
        """The rows that become orders."""
        return tuple(row for row in self.rows if row.can_be_taken)


def is_order_list(path: Path) -> bool:
    """Whether a file is a table of orders, by its header; ask first whether it is a statement."""
    from app.intake import order_lists

    try:
        return order_lists.is_order_list(Source(path))
    except PingjuError:
        return False


def dry_run(vault: Vault, path: Path, *, platform: str | None = None, steps: Steps = QUIET) -> DryRun:
    """Return what becomes of each row; nothing is written.

    Raises:
        UnreadableFile: no table of orders, broken, or with more than `MOST_ORDERS` rows.
    """
    from app.intake.order_lists import ListedOrder, read_order_list

    known = {(order.facts.platform, order.facts.number) for order in orders.find(vault)}
    rows: list[DryRow] = []
    noticed: list[Noticed] = []
    for item in read_order_list(Source(path), platform=platform):
        steps(len(rows), 0)
        if len(rows) >= MOST_ORDERS:
            raise UnreadableFile(
                path.name,
                Text(f"超过 {MOST_ORDERS} 行", f"has more than {MOST_ORDERS} rows"),
                Text("请分成几个文件", "split it into several files"),
            )
        match item:
            case Noticed():
                noticed.append(item)
            case Skipped():
                rows.append(DryRow(item.line, {}, (item.reason,)))
            case ListedOrder():
                rows.append(DryRow(item.line, item.typed, tuple(_problems(vault, item, known))))
    needs = bool(rows) and not platform and all(not row.typed.get("platform") for row in rows)
    return DryRun(path, tuple(rows), tuple(noticed), needs)


def record_listed(
    vault: Vault, run: DryRun, *, lines: Collection[int] | None = None, steps: Steps = QUIET
) -> Outcome[list[Order]]:
    """Record the rows that can be taken, all of them or those of some lines, as one step.

    Raises:
        InputError: no row can be taken.
        InvalidField: a row was taken meanwhile; nothing is written.
        Cancelled: nothing is written.
    """
    wanted = [row for row in run.taken if lines is None or row.line in lines]
    if not wanted:
        raise InputError(
            Text("没有可以记录的订单", "no row becomes an order"),
            Text("请先改正表格里的问题", "correct the table first"),
        )
    keys = []
    with vault.write("order.listed") as facts:
        for done, row in enumerate(wanted):
            steps(done, len(wanted))
            keys.append(orders.add(vault, facts, order_facts(dict(row.typed))))
    label = Text(f"导入 {len(keys)} 笔订单", f"Import {len(keys)} orders")
    return Outcome([orders.get(vault, key) for key in keys], Change(label, tuple(facts.rows)))


def write_template(target: Path) -> Path:
    """Write the template, a CSV with the column names in both languages.

    Raises:
        OutputError: it cannot be written there.
    """
    from app.intake.order_lists import template

    write_whole(target, io.BytesIO(template()))
    return target


def _problems(vault: Vault, item: object, known: set[tuple[str, str]]) -> list[Text]:
    from app.intake.order_lists import LABELS, ListedOrder

    assert isinstance(item, ListedOrder)  # noqa: S101 - told by the caller

    def named(problem: InvalidField) -> Text:
        label = LABELS.get(problem.field)
        if label is None:
            return problem.problem
        return Text(f"{label.zh}：{problem.problem.zh}", f"{label.en}: {problem.problem.en}")

    if item.problems:
        return [named(problem) for problem in item.problems]
    stated = order_facts(dict(item.typed))
    try:
        if stated.paid_at is not None:
            refuse_future("paid_at", stated.paid_at, now=vault.clock.now())
    except InvalidField as problem:
        return [named(problem)]
    if (stated.platform, stated.number) in known:
        return [Text("这个订单已经记录过", "this order is recorded already")]
    return []
