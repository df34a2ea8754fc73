"""Evidence packages, checked by strangers: the bagit library, `sha256sum`, a plain reading of the custody record."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import rfc8785

from app.casework import marks, packages, payments
from app.casework.evidence import add_evidence
from app.casework.importing.run import import_files
from app.casework.orders import edit_order
from app.casework.steps import Steps
from app.domain.errors import Cancelled, OutputError, VaultDamaged
from app.domain.marks import Mark, MarkKind, Markup, Region
from app.domain.orders import Order
from app.domain.payment_links import LinkRole
from app.dossier.package import file_name
from app.vault import evidence, exports
from app.vault.vault import Vault

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
AT = datetime(2024, 1, 2, 4, 0, tzinfo=UTC)
WINDOWS_FORBIDS = re.compile(r'[\\:*?"<>|\x00-\x1f]')


def export(vault: Vault, order: Order, target: Path, **more: object) -> packages.Package:
    return packages.export_package(vault, [order.id], target=target, resources=RESOURCES, at=AT, **more)  # type: ignore[arg-type]


@pytest.fixture
def filled(vault: Vault, order: Order, picture_file: Callable[..., Path]) -> Order:
    files = [
        picture_file(1),
        picture_file(2, name="Screenshot_20240101-120000.png"),
        picture_file(3, pillow_format="JPEG"),
    ]
    add_evidence(vault, order.id, files, kind="order_page")
    return order


@pytest.fixture
def unpacked(vault: Vault, filled: Order, tmp_path: Path) -> Path:
    """The bag as a stranger has it: unpacked by the standard library."""
    made = export(vault, filled, tmp_path / "包.zip")
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    (bag,) = (tmp_path / "unpacked").iterdir()
    return bag


def test_the_bagit_library_takes_it(unpacked: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="the bagit library is a tool for this test alone", exc_type=ImportError)
    bag = bagit.Bag(str(unpacked))
    assert bag.validate(processes=1)
    assert bag.version_info == (1, 0)
    assert set(bag.algorithms) == {"sha256", "sha512"}
    (unpacked / "data" / "custody.csv").write_bytes(b"changed")
    assert not bagit.Bag(str(unpacked)).is_valid()


def test_names_tell_what_a_file_is_and_open_everywhere(vault: Vault, filled: Order, tmp_path: Path) -> None:
    made = export(vault, filled, tmp_path / "包.zip")
    names = {file.name for file in made.files}
    assert "data/卷宗.pdf" in names
    assert "data/originals/证据02_订单截图_20240101-1200.png" in names
    assert {"data/custody.json", "data/custody.csv", "data/验证说明.txt", "data/HOW-TO-VERIFY.txt"} <= names
    with zipfile.ZipFile(made.path) as archive:
        for entry in archive.infolist():
            assert entry.filename.isascii() or entry.flag_bits & 0x800, "UTF-8 is declared"
            assert not WINDOWS_FORBIDS.search(entry.filename)
            assert entry.date_time == (2024, 1, 2, 12, 0, 0)
        inside = {name.split("/", 1)[1] for name in archive.namelist()}
    assert {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha512.txt"} <= inside
    for item in evidence.of_order(vault, filled.id):
        assert any(file.sha256 == item.original.sha256 for file in made.files)


@pytest.mark.parametrize("instructions", ["HOW-TO-VERIFY.txt", "验证说明.txt"])
@pytest.mark.parametrize("tool", ["sha256sum", "shasum"])
def test_the_commands_of_the_instructions_work(unpacked: Path, instructions: str, tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"no {tool} here")
    said = (unpacked / "data" / instructions).read_text(encoding="utf-8-sig")
    (command,) = [line for line in said.splitlines() if line.startswith(tool)]
    assert subprocess.run(command.split(), cwd=unpacked, capture_output=True, check=False).returncode == 0
    (unpacked / "data" / "custody.json").write_bytes(b"{}")
    assert subprocess.run(command.split(), cwd=unpacked, capture_output=True, check=False).returncode != 0


def test_the_custody_record_can_be_checked_without_us(unpacked: Path, vault: Vault) -> None:
    said = json.loads((unpacked / "data/custody.json").read_bytes())
    before = "0" * 64
    last = {}
    for place, entry in enumerate(said["chain"], start=1):
        assert entry["seq"] == place
        assert entry["prev"] == before
        sealed = {name: value for name, value in entry.items() if name != "hash"}
        assert hashlib.sha256(rfc8785.dumps(sealed)).hexdigest() == entry["hash"]
        before = entry["hash"]
        last[entry["subject"]] = entry["digest"]
    assert said["case_head"]["hash"] in {entry["hash"] for entry in said["chain"]}
    assert {name.split(":")[0] for name in said["rows"]} >= {"orders", "evidence", "originals"}
    for name, row in said["rows"].items():
        assert hashlib.sha256(rfc8785.dumps(row)).hexdigest() == last[name]


def test_the_custody_table_is_for_spreadsheets_and_does_nothing_there(
    vault: Vault, filled: Order, unpacked: Path
) -> None:
    data = (unpacked / "data/custody.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][0] == "seq"
    assert any(row[4] == f"orders:{filled.id}" for row in rows[1:])
    assert [packages._harmless(cell) for cell in ("=1+1", "+1", "-1", "@a", "\tx", "a=1", 5)] == [
        "'=1+1", "'+1", "'-1", "'@a", "'\tx", "a=1", 5,
    ]  # fmt: skip


def test_the_original_below_a_hiding_mark_stays_at_home(vault: Vault, filled: Order, tmp_path: Path) -> None:
    item = evidence.of_order(vault, filled.id)[0]
    marks.save_marks(vault, item.id, Markup((Mark(MarkKind.BAR, Region(2, 2, 9, 9)),)))
    made = export(vault, filled, tmp_path / "包.zip")
    assert made.held_back == (1,)
    assert all(file.sha256 != item.original.sha256 for file in made.files)
    assert any(file.name.startswith("data/遮盖副本/证据01_") for file in made.files)
    original = vault.originals.path(item.original.sha256).read_bytes()
    with zipfile.ZipFile(made.path) as archive:
        assert all(archive.read(name) != original for name in archive.namelist())
        (info,) = [name for name in archive.namelist() if name.endswith("bag-info.txt")]
        assert "证据1" in archive.read(info).decode()


def test_the_statement_behind_a_joined_payment_goes_along_unless_it_is_not_wanted(
    vault: Vault, filled: Order, tmp_path: Path
) -> None:
    statement = Path(__file__).resolve().parents[1] / "fixtures/statements/alipay_app.csv"
    import_files(vault, [statement])
    payment = next(iter(payments.list_payments(vault))).payment
    payments.join(vault, payment.id, filled.id, LinkRole.PAYMENT)
    made = export(vault, filled, tmp_path / "a.zip")
    (source,) = [file for file in made.files if "来源文件" in file.name]
    assert source.sha256 == hashlib.sha256(statement.read_bytes()).hexdigest()
    assert source.name == "data/来源文件/来源01_alipay_app.csv"
    for held in ({"with_sources": False}, {"redact": True}):
        without = export(vault, filled, tmp_path / "b.zip", **held)
        assert all(file.sha256 != source.sha256 for file in without.files)
    with zipfile.ZipFile(without.path) as archive:
        (record,) = [name for name in archive.namelist() if name.endswith("custody.json")]
        assert {name.split(":")[0] for name in json.loads(archive.read(record))["rows"]} == {"originals"}


def test_the_same_case_and_time_give_the_same_bytes(vault: Vault, filled: Order, tmp_path: Path) -> None:
    first = export(vault, filled, tmp_path / "a.zip")
    assert [one.kind.value for one in exports.every(vault, order=filled.id)] == ["package"]
    assert export(vault, filled, tmp_path / "b.zip").sha256 == first.sha256
    edit_order(vault, filled.id, {"amount": "120.00"})
    assert export(vault, filled, tmp_path / "c.zip").sha256 != first.sha256


def test_a_package_that_fails_leaves_no_file(vault: Vault, filled: Order, tmp_path: Path) -> None:
    target = tmp_path / "out" / "包.zip"
    with pytest.raises(OutputError):
        export(vault, filled, target)
    target.parent.mkdir()
    asked = iter([False] * 5 + [True] * 1000)
    with pytest.raises(Cancelled):
        export(vault, filled, target, steps=Steps(is_cancelled=lambda: next(asked)))
    item = evidence.of_order(vault, filled.id)[0]
    path = vault.originals.path(item.original.sha256)
    path.chmod(0o600)
    path.write_bytes(b"other bytes")
    with pytest.raises(VaultDamaged):
        export(vault, filled, target)
    with pytest.raises(OutputError):
        export(vault, filled, vault.folder / "包.zip")
    assert list(target.parent.iterdir()) == []


def test_file_names_are_safe() -> None:
    assert file_name("证据01", '到账/充值: "x"', suffix="png") == "证据01_到账-充值- -x-.png"
    assert file_name("con", suffix="txt") == "_con.txt"
    assert file_name("..", "\u202e", suffix="") == "file"
    assert file_name("é", suffix="txt") == "é.txt"
