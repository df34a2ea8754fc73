"""`pack`, `package`, `seal` and `backup` as the command line's contract words them."""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.casework import vaults
from app.cli import pack_commands, vault_care_commands
from app.cli.run import run
from app.cli.session import Session
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.authority import OwnAuthority, serving
from tests.fixtures.cases import TickingClock, add

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
AT = "2024-01-02T12:00:00+08:00"


class Desk:
    """Runs commands on the filled vault through the program's runner."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = ""

    def __call__(self, command: Callable[..., int], *, code: int = 0, **words: object) -> Any:
        out, err = io.StringIO(), io.StringIO()
        arguments = argparse.Namespace(run=command, **words)

        def session() -> Session:
            return Session(self.folder, TickingClock(), RESOURCES, "en", as_json=True, out=out, err=err)

        assert run(arguments, session) == code, err.getvalue()
        self.told = err.getvalue()
        return json.loads(out.getvalue()) if code == 0 else None

    def pack(self, target: object, *, code: int = 0, **words: object) -> Any:
        said = {"orders": ["1"], "channel": "strict", "at": AT, "redact": False, "list": False} | words
        return self(pack_commands.pack, code=code, output=target and str(target), **said)

    def package(self, target: Path, *, code: int = 0, **words: object) -> Any:
        said = {"orders": ["1"], "at": AT, "redact": False, "no_sources": False} | words
        return self(pack_commands.package, code=code, output=str(target), **said)


@pytest.fixture
def desk(vault: Vault, order: Order, picture_file: Callable[..., Path]) -> Desk:
    add(vault, order, picture_file(1), picture_file(2))
    vault.close()
    return Desk(vault.folder)


def test_a_pack_says_what_it_wrote(desk: Desk, tmp_path: Path) -> None:
    said = desk.pack(tmp_path / "out")
    assert said["channel"] == "strict"
    (file,) = said["files"]
    assert file["exhibits"] == [1, 2]
    path = Path(file["path"])
    assert path.stat().st_size == file["bytes"]
    assert path.suffix == ".jpg"
    assert Path(said["text"]["path"]).name == "文字.txt"
    assert 0 < said["text"]["characters"] <= said["text"]["limit"] == 200
    assert (said["left_out"], said["batches"], said["batches_needed"]) == ([], 1, 1)


def test_wrong_words_for_a_pack_are_refused_in_one_line(desk: Desk, tmp_path: Path) -> None:
    for words in ({"channel": "nowhere"}, {"orders": ["9"]}, {"orders": []}, {"at": "soon"}, {"channel": None}):
        desk.pack(tmp_path / "out", code=2, **words)
        assert desk.told.count("\n") == 1
    desk.pack(None, code=2)
    assert not (tmp_path / "out").exists()


def test_the_channels_are_listed_without_a_vault(tmp_path: Path) -> None:
    listed = Desk(tmp_path / "none").pack(None, list=True)
    by_name = {one["channel"]: one for one in listed}
    assert by_name["ticket"]["verified"] is True
    assert by_name["ticket"]["messages"] is None
    assert by_name["12315"]["verified"] is False
    assert by_name["12315"]["as_of"]
    assert not (tmp_path / "none").exists()


def test_a_package_is_written_and_told(desk: Desk, tmp_path: Path) -> None:
    said = desk.package(tmp_path / "包.zip")
    assert Path(said["path"]).stat().st_size == said["bytes"]
    with zipfile.ZipFile(said["path"]) as archive:
        assert {name.split("/", 1)[1] for name in archive.namelist()} >= {file["path"] for file in said["files"]}
    desk.package(tmp_path / "包.zip", code=2, orders=["7"])
    desk.package(tmp_path / "no" / "包.zip", code=2)


def test_a_seal_tells_the_address_before_it_connects(desk: Desk) -> None:
    authority = OwnAuthority()
    with serving(authority) as url:
        said = desk(vault_care_commands.seal, what=None, tsa=url)
    assert url in desk.told
    assert said.keys() >= {"at", "authority", "serial", "head"}
    assert said["at"] == "2024-01-05T14:07:08+08:00"
    assert desk(vault_care_commands.seal, what="list", tsa=None) == [said]
    desk(vault_care_commands.seal, code=2, what=None, tsa="nonsense")


def test_a_backup_goes_out_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    made = desk(vault_care_commands.backup_create, output=str(tmp_path / "b.zip"))
    assert made["originals"] == 2
    again = desk(vault_care_commands.backup_restore, file=made["path"], to=str(tmp_path / "again"))
    assert (again["ok"], again["head"]) == (True, made["head"])
    assert vaults.is_vault(tmp_path / "again")
    desk(vault_care_commands.backup_restore, code=2, file=made["path"], to=str(tmp_path / "again"))
    in_vault = desk(vault_care_commands.backup_create, output=None)
    assert Path(in_vault["path"]).parent == desk.folder / "backups"
