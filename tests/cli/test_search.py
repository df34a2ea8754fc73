"""`search`: one box for all that is kept, in the shape of the contract."""

from __future__ import annotations

from pathlib import Path

from tests.casework.importing.statement_files import wechat, wechat_row
from tests.casework.importing.test_chats import chatlab
from tests.cli.terminal import Terminal
from tests.cli.test_import_commands import refused
from tests.fixtures.cases import picture, put

KEYS = {"kind", "id", "order", "title", "snippet", "at"}


def test_the_shape_of_a_hit(terminal: Terminal, tmp_path: Path) -> None:
    key = terminal.order("KM20260901001", "--merchant", "极速发卡", "--paid-at", "2023-12-31 10:00")
    (hit,) = terminal.json("search", "jsfk")
    assert set(hit) >= KEYS
    assert {name: hit[name] for name in KEYS - {"snippet"}} == {
        "kind": "order",
        "id": key,
        "order": key,
        "title": "点券",
        "at": "2023-12-31T10:00:00+08:00",
    }
    assert "极速发卡" in hit["snippet"]
    shot = put(tmp_path, "下单页.png", picture(1))
    terminal.json("evidence", "add", key, shot, "--kind", "order_page", "--purpose", "极速的承诺")
    log = chatlab(tmp_path / "1.json", ("wxid_s", 0, "极速到账"))
    statement = wechat(tmp_path / "1.csv", wechat_row(1, shop="极速发卡"))
    terminal.json("import", log, statement)
    kinds = [one["kind"] for one in terminal.json("search", "极速")]
    assert set(kinds[:2]) == {"order", "evidence"}
    assert kinds[2:] == ["message", "payment"]
    assert len(terminal.json("search", "极速", "--limit", "2")) == 2
    assert terminal.json("search", "没有这个词") == []
    assert "极速到账" in terminal("search", "到账").out


def test_odd_queries_find_nothing_and_wrong_limits_are_refused(terminal: Terminal) -> None:
    terminal.order()
    for query in ("", " ", '"', "NEAR(", "*", "a:b", "-*()^:"):
        assert terminal.json("search", "--", query) == []
    assert "limit" in refused(terminal, "search", "点券", "--limit", "many")
    assert refused(terminal, "search", "点券", "--limit", "-1")
    assert "limit" in refused(terminal, "search", "点券", "--limit", "0")
