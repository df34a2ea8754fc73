"""`import`: every file told by its content, counted to the row and the fen; or one line of why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casework import vaults
from app.casework.importing.mapping import import_mapped, preview_table
from app.domain.column_mapping import ColumnMapping
from tests.casework.importing.statement_files import FIXTURES, wechat, wechat_row
from tests.cli.terminal import Terminal, program
from tests.fixtures.cases import TickingClock, picture, put
from tests.fixtures.statements_by_hand import bank_table

STATEMENTS, CHATS, TEXTS = (FIXTURES / name for name in ("statements", "chats", "chats_text"))
FILE_KEYS = {
    "path", "kind", "reader", "new", "known", "updated", "skipped", "sum_out", "sum_in", "sum_refund", "first_at",
    "last_at",
}  # fmt: skip
AES = STATEMENTS / "alipay_aes_123456.zip"


def refused(terminal: Terminal, *words: object) -> str:
    """Run a command that must fail with exit code 2 and one line, and change nothing; return the line."""
    before = terminal.fingerprint()
    answer = terminal("--json", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1, answer.err
    assert "Traceback" not in answer.err
    assert terminal.fingerprint() == before
    return answer.err


def test_a_statement_says_all_its_figures(terminal: Terminal) -> None:
    path = STATEMENTS / "alipay_app.csv"
    (told,) = terminal.json("import", path)["files"]
    assert told.keys() >= FILE_KEYS
    assert {name: told[name] for name in FILE_KEYS} == {
        "path": str(path),
        "kind": "statement",
        "reader": "alipay.app",
        "new": 9,
        "known": 0,
        "updated": 0,
        "skipped": [],
        "sum_out": "318.40",
        "sum_in": "88.00",
        "sum_refund": "149.90",
        "first_at": "2026-02-11T14:29:08+08:00",
        "last_at": "2026-03-01T23:59:58+08:00",
    }
    (again,) = terminal.json("import", path)["files"]
    assert (again["new"], again["known"], again["updated"]) == (0, 9, 0)
    assert terminal.json("verify")["ok"]


def test_kinds_are_those_of_the_contract(terminal: Terminal, tmp_path: Path) -> None:
    key = terminal.order()
    page = put(tmp_path, "page", "<!DOCTYPE html><html><body><p>十分钟发货</p></body></html>".encode())
    files = [
        STATEMENTS / "wechat_2026.xlsx",
        CHATS / "chatlab.json",
        TEXTS / "seller_mail_gb18030.eml",
        put(tmp_path, "a.png", picture(1)),
        page,
    ]
    told = terminal.json("import", *files, "--order", key)["files"]
    assert [one["kind"] for one in told] == ["statement", "chat", "mail", "image", "other"]
    assert told[4]["type"] == "page"
    assert [one["sum_out"] is None for one in told] == [False, True, True, True, True]
    listed = terminal.json("evidence", "list", key)
    assert {item["id"] for item in listed} == {item for one in told for item in one["evidence"]}
    assert [chat["id"] for chat in terminal.json("chat", "list", key)] != []
    assert terminal.json("verify")["ok"]


def test_left_out_lines_are_named(terminal: Terminal, tmp_path: Path) -> None:
    spoiled = wechat_row(2).replace("42000026592026021147720", "4.2E+27,")
    answer = terminal("--json", "import", wechat(tmp_path / "s.csv", wechat_row(1), spoiled))
    if answer.code == 2:
        assert "line 3" in answer.err
    else:
        (told,) = answer.document["files"]
        assert [one["line"] for one in told["skipped"]] + [one["line"] for one in told["notices"]] == [3]


def test_a_password_by_option_and_by_environment(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.order()
    assert "password" in refused(terminal, "import", AES)
    assert "password" in refused(terminal, "import", AES, "--password", "wrong")
    monkeypatch.setenv("PINGJU_ZIP_PASSWORD", "000000")
    assert "password" in refused(terminal, "import", AES)
    (told,) = terminal.json("import", AES, "--password", "123456")["files"]
    assert told["new"] == 9
    monkeypatch.setenv("PINGJU_ZIP_PASSWORD", "123456")
    assert terminal.json("import", AES)["files"][0]["known"] == 9
    assert list((terminal.vault / "derived").glob("unpacked*")) == []


def test_without_a_terminal_nobody_is_asked(tmp_path: Path) -> None:
    answer = program("--vault", str(tmp_path / "v"), "--json", "import", str(AES), PINGJU_LANG="en")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    told = program("--vault", str(tmp_path / "v"), "--json", "import", str(AES), PINGJU_ZIP_PASSWORD="123456")
    assert told.document["files"][0]["new"] == 9


def test_refusals_are_one_line_and_write_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.order()
    shot = put(tmp_path, "shot.png", picture(1))
    good = STATEMENTS / "alipay_app.csv"
    empty = put(tmp_path, "empty.csv", b"")
    junk = put(tmp_path, "junk.bin", bytes(range(256)) * 9)
    assert "--order" in refused(terminal, "import", shot)
    assert "empty.csv" in refused(terminal, "import", good, empty)
    assert "junk.bin" in refused(terminal, "import", good, junk)
    assert "99" in refused(terminal, "import", good, "--order", "99")
    assert "order" in refused(terminal, "import", good, "--order", "eins")
    assert "nowhere.csv" in refused(terminal, "import", tmp_path / "nowhere.csv")
    assert str(tmp_path.name) in refused(terminal, "import", tmp_path)


def test_an_import_makes_the_vault_and_a_refused_one_keeps_no_file(terminal: Terminal, tmp_path: Path) -> None:
    answer = terminal("--json", "import", put(tmp_path, "empty.csv", b""))
    assert (answer.code, answer.out) == (2, "")
    assert terminal.json("import", STATEMENTS / "alipay_app.csv")["files"][0]["new"] == 9


def test_lines_for_people(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = terminal("import", STATEMENTS / "alipay_app.csv")
    assert answer.code == 0
    assert "9 new, 0 known" in answer.out
    monkeypatch.setenv("PINGJU_LANG", "zh")
    assert "已知 9" in terminal("import", STATEMENTS / "alipay_app.csv").out


def test_a_table_mapped_in_the_window_is_read_by_the_same_columns_here(terminal: Terminal, tmp_path: Path) -> None:
    table = bank_table(tmp_path / "b.csv")
    terminal.order()
    assert "b.csv" in refused(terminal, "import", table)
    with vaults.open_for_writing(terminal.vault, clock=TickingClock(), actor="window") as vault:
        header = preview_table(vault, table).header
        wanted = ColumnMapping(header=header, at="日子", amount="多少钱", counterparty="交给谁", category="说明")
        import_mapped(vault, table, wanted)
    answer = terminal("--json", "import", bank_table(tmp_path / "another.csv"))
    (told,) = answer.document["files"]
    assert (told["kind"], told["reader"], told["new"], told["known"]) == ("statement", "mapped", 0, 2)
    assert (told["sum_out"], told["sum_in"]) == ("100.00", "95.00")
    assert told["columns"] == {"at": "日子", "amount": "多少钱", "counterparty": "交给谁", "category": "说明"}
    assert "at=日子, amount=多少钱" in answer.err
    assert terminal.json("import", STATEMENTS / "alipay_app.csv")["files"][0]["columns"] is None
    longer = put(tmp_path, "longer.csv", table.read_bytes() + "2023-12-04,小店,-3.00,消费\n".encode())
    assert terminal.json("import", longer)["files"][0]["new"] == 1
    broken = put(tmp_path, "broken.csv", table.read_bytes() + "2023-12-04,小店,很多,消费\n".encode())
    assert "line 4" in refused(terminal, "import", broken)
    other = put(tmp_path, "other.csv", table.read_bytes().replace("说明".encode(), "备考".encode()))
    assert "other.csv" in refused(terminal, "import", other)
    assert terminal.json("verify")["ok"]
