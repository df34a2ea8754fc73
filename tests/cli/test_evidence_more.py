"""Evidence put in order, tagged, joined and checked from the terminal; one JSON document each."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import evidence_more_commands as commands
from app.cli.session import Session
from app.domain.errors import InputError
from app.domain.orders import Order
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock, add
from tests.intake.long_chat import chat, kept, screens

Run = Callable[..., Any]


@pytest.fixture
def run(vault: Vault, order: Order, tmp_path: Path, clock: TickingClock) -> Run:
    """Run a command on a vault with three screens of a chat, last first."""
    made, _ = screens(chat(1, 270, 2000), [0, 300, 520], 600)
    folder = tmp_path / "screens"
    folder.mkdir()
    add(vault, order, *reversed(kept(folder, made)))
    vault.close()

    def call(command: Callable[[Session, argparse.Namespace], int], **arguments: object) -> Any:
        out = io.StringIO()
        session = Session(
            tmp_path / "my.pingju", clock, paths.resources(), "zh", as_json=True, out=out, err=io.StringIO()
        )
        assert command(session, argparse.Namespace(**arguments)) == 0
        return json.loads(out.getvalue())

    return call


def test_evidence_is_put_in_order_and_tagged(run: Run) -> None:
    assert [item["id"] for item in run(commands.reorder, order="1", ids=["3", "1"])] == [3, 1, 2]
    assert [item["id"] for item in run(commands.tag, ids=["1", "2"], tag=["协商"])] == [1, 2]
    with pytest.raises(InputError):
        run(commands.reorder, order="1", ids=["1", "1"])


def test_screenshots_are_joined_as_they_follow_each_other(run: Run) -> None:
    (made,) = run(commands.stitch, ids=["1", "2", "3"], sort=True)
    assert made["number"] == 4
    assert made["height"] == 520 + 600
    with pytest.raises(InputError):
        run(commands.stitch, ids=["1", "2"], sort=False)
    with pytest.raises(InputError):
        run(commands.frame, id="1", at="100")


def test_the_checklist_and_pairs_that_look_alike(run: Run) -> None:
    found = run(commands.checklist, order="1")
    assert found["completeness"] == 0
    assert [row["state"] for row in found["rows"]] == ["missing"] * 3
    assert isinstance(run(commands.alike, order="1"), list)
