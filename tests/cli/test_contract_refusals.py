"""Bad input to every command: exit 2, one line on stderr that names the file or field, nothing on stdout or disk."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.casework.demo import papers
from app.casework.vaults import open_for_writing
from tests.cli.terminal import Terminal
from tests.cli.test_contract_shapes import TALK, statement
from tests.fixtures.cases import TickingClock, picture, put

FIXTURES = Path(__file__).parents[1] / "fixtures" / "statements"
ENCRYPTED = FIXTURES / "alipay_aes_123456.zip"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A vault with an order, a picture, a statement's two rows and a chat; beside it files that are wrong."""
    folder = tmp_path_factory.mktemp("there")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PINGJU_LANG", "en")
        environment.delenv("PINGJU_ZIP_PASSWORD", raising=False)
        terminal = Terminal(folder / "my.pingju")
        terminal.order("KM20260901001", "--paid-at", "2026-09-01 12:00:00")
        terminal.json("evidence", "add", 1, put(folder, "shot.png", picture(1)), "--kind", "status")
        talk = put(folder, "极速.txt", papers.copied_talk(TALK))
        terminal.json("import", put(folder, "bill.csv", statement()), talk, "--order", 1)
        assert terminal("cancel", "open", 1, "--reason", "late_delivery").code == 0
        put(folder, "empty", b"")
        put(folder, "junk", bytes(range(256)) * 9)
        (folder / "folder").mkdir()
        put(folder / "folder", "kept", b"kept")
        yield terminal


REFUSED = [
    ("payment join 99 1", "payment 99"),
    ("payment join 1 99", "order 99"),
    ("payment join 1 1 --as gift", "as:"),
    ("payment join 1 1 --amount ten", "amount:"),
    ("payment join 1 1 --amount 0", "amount:"),
    ("payment join 1 1 --amount 100.01", "amount:"),
    ("payment part 99", "payment 99"),
    ("payment part x", "payment:"),
    ("payment reckon 99", "order 99"),
    ("payment list more", "more"),
    ("chat list 99", "order 99"),
    ("chat list", "ORDER"),
    ("chat show 99", "conversation 99"),
    ("chat show x", "conversation:"),
    ("chat who 1 我", "=”"),
    ("chat who 1 谁=me", "谁"),
    ("chat who 1 我=boss", "role:"),
    ("chat rely 99 1", "message 99"),
    ("chat rely 1 99", "order 99"),
    ("chat rely 1 1 --event submit", "--case"),
    ("chat rely 1 1 --event jump --case 1", "event:"),
    ("chat rely 1 1 --event submit --case 99", "cancellation 99"),
    ("chat call 1 --with A --at soon --text t", "at:"),
    ("chat call 1 --with A --at 2099-01-01 --text t", "at:"),
    ("evidence redact 99 --box 0,0,2,2", "evidence 99"),
    ("evidence redact 1 --box 0,0,2", "box:"),
    ("evidence redact 1 --box a,b,c,d", "box:"),
    ("evidence redact 1 --box 0,0,0,2", "box:"),
    ("evidence redact 1 --box 5000,5000,9,9", "box:"),
    ("evidence redact 1 --box 0,0,2,2 --what secret", "what:"),
    ("evidence redact 1 --box 0,0,2,2 -o {folder}", "folder"),
    ("evidence redact 1 --box 0,0,2,2 -o {folder}/none/a.png", "none/a.png"),
    ("evidence redact 2 --box 0,0,2,2", "bill.csv"),
    ("import {folder}", "folder"),
    ("import {folder}/../none.csv", "none.csv"),
    ("import {folder}/../empty", "empty"),
    ("import {folder}/../junk", "junk"),
    ("import {folder}/../bill.csv {folder}/../junk", "junk"),
    ("import {folder}/../bill.csv --order 99", "order 99"),
    (f"import {ENCRYPTED}", "password"),
    (f"import {ENCRYPTED} --password nope", "password"),
    ("dossier 1 --for court -o {folder}/a.pdf", "for:"),
    ("dossier 1 --for court --check", "for:"),
    ("dossier 99 --for platform --check", "order 99"),
    ("dossier 99 --for platform -o {folder}/a.pdf", "order 99"),
    ("dossier 1 --for platform", "-o"),
    ("dossier 1 --for platform -o {folder}", "folder"),
    ("dossier 1 --for platform -o {folder}/a.pdf --max-mb 0", "max-mb"),
    ("dossier 1 --for platform -o {folder}/a.pdf --max-mb big", "max-mb"),
    ("dossier 1 --for platform -o {folder}/a.pdf --at noon", "at:"),
    ("package 99 -o {folder}/a.zip", "order 99"),
    ("package 1", "-o"),
    ("package 1 -o {folder}", "folder"),
    ("package 1 -o {folder}/a.zip --at noon", "at:"),
    ("pack 1", "pack"),
    ("pack 1 --channel nowhere -o {folder}/new", "nowhere"),
    ("pack 99 --channel ticket -o {folder}/new", "order 99"),
    ("pack 1 --channel ticket -o {folder}", "folder"),
    ("search", "TEXT"),
    ("search x --limit many", "limit:"),
    ("search x --limit 0", "limit:"),
    ("search x --limit -1", "limit"),
    ("seal everything", "everything"),
    ("seal --tsa nowhere", "tsa:"),
    ("seal --tsa file:///etc/hostname", "tsa:"),
    ("backup create -o {folder}", "folder"),
    ("backup create -o {folder}/none/b.zip", "none/b.zip"),
    ("backup restore {folder}/../none --to {folder}/new", "none"),
    ("backup restore {folder}/../junk --to {folder}/new", "junk"),
    ("backup restore {folder}/../empty --to {folder}/new", "empty"),
    ("deadline list --within never", "within:"),
    ("deadline list --ics {folder}", "folder"),
    ("refund add 1 --amount ten", "amount:"),
    ("refund add 99 --amount 10", "cancellation 99"),
    ("cancel event 1 agree", "submit"),
    ("cancel advise 99", "cancellation 99"),
]


def refused(terminal: Terminal, words: list[str]) -> str:
    """Run a command that must be refused and change nothing anywhere; return its line."""
    folder = terminal.vault.parent
    before = terminal.fingerprint(), sorted(folder.glob("*")), sorted((folder / "folder").rglob("*"))
    answer = terminal("--json", *words)
    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.err.count("\n") == 1, answer.err
    assert "Traceback" not in answer.err
    assert (terminal.fingerprint(), sorted(folder.glob("*")), sorted((folder / "folder").rglob("*"))) == before
    return answer.err


@pytest.mark.parametrize(("words", "named"), REFUSED, ids=[words for words, _ in REFUSED])
def test_bad_input_is_one_line_that_names_it(there: Terminal, words: str, named: str) -> None:
    folder = there.vault.parent / "folder"
    assert named in refused(there, words.format(folder=folder).split(" "))


def test_an_authority_that_does_not_answer_seals_nothing(there: Terminal) -> None:
    before = there.fingerprint()
    with socket.socket() as taken:  # bound and not listening: whoever connects is refused
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/tsa"
        answer = there("--json", "seal", "--tsa", address)
    assert (answer.code, answer.out) == (2, "")
    announced, failed = answer.err.splitlines()  # where it connects to is told before
    assert address in announced
    assert failed.startswith(f"pingju: the timestamp authority {address}: ")
    assert there.fingerprint() == before


def test_an_original_that_was_changed_is_not_copied(there: Terminal, tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    there.json("backup", "create", "-o", backup)
    other = Terminal(tmp_path / "other")
    other.json("backup", "restore", backup, "--to", other.vault)
    (shot, *_) = other.json("evidence", "list", 1)
    original = other.vault / "originals" / shot["sha256"][:2] / shot["sha256"]
    original.chmod(0o600)
    original.write_bytes(original.read_bytes() + b"x")
    before = other.fingerprint()
    for words in (
        "evidence redact 1 --box 0,0,2,2 -o {out}",
        "dossier 1 --for platform -o {out}",
        "package 1 -o {out}",
    ):
        assert "original of evidence 1 was changed" in unusable(other, words_of(words, there, tmp_path), tmp_path)
    assert other.fingerprint() == before


def test_a_payment_that_is_joined_to_nothing_parts_from_nothing(there: Terminal) -> None:
    before = there.fingerprint()
    assert there.json("payment", "part", 1) == {"id": 1, "parted": 0}
    assert there.fingerprint() == before


CHANGING = [
    "import {bill}",
    "payment match --apply",
    "payment join 1 1",
    "payment part 1",
    "chat rely 1 1",
    "chat who 1 我=me",
    "evidence redact 1 --box 0,0,2,2",
    "package 1 -o {out}",
    "pack 1 --channel ticket -o {out}",
    "seal --tsa http://127.0.0.1:9/",
]
READING = ["payment list", "chat list 1", "search 点券", "seal list", "verify", "dossier 1 --for platform --check"]


def words_of(text: str, terminal: Terminal, tmp_path: Path) -> list[str]:
    return text.format(bill=terminal.vault.parent / "bill.csv", out=tmp_path / "out").split(" ")


def unusable(terminal: Terminal, words: list[str], tmp_path: Path) -> str:
    answer = terminal("--json", *words)
    assert (answer.code, answer.out) == (3, ""), answer
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "out").exists()
    return answer.err


def test_while_a_window_has_the_vault_nothing_is_changed_and_all_is_read(there: Terminal, tmp_path: Path) -> None:
    with open_for_writing(there.vault, clock=TickingClock(datetime(2026, 9, 21, tzinfo=UTC)), actor="window"):
        before = there.fingerprint()
        for text in CHANGING:
            assert "another Pingju" in unusable(there, words_of(text, there, tmp_path), tmp_path)
        for text in READING:
            assert there(*text.split(" ")).code in {0, 1}
        dossier = there("dossier", 1, "--for", "platform", "-o", tmp_path / "a.pdf")
        assert (dossier.code, dossier.err.count("\n")) == (0, 1)
        assert "not recorded" in dossier.err
        assert "order 99" in refused(there, ["dossier", "99", "--for", "platform", "-o", str(tmp_path / "b.pdf")])
        assert there("backup", "create", "-o", tmp_path / "b.zip").code == 0
        assert there.fingerprint() == before


def test_a_newer_and_a_damaged_vault_are_told_apart_by_every_command(there: Terminal, tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    there.json("backup", "create", "-o", backup)
    newer, damaged = Terminal(tmp_path / "newer"), Terminal(tmp_path / "damaged")
    newer.json("backup", "restore", backup, "--to", newer.vault)
    with closing(sqlite3.connect(newer.vault / "vault.sqlite3")) as database:
        database.execute("PRAGMA user_version = 999")
    damaged.vault.mkdir()
    (damaged.vault / "vault.sqlite3").write_bytes(b"no database" * 99)
    for text in CHANGING + READING:
        words = words_of(text, there, tmp_path)
        assert "newer Pingju" in unusable(newer, words, tmp_path)
        assert "damaged" in unusable(damaged, words, tmp_path)
