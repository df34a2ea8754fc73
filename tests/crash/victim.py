"""A process that has imported everything and opened nothing, and forks one victim for each crash that is asked for.

It reads one request a line on standard input and answers each with one line, both JSON:

    {"scenario": "import", "folder": …, "call": 17, "after": true, "first": 1000}     killed at a system call
    {"scenario": "loop", "folder": …, "milliseconds": 12.5, "first": 1000}            killed at a time
    → {"signal": 9, "acknowledged": [[evidence id, sha256], …], "calls": ["open /vault.lock", …]}
"""

from __future__ import annotations

import ctypes
import itertools
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.casework import evidence, vaults
from app.casework.evidence import Pasted
from app.intake.images import read_image
from app.vault import migrations
from tests.fixtures.cases import FIRST, TickingClock, picture

Acknowledge = Callable[[int, str], None]
BATCH = 2
"""How many pictures one import takes: all of them are there afterwards, or none."""


def import_once(folder: Path, first: int, acknowledge: Acknowledge) -> None:
    """Open the vault, take a batch in, and close it again."""
    with vaults.open_for_writing(folder, clock=TickingClock(), actor="victim", lock_timeout=0) as vault:
        _take_in(vault, first, acknowledge)


def import_on_and_on(folder: Path, first: int, acknowledge: Acknowledge) -> None:
    """Open the vault and take batches in until somebody makes an end of it."""
    vault = vaults.open_for_writing(folder, clock=TickingClock(), actor="victim", lock_timeout=0)
    for number in itertools.count(first, BATCH):
        _take_in(vault, number, acknowledge)


def purge_all(folder: Path, _first: int, acknowledge: Acknowledge) -> None:
    """Trash and purge all evidence of the first order."""
    with vaults.open_for_writing(folder, clock=TickingClock(), actor="victim", lock_timeout=0) as vault:
        items = [item.id for item in evidence.list_evidence(vault, FIRST)]
        evidence.trash_evidence(vault, items)
        evidence.purge_evidence(vault, items)
        acknowledge(0, "purged")


def create(folder: Path, _first: int, acknowledge: Acknowledge) -> None:
    """Make a new vault, or bring an older one up to date."""
    vaults.open_for_writing(folder, clock=TickingClock(), actor="victim", lock_timeout=0).close()
    acknowledge(0, "open")


def migrate(folder: Path, first: int, acknowledge: Acknowledge) -> None:
    """Do the same as the program of the version after."""
    become_the_next_version()
    create(folder, first, acknowledge)


def become_the_next_version() -> None:
    """Give this process a further migration, which stands for those that are still to be written."""
    steps = (*migrations.STEPS, _next_step)
    migrations.STEPS = steps  # type: ignore[misc]
    migrations.LATEST = len(steps)  # type: ignore[misc]


def _next_step(db: Any) -> None:
    db.execute("CREATE TABLE refunds (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL) STRICT")
    db.execute("INSERT INTO refunds (note) SELECT note FROM orders")


SCENARIOS = {
    "import": import_once,
    "loop": import_on_and_on,
    "purge": purge_all,
    "create": create,
    "migrate": migrate,
}


def _take_in(vault: vaults.Vault, first: int, acknowledge: Acknowledge) -> None:
    batch = [Pasted(picture(number), f"{number}.png", "") for number in range(first, first + BATCH)]
    for added in evidence.add_evidence(vault, FIRST, batch).value.added:
        acknowledge(added.evidence.id, added.evidence.original.sha256)


def _victim(request: dict[str, Any], said: int) -> None:
    """Do what was asked for and say each thing done the moment it is; runs in the forked process."""
    shim = ctypes.CDLL(None) if "call" in request else None
    if shim is not None:
        shim.boundary_log.restype = ctypes.c_char_p
        shim.boundary_arm(os.fsencode(request["folder"]), ctypes.c_long(request["call"]), int(request["after"]))

    def say(word: object) -> None:
        os.write(said, json.dumps(word).encode() + b"\n")

    SCENARIOS[request["scenario"]](Path(request["folder"]), request["first"], lambda item, sha: say([item, sha]))
    if shim is not None:
        say({"calls": shim.boundary_log().decode().splitlines()})


def _crash(request: dict[str, Any]) -> dict[str, Any]:
    hears, said = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.close(hears)
            _victim(request, said)
            status = 0
        finally:
            os._exit(status)
    os.close(said)
    words = _listen(hears, child, request.get("milliseconds"))
    _, status = os.waitpid(child, 0)
    is_killed = os.WIFSIGNALED(status)
    return {
        "signal": os.WTERMSIG(status) if is_killed else 0,
        "exit": None if is_killed else os.WEXITSTATUS(status),
        "acknowledged": [word for word in words if isinstance(word, list)],
        "calls": next((word["calls"] for word in words if isinstance(word, dict)), []),
    }


def _listen(hears: int, child: int, milliseconds: float | None) -> list[Any]:
    heard = b""
    end = None if milliseconds is None else time.monotonic() + milliseconds / 1000
    while True:
        if end is not None and not select.select([hears], [], [], max(0.0, end - time.monotonic()))[0]:
            os.kill(child, signal.SIGKILL)
            end = None
        piece = os.read(hears, 1 << 16)
        if not piece:
            break
        heard += piece
    os.close(hears)
    # The last line may be cut short by the crash: then it was never said.
    return [json.loads(line) for line in heard.split(b"\n")[:-1]]


def main() -> None:
    """Serve requests until standard input ends."""
    # What is imported on first use is imported now, once, and not by each victim.
    read_image(picture(0), name="0.png")
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_crash(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
