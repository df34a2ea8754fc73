"""`init`, `verify`, locks and interruptions."""

from __future__ import annotations

import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.vault.tables import CUSTODY, FACTS
from tests.cli.terminal import ROOT, Terminal, program, spawn
from tests.fixtures.cases import TickingClock
from tests.journeys.test_taking_files_in import noise

PictureFile = Callable[..., Path]


def test_init_makes_a_private_vault_once(terminal: Terminal) -> None:
    first = terminal.json("init")
    assert first == {"vault": str(terminal.vault), "created": True, "set_aside": None}
    assert stat.S_IMODE(terminal.vault.stat().st_mode) == 0o700
    assert stat.S_IMODE((terminal.vault / "vault.sqlite3").stat().st_mode) == 0o600
    terminal.order()
    assert terminal.json("init")["created"] is False
    assert len(terminal.json("order", "list")) == 1


def test_init_refuses_a_folder_with_other_things(terminal: Terminal) -> None:
    terminal.vault.mkdir()
    (terminal.vault / "thesis.docx").write_text("years of work")
    answer = terminal("init")
    assert answer.code == 2
    assert answer.out == ""
    assert [path.name for path in terminal.vault.iterdir()] == ["thesis.docx"]


def test_force_new_sets_the_old_vault_aside_whole(terminal: Terminal) -> None:
    terminal.order("OLD")
    before = terminal.fingerprint()
    document = terminal.json("init", "--force-new")
    assert document["created"] is True
    aside = Terminal(Path(document["set_aside"]))
    assert aside.vault.parent == terminal.vault.parent
    assert aside.fingerprint() == before
    assert [order["number"] for order in aside.json("order", "list")] == ["OLD"]
    assert terminal.json("order", "list") == []


def test_a_sound_vault(terminal: Terminal, picture_file: PictureFile) -> None:
    fill(terminal, picture_file)
    document = terminal.json("verify")
    assert document["ok"] is True
    assert document["problems"] == []
    assert document["checked"].keys() == {"rows", "originals", "chain"}
    assert document["checked"]["originals"] == 1
    assert terminal.json("verify", "--deep")["ok"] is True
    assert "all sound" in terminal("verify").out


def fill(terminal: Terminal, picture_file: PictureFile) -> int:
    key = terminal.order("A1", "--merchant", "极速发卡", "--status", "delivered")
    terminal.json("evidence", "add", key, picture_file(1), "--kind", "chat", "--purpose", "证明")
    terminal.json(
        "platform", "add", "测试卡盟", "--url", "https://example.com", "--rules", "resources/rules/generic.toml"
    )
    return key


def test_a_flipped_byte_of_an_original_is_named(terminal: Terminal, picture_file: PictureFile) -> None:
    fill(terminal, picture_file)
    (original,) = (path for path in (terminal.vault / "originals").rglob("*") if path.is_file())
    original.chmod(0o600)
    data = bytearray(original.read_bytes())
    for place in (0, len(data) // 2, len(data) - 1):
        data[place] ^= 1
        original.write_bytes(data)
        document = terminal.json("verify", code=1)
        data[place] ^= 1
        (problem,) = document["problems"]
        assert problem["where"] == original.relative_to(terminal.vault).as_posix()
        assert problem["expected"] == original.name != problem["found"]
        assert problem.keys() == {"where", "what", "expected", "found", "since"}
    original.write_bytes(data)
    assert terminal.json("verify")["ok"] is True
    original.unlink()
    assert terminal.json("verify", code=1)["problems"][0]["where"].endswith(original.name)


def test_any_changed_value_of_any_fact_is_named(
    terminal: Terminal, picture_file: PictureFile, subtests: pytest.Subtests
) -> None:
    fill(terminal, picture_file)
    database_file = terminal.vault / "vault.sqlite3"
    pristine = database_file.read_bytes()
    for table, column, key in cells(database_file):
        with subtests.test(f"{table}.{column}"):
            tamper(database_file, table, column, key)
            answer = terminal("--json", "verify")
            assert answer.code == 1, (table, column, answer)
            places = {problem["where"] for problem in answer.document["problems"]}
            if column == FACTS[table]:
                assert any(place.startswith(f"{table}:") for place in places), places
            else:
                assert f"{table}:{key}" in places
            line = terminal("verify").out
            assert f"{table}:" in line
        restore(database_file, pristine)
    assert terminal.json("verify")["ok"] is True


WRITTEN_HERE = {"platforms", "merchants", "platform_rules", "orders", "order_statuses", "originals", "evidence"}


def cells(database_file: Path) -> list[tuple[str, str, object]]:
    """Return every column of the first row of every fact table."""
    found: list[tuple[str, str, object]] = []
    with closing(sqlite3.connect(database_file)) as database:
        database.execute("PRAGMA journal_mode = DELETE")  # all in one file, so that its bytes can be put back
        for table, key in FACTS.items():
            rows = database.execute(f"SELECT * FROM {table} ORDER BY {key} LIMIT 1")
            columns = [column[0] for column in rows.description]
            found += [(table, column, row[columns.index(key)]) for row in rows for column in columns]
    assert {table for table, _, _ in found} >= WRITTEN_HERE
    return found


def tamper(database_file: Path, table: str, column: str, key: object) -> None:
    """Change one value behind the program's back, as somebody with an SQLite editor would."""
    with closing(sqlite3.connect(database_file)) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        (kind,) = database.execute("SELECT type FROM pragma_table_info(?) WHERE name = ?", [table, column]).fetchone()
        changed = f"COALESCE({column}, 0) + 1000" if kind == "INTEGER" else f"COALESCE({column}, '') || '9'"
        database.execute(f"UPDATE {table} SET {column} = {changed} WHERE {FACTS[table]} = ?", [key])
        assert database.execute("SELECT changes()").fetchone() == (1,)
        for _, sql in triggers:
            database.execute(sql)
        database.commit()


def restore(database_file: Path, pristine: bytes) -> None:
    for side in ("-wal", "-shm"):
        database_file.with_name(database_file.name + side).unlink(missing_ok=True)
    database_file.write_bytes(pristine)


def test_a_changed_link_of_the_chain_is_named(terminal: Terminal, picture_file: PictureFile) -> None:
    fill(terminal, picture_file)
    with closing(sqlite3.connect(terminal.vault / "vault.sqlite3")) as database:
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'custody_refuse_update'").fetchone()
        database.execute("DROP TRIGGER custody_refuse_update")
        database.execute(f"UPDATE {CUSTODY} SET actor = 'somebody else' WHERE seq = 2")
        database.execute(sql)
        database.commit()
    document = terminal.json("verify", code=1)
    assert {problem["where"] for problem in document["problems"]} == {"custody:2"}


def test_a_locked_vault_is_exit_code_3_and_reading_goes_on(terminal: Terminal) -> None:
    from app.casework import vaults

    terminal.order()
    with vaults.open_for_writing(terminal.vault, clock=TickingClock(), actor="window"):
        before = terminal.fingerprint()
        answer = terminal("--json", "platform", "add", "另一个")
        assert answer.code == 3
        assert answer.out == ""
        (line,) = answer.err.splitlines()
        assert "another Pingju" in line
        assert len(terminal.json("order", "list")) == 1
        assert terminal.json("verify")["ok"] is True
        assert terminal.fingerprint() == before


def test_a_newer_or_damaged_vault_is_exit_code_3(terminal: Terminal) -> None:
    terminal.order()
    database_file = terminal.vault / "vault.sqlite3"
    with closing(sqlite3.connect(database_file)) as database:
        database.execute("PRAGMA user_version = 999")
    for words in (("order", "list"), ("platform", "add", "P"), ("verify",)):
        answer = terminal(*words)
        assert (answer.code, answer.out) == (3, "")
        assert "newer" in answer.err
    database_file.write_bytes(b"not a database at all" * 100)
    for words in (("order", "list"), ("platform", "add", "P")):
        answer = terminal(*words)
        assert (answer.code, answer.out) == (3, "")
        assert len(answer.err.splitlines()) == 1


def test_ctrl_c_in_the_middle_of_an_import_writes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    key = terminal.order()
    before = terminal.fingerprint()
    picture = noise(tmp_path / "noise.png")
    process = spawn(["--vault", terminal.vault, "evidence", "add", key, *[picture] * 400, "--kind", "chat"], LANG="en")
    deadline = time.monotonic() + 30
    while not [path for path in (terminal.vault / "originals").rglob("*") if path.is_file()]:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert err.splitlines() == ["pingju: cancelled, nothing was written"]
    assert terminal.fingerprint() == before
    assert terminal.json("verify")["unreferenced"] == []


def test_a_reader_that_goes_away_is_no_error(terminal: Terminal) -> None:
    terminal.order()
    process = spawn(["--vault", terminal.vault, "order", "list"])
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=30)
    assert err == ""
    assert process.returncode == 0


def redirected(where: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run the program with its stdout redirected by a shell."""
    command = ["/bin/sh", "-c", f'exec "$@" {where}', "sh", sys.executable, "-m", "app", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, timeout=60, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [("order", "list"), ("--json", "order", "list"), ("verify",)])
def test_an_answer_that_cannot_be_printed_is_one_line(terminal: Terminal, words: tuple[str, ...]) -> None:
    terminal.order()
    ended = redirected(">/dev/full", "--vault", terminal.vault, *words)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "No space left" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_closed_stdout_is_no_error(terminal: Terminal) -> None:
    terminal.order()
    ended = redirected(">&-", "--vault", terminal.vault, "order", "list")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_demo_without_a_display(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = program("--json", "demo", "--out", out, HOME=str(tmp_path / "home"))
    assert made.code == 0, made
    assert made.err == ""
    document = made.document
    assert len(document["orders"]) >= 3
    assert len(document["files"]) == 2 * len(document["orders"])
    for file in document["files"]:
        data = Path(file["path"]).read_bytes()
        assert data.startswith(b"%PDF-")
        assert len(data) == file["bytes"]
    demo = Terminal(Path(document["vault"]))
    assert demo.vault.is_relative_to(out)
    assert demo.json("verify", "--deep")["ok"] is True
    assert not (tmp_path / "home").exists()
