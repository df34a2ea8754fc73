"""Putting the sample cases into a vault: drawn, written as files, and taken in like anybody's."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.casework.cancellations import TypedEvent, open_case, record_event
from app.casework.evidence import add_evidence
from app.casework.orders import list_orders, observe_status, record_order, show_order
from app.casework.platforms import add_platform, add_rule
from app.casework.steps import QUIET, Steps
from app.domain.errors import InputError
from app.domain.orders import Order, OrderId
from app.domain.times import parse_time, shown
from app.domain.words import Text
from app.vault.vault import Vault

if TYPE_CHECKING:
    from app.casework.demo.cases import Case, Shot
    from app.casework.demo.drawing.fonts import Fonts

STATED_AT: Final = parse_time("2026-09-20 10:00")
"""The time that the sample dossiers state."""


def load(vault: Vault, *, fonts: Path, steps: Steps = QUIET) -> list[Order]:
    """Record the sample cases that are not there yet and return all of them.

    Raises:
        InputError: by this computer's clock the sample cases have not happened yet; nothing is written.
        Cancelled: the user asked to stop; cases that were finished stay.
    """
    now = vault.clock.now()
    if now < STATED_AT:
        raise InputError(
            Text(
                f"这台电脑的时间是 {shown(now)}，早于示例案件",
                f"this computer's clock says {shown(now)}, before the sample cases",
            ),
            Text("请先校准电脑时间", "set the clock first"),
        )
    # Drawing needs Pillow, which a start of the program must not pay for.
    from app.casework.demo import fee_kept, late_delivery, wrong_server
    from app.casework.demo.drawing.fonts import Fonts

    cases = (late_delivery.CASE, fee_kept.CASE, wrong_server.CASE)
    total = sum(len(case.shots) for case in cases)
    drawn = Fonts(fonts)
    done = 0
    orders: list[Order] = []
    for case in cases:
        known = [order for order in list_orders(vault) if order.facts.number == case.order["number"]]
        orders.append(known[0] if known else _load_case(vault, case, drawn, steps, done, total))
        done += len(case.shots)
    steps(total, total)
    return orders


def _load_case(vault: Vault, case: Case, fonts: Fonts, steps: Steps, done: int, total: int) -> Order:
    from app.casework.demo.filing import file_all

    with tempfile.TemporaryDirectory(prefix="pingju-demo-") as folder:
        files: list[Path] = []
        for shot in case.shots:
            steps(done + len(files), total)
            files.append(_write(shot, Path(folder), fonts))
        platform = case.order["platform"]
        add_platform(vault, platform, url=case.platform_url)
        for clause in case.clauses:
            add_rule(vault, platform, term=clause.term, value=clause.value, text=clause.text, source=clause.source)
        order = record_order(vault, case.order).value
        for status, seen_at in case.statuses:
            observe_status(vault, order.id, status.value, at=seen_at)
        for shot, file in zip(case.shots, files, strict=True):
            _take(vault, order.id, shot, file)
        _tell(vault, order.id, case, Path(folder))
        file_all(vault, order.id, case, folder=Path(folder), fonts=fonts.folder)
    return show_order(vault, order.id)


def _tell(vault: Vault, order: OrderId, case: Case, folder: Path) -> None:
    opened = open_case(vault, order, reason=case.reason, want=case.want, amount=case.claimed).value
    for step in case.steps:
        typed = TypedEvent(
            step.event,
            at=step.at,
            amount=step.amount,
            due=step.due,
            note=step.note,
            channel=step.channel,
            proofs=[folder / step.shot] if step.shot else (),
        )
        record_event(vault, opened.id, typed)


def _write(shot: Shot, folder: Path, fonts: Fonts) -> Path:
    from app.casework.demo.screens import encode

    path = folder / shot.file_name
    path.write_bytes(encode(shot.draw(fonts), shot.media_type))
    # A file's time is a fact of the case too: as if all had been copied from the phone when the stories end.
    os.utime(path, (STATED_AT.timestamp(),) * 2)
    return path


def _take(vault: Vault, order: OrderId, shot: Shot, file: Path) -> None:
    taken = add_evidence(vault, order, [file], kind=shot.kind, purpose=shot.purpose)
    if shot.shows is not None:
        proof = taken.value.added[0].evidence.id
        observe_status(vault, order, shot.shows.value, at=shot.seen_at, proof=proof)
