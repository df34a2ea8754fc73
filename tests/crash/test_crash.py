"""A process that dies at any instant: the vault opens, is sound, and holds everything that was acknowledged.

Victims are killed with SIGKILL before and after every system call that touches the vault, and at random times.
Invariants 1 and 3 of the design; `pytest -m crash -s` prints what was counted.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.casework import evidence, orders, vaults
from app.casework.evidence import Pasted
from app.domain.evidence import EvidenceId
from app.vault import migrations
from app.vault.vault import DATABASE, Vault
from tests.crash import victim
from tests.fixtures.cases import FIRST, TickingClock, facts_of, order_fields, picture
from tests.fixtures.vaults import make

COMPILER = shutil.which("gcc") or shutil.which("cc")
ROOT = Path(__file__).parents[2]
RANDOM_KILLS = 200
ON_ONE_VAULT = 20

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(sys.platform != "linux", reason="the system calls are counted by a Linux preload library"),
    pytest.mark.skipif(COMPILER is None, reason="there is no C compiler to build the preload library with"),
]

Answer = dict[str, Any]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Have a victim forked and killed: `ask("import", folder, call=17, after=True)`."""
    library = tmp_path_factory.mktemp("preload") / "boundary.so"
    source = Path(__file__).with_name("boundary.c")
    subprocess.run([str(COMPILER), "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    environment = os.environ | {"LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.crash.victim"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        requests, answers = server.stdin, server.stdout

        def put(scenario: str, folder: Path, *, first: int = 0, **how: object) -> Answer:
            requests.write(json.dumps({"scenario": scenario, "folder": str(folder), "first": first, **how}) + "\n")
            requests.flush()
            answer: Answer = json.loads(answers.readline())
            assert answer["signal"] == signal.SIGKILL or answer["exit"] == 0, "the victim failed by itself"
            return answer

        yield put
        requests.close()


def reopened(folder: Path) -> Vault:
    """Open the vault at once: a dead writer's lock is no lock."""
    return vaults.open_for_writing(folder, clock=TickingClock(), actor="survivor", lock_timeout=0)


def new_vault(folder: Path) -> Path:
    with reopened(folder) as vault:
        orders.record_order(vault, order_fields())
    return folder


def boundaries(ask: Ask, scenario: str, prepare: Callable[[], tuple[Path, int]]) -> Iterator[tuple[Answer, Path, int]]:
    """Kill one victim before and one after each call of a scenario; each starts where `prepare` says."""
    for after in (False, True):
        for call in range(1, 10_000):
            folder, first = prepare()
            answer = ask(scenario, folder, first=first, call=call, after=after)
            if not answer["signal"]:
                assert call > 20, "the calls were not seen"
                break
            yield answer, folder, first


def strays_on_disk(vault: Vault) -> set[str]:
    """What lies below `originals` and is named by no row, found without the program's own search."""
    known = {row["sha256"] for row in vault.db.query("SELECT sha256 FROM originals")}
    files = [path for path in vault.originals.folder.rglob("*") if path.is_file()]
    return {path.relative_to(vault.folder).as_posix() for path in files if path.name not in known}


def assert_survived(vault: Vault, acknowledged: list[tuple[int, str]]) -> int:
    """Hold a vault to the invariants and tidy it; return how many stray files there were."""
    found = vaults.verify(vault)
    assert found.is_sound, found.findings
    kept = {item.id: item.original.sha256 for item in evidence.list_evidence(vault, FIRST)}
    for item, sha256 in acknowledged:
        assert kept[EvidenceId(item)] == sha256
        assert vault.originals.is_intact(sha256)
    strays = strays_on_disk(vault)
    assert set(vaults.unreferenced(vault)) == strays
    assert set(vaults.tidy(vault)) == strays
    assert strays_on_disk(vault) == set()
    if strays:
        assert vaults.verify(vault).is_sound, "tidying took something that a row names"
    return len(strays)


def one_in(folder: Path, count: int) -> Callable[[], Path]:
    """Give the same new vault `count` times, then the next: a long chain costs time and proves no more."""
    given = itertools.count()

    def next_one() -> Path:
        number, used = divmod(next(given), count)
        return folder / f"v{number}" if used else new_vault(folder / f"v{number}")

    return next_one


def test_the_calls_of_an_import_are_all_seen(ask: Ask, tmp_path: Path) -> None:
    """The boundaries that the design names are among those that the next tests kill at."""
    folder = new_vault(tmp_path / "v")
    answer = ask("import", folder, call=0, after=False)
    assert len(answer["acknowledged"]) == victim.BATCH
    calls = [call.split(" ", 1) for call in answer["calls"]]

    def first(name: str, start: str, *, then: int = 0) -> int:
        return next(
            at for at, (call, path) in enumerate(calls) if at > then and (call, path[: len(start)]) == (name, start)
        )

    copied = first("write", "/originals/.incoming/")
    flushed = first("fsync", "/originals/.incoming/", then=copied)
    named = first("rename", "/originals/", then=flushed)
    folder_flushed = first("fsync", "/originals/", then=named)
    row_written = first("pwrite64", "/vault.sqlite3-wal", then=folder_flushed)
    committed = first("fdatasync", "/vault.sqlite3-wal", then=row_written)
    checkpointed = first("pwrite64", "/vault.sqlite3", then=committed)
    unlocked = first("flock", "/vault.lock", then=checkpointed)
    assert copied < flushed < named < folder_flushed < row_written < committed < checkpointed < unlocked
    before_the_row = calls[:row_written]
    assert sum(call == "rename" for call, _ in before_the_row) == victim.BATCH, (
        "each original is in place before any row"
    )


def test_a_crash_at_any_call_of_an_import_leaves_all_of_it_or_nothing(ask: Ask, tmp_path: Path) -> None:
    vault_for, numbers = one_in(tmp_path, 25), itertools.count(step=victim.BATCH)
    kills = strays = lost = whole = 0
    expected: dict[Path, list[tuple[int, str]]] = {}
    for answer, folder, first in boundaries(ask, "import", lambda: (vault_for(), next(numbers))):
        kills += 1
        expected.setdefault(folder, []).extend(answer["acknowledged"])
        with reopened(folder) as vault:
            strays += assert_survived(vault, expected[folder])
            here = {item.name for item in evidence.list_evidence(vault, FIRST)}
            taken = sum(f"{number}.png" in here for number in range(first, first + victim.BATCH))
            assert taken in {0, victim.BATCH}, "half an import"
            assert taken or not answer["acknowledged"]
            whole += taken > 0
            lost += taken == 0
            again = evidence.add_evidence(vault, FIRST, [Pasted(picture(first), f"{first}.png", "")])
            assert again.value.added[0].is_known is (taken > 0)
    for folder in expected:
        with reopened(folder) as vault:
            assert vaults.verify(vault, deep=True).is_sound
    print(f"\nimport: {kills} kills, {kills // 2} boundaries; {lost} left nothing, {whole} all; {strays} strays tidied")
    assert lost > 0
    assert whole > 0
    assert strays > 0, "no kill fell between the files and the rows"


def test_a_crash_at_any_time_loses_nothing_that_was_acknowledged(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(20240101)
    timed = new_vault(tmp_path / "timed")
    started = time.monotonic()
    ask("import", timed, call=0, after=False)
    longest = 2 * (time.monotonic() - started) * 1000
    kills = acknowledged = strays = 0
    for round_number in range(RANDOM_KILLS // ON_ONE_VAULT):
        folder = new_vault(tmp_path / f"v{round_number}")
        expected: list[tuple[int, str]] = []
        for number in range(ON_ONE_VAULT):
            answer = ask("loop", folder, first=number * 5000, milliseconds=chance.uniform(0, longest))
            assert answer["signal"] == signal.SIGKILL
            kills += 1
            expected += [(item, sha256) for item, sha256 in answer["acknowledged"]]
            with reopened(folder) as vault:
                strays += assert_survived(vault, expected)
                assert len(evidence.list_evidence(vault, FIRST)) % victim.BATCH == 0, "half an import"
        acknowledged += len(expected)
        with reopened(folder) as vault:
            assert vaults.verify(vault, deep=True).is_sound
    print(f"\nrandom times: {kills} kills within {longest:.0f} ms; {acknowledged} imports acknowledged, none lost")
    print(f"{strays} strays tidied")
    assert kills == RANDOM_KILLS
    assert acknowledged > 0
    assert strays > 0, "no kill fell into an import"


def test_a_crash_at_any_call_of_a_purge_leaves_no_row_without_its_bytes(ask: Ask, tmp_path: Path) -> None:
    vault_for, numbers = one_in(tmp_path, 25), itertools.count(step=2)

    def prepare() -> tuple[Path, int]:
        folder, number = vault_for(), next(numbers)
        with reopened(folder) as vault:
            batch = [Pasted(picture(one), f"{one}.png", "") for one in (number, number + 1)]
            evidence.add_evidence(vault, FIRST, batch)
        return folder, 0

    kills = strays = 0
    for _, folder, _ in boundaries(ask, "purge", prepare):
        kills += 1
        with reopened(folder) as vault:
            strays += assert_survived(vault, [])
            left = [item.id for item in evidence.list_evidence(vault, FIRST)]
            evidence.trash_evidence(vault, left)
            evidence.purge_evidence(vault, left)
    print(f"\npurge: {kills} kills, {kills // 2} boundaries; {strays} strays tidied")
    assert strays > 0, "no kill fell between the rows and the files"


def test_a_crash_at_any_call_of_making_a_vault_is_mended_by_making_it_again(ask: Ask, tmp_path: Path) -> None:
    numbers = iter(range(1_000_000))
    kills = 0
    for _, folder, _ in boundaries(ask, "create", lambda: (tmp_path / f"v{next(numbers)}", 0)):
        kills += 1
        new_vault(folder)
        with reopened(folder) as vault:
            assert make.schema_of(vault.db.conn) == make.SCHEMA.read_text(encoding="utf-8")
            evidence.add_evidence(vault, FIRST, [Pasted(picture(1), "a.png", "")])
            assert assert_survived(vault, []) == 0
        shutil.rmtree(folder)
    print(f"\nmaking a vault: {kills} kills, {kills // 2} boundaries")


def test_a_crash_at_any_call_of_a_migration_is_mended_by_opening_again(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.restore(1, tmp_path / "template")
    with reopened(tmp_path / "template") as vault:
        before = facts_of(vault)
    numbers = iter(range(1_000_000))

    def prepare() -> tuple[Path, int]:
        folder = tmp_path / f"v{next(numbers)}"
        shutil.copytree(tmp_path / "template", folder)
        return folder, 0

    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS)
    monkeypatch.setattr(migrations, "LATEST", migrations.LATEST)
    older = migrations.LATEST
    victim.become_the_next_version()
    kills = moved = 0
    for _, folder, _ in boundaries(ask, "migrate", prepare):
        kills += 1
        with contextlib.closing(sqlite3.connect(folder / DATABASE)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        assert (version, "refunds" in tables) in {(older, False), (older + 1, True)}, "half a migration"
        moved += version > older
        with reopened(folder) as vault:
            assert migrations.current(vault.db) == older + 1
            assert facts_of(vault) == before
            assert vault.db.table("refunds").count == len(before["orders"])
            assert_survived(vault, [])
        if version == older:
            copy = folder / "backups" / f"before-migration-from-v{older}.sqlite3"
            with contextlib.closing(sqlite3.connect(copy)) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert db.execute("PRAGMA user_version").fetchone() == (older,)
        shutil.rmtree(folder)
    print(f"\nmigration: {kills} kills, {kills // 2} boundaries; {moved} fell after its commit")
    assert 0 < moved < kills
