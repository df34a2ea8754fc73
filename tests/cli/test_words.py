"""The words of the command line: commands, options in every place, the vault's name, the language."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from app.cli import parser
from tests.cli.terminal import Terminal, program

COMMANDS = {
    "init": set(),
    "demo": set(),
    "verify": set(),
    "platform": {"add", "list"},
    "order": {"add", "list", "show", "edit", "status"},
    "evidence": {"add", "list", "export", "trash", "restore"},
    "dossier": set(),
}
"""The commands that the contract names and that are built so far."""


def commands_of(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def test_every_command_of_the_contract_is_there_and_explained() -> None:
    families = commands_of(parser.build())
    for family, subcommands in COMMANDS.items():
        assert family in families
        assert commands_of(families[family]).keys() >= subcommands
        for name in subcommands:
            assert commands_of(families[family])[name].description


@pytest.mark.parametrize(
    "words", [("--json", "order", "list"), ("order", "--json", "list"), ("order", "list", "--json")]
)
def test_json_is_heard_everywhere(terminal: Terminal, words: tuple[str, ...]) -> None:
    terminal.order()
    assert [order["number"] for order in terminal(*words).document] == ["KM001"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_vault_is_heard_everywhere(tmp_path: Path, terminal: Terminal, place: int) -> None:
    words: list[object] = ["platform", "add", "卡盟"]
    words[place:place] = ["--vault", tmp_path / "named.pingju"]
    assert Terminal(tmp_path / "other.pingju")(*words).code == 0
    assert (tmp_path / "named.pingju" / "vault.sqlite3").exists()
    assert not (tmp_path / "other.pingju").exists()


def test_the_environment_names_the_vault(tmp_path: Path) -> None:
    made = program("platform", "add", "卡盟", PINGJU_VAULT=str(tmp_path / "env.pingju"), HOME=str(tmp_path))
    assert made.code == 0, made
    assert (tmp_path / "env.pingju" / "vault.sqlite3").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["env.pingju"]


def test_without_a_name_the_vault_is_in_the_users_data_folder(tmp_path: Path) -> None:
    made = program("--json", "init", HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path / "data"))
    assert made.code == 0, made
    folder = Path(made.document["vault"])
    assert folder.is_relative_to(tmp_path)
    assert folder.name == "my.pingju"
    assert (folder / "vault.sqlite3").exists()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"PINGJU_LANG": "zh_CN", "LANG": "en_US.UTF-8"}, "不是编号"),
        ({"PINGJU_LANG": "en"}, "not an id"),
        ({"LANG": "zh_CN.UTF-8"}, "不是编号"),
        ({"LANG": "de_DE.UTF-8"}, "not an id"),
        ({"LANG": "C.UTF-8"}, "不是编号"),
        ({"LC_ALL": "POSIX"}, "不是编号"),
    ],
)
def test_the_language_follows_the_environment(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    terminal.order()
    monkeypatch.delenv("PINGJU_LANG")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    answer = terminal("order", "show", "one")
    assert answer.code == 2
    assert expected in answer.err


def test_without_a_command_and_without_a_display_it_says_so_in_one_line(tmp_path: Path) -> None:
    answer = program("--vault", tmp_path / "v")
    assert answer.code == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
    assert "demo" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("order",),
        ("order", "nonsense"),
        ("order", "add"),
        ("order", "add", "--platform", "P"),
        ("order", "list", "--nonsense"),
        ("evidence", "add", "1", "x.png"),
        ("evidence", "export", "1"),
        ("dossier", "1"),
        ("order", "edit", "1"),
        ("platform", "add"),
    ],
)
def test_wrong_words_are_one_line_and_exit_code_2(terminal: Terminal, words: tuple[str, ...]) -> None:
    answer = terminal(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1, answer.err
    assert not terminal.vault.exists()


def test_help_and_version(terminal: Terminal) -> None:
    assert terminal("--version").out.startswith("pingju 0.")
    assert "--force-new" in terminal("init", "--help").out
