"""Taking in a sample case's statement and chats, and doing with them what a careful user does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from app.casework import chats, comparisons
from app.casework.demo.cases import Case, Paper
from app.casework.evidence import edit_evidence, list_evidence
from app.casework.importing.run import import_files
from app.casework.marked_copies import redact
from app.casework.payments import accept, match_payments
from app.domain.chats import MessageId
from app.domain.comparisons import ComparisonSide
from app.domain.evidence import EvidenceId
from app.domain.orders import OrderId
from app.vault.vault import Vault


def file_all(vault: Vault, order: OrderId, case: Case, *, folder: Path, fonts: Path) -> None:
    """Import the case's papers through files in a folder, join what is certain, and mark what the case rests on."""
    for paper in case.papers:
        (report,) = import_files(vault, [_written(paper, folder)]).value
        for conversation in report.conversations:
            chats.put_on_order(vault, conversation, order)
    _join(vault, order)
    _rely(vault, order, case)
    shots = {item.name: item.id for item in list_evidence(vault, order)}
    _compare(vault, order, case, shots)
    for hidden in case.hidden:
        redact(vault, shots[hidden.shot], [hidden.region], fonts=fonts, hidden=hidden.kind)
    for filed in case.filed:
        edit_evidence(vault, shots[filed.shot], {"tags": filed.tags, "original_place": filed.place})


def _written(paper: Paper, folder: Path) -> Path:
    path = folder / paper.file_name
    path.write_bytes(paper.content())
    stamp = paper.written_at.timestamp()
    os.utime(path, (stamp, stamp))
    return path


def _join(vault: Vault, order: OrderId) -> None:
    # Only this order's: the vault may hold others, whose payments are for their owner to join.
    for done in match_payments(vault).value:
        if done.match.is_certain and done.match.order == order:
            accept(vault, done.match)


def _rely(vault: Vault, order: OrderId, case: Case) -> None:
    said: dict[str, MessageId] = {}
    for conversation in chats.list_chats(vault, order):
        for message in chats.read_chat(vault, conversation):
            said.setdefault(message.read.text, message.id)
    for one in case.relied:
        chats.rely_upon(vault, [said[one.words]], order, note=one.note)


def _compare(vault: Vault, order: OrderId, case: Case, shots: Mapping[str, EvidenceId]) -> None:
    for one in case.beside:
        left, right = (ComparisonSide(shots[name]) for name in (one.left, one.right))
        comparisons.save(vault, order, left, right, one.differences, purpose=one.purpose)
