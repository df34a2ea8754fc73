"""`evidence …` and `dossier`: exact bytes in and out, and the same case gives the same PDF."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from tests.cli.terminal import ROOT, Terminal

PictureFile = Callable[..., Path]
SAMPLES = ROOT / "tests" / "samples" / "images"
FORMATS = {"PNG": "png", "JPEG": "jpeg", "WEBP": "webp", "GIF": "gif", "BMP": "bmp", "TIFF": "tiff"}
AT = ("--at", "2024-02-01T09:00:00+08:00")

EVIDENCE_KEYS = {
    "id", "order", "number", "kind", "name", "purpose", "sha256", "bytes", "media_type", "width", "height",
    "captured_at", "captured_from", "imported_at", "trashed", "known",
}  # fmt: skip


def every_format(folder: Path, picture_file: PictureFile) -> dict[str, Path]:
    files = {f"image/{ending}": picture_file(3, pillow_format=name) for name, ending in FORMATS.items()}
    lossless = folder / "lossless.webp"
    Image.new("RGBA", (30, 20), (9, 8, 7, 120)).save(lossless, lossless=True)
    noted = folder / "with bytes behind.png"
    noted.write_bytes(picture_file(4).read_bytes() + b"what a phone appends")
    misnamed = folder / "really a jpeg.png"
    misnamed.write_bytes(picture_file(5, pillow_format="JPEG").read_bytes())
    return files | {
        "image/heic": SAMPLES / "screenshot.heic",
        "lossless": lossless,
        "noted": noted,
        "misnamed": misnamed,
    }


def test_every_format_comes_out_as_it_went_in(terminal: Terminal, tmp_path: Path, picture_file: PictureFile) -> None:
    key = terminal.order()
    files = every_format(tmp_path, picture_file)
    added = terminal.json("evidence", "add", key, *files.values(), "--kind", "order_page")
    assert len(added) == len(files)
    for (media_type, file), item in zip(files.items(), added, strict=True):
        target = tmp_path / f"out-{item['id']}"
        told = terminal.json("evidence", "export", item["id"], "-o", target)
        assert target.read_bytes() == file.read_bytes(), file.name
        assert told["sha256"] == item["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert item["bytes"] == file.stat().st_size
        if media_type.startswith("image/"):
            assert item["media_type"] == media_type
    assert added[-1]["media_type"] == "image/jpeg"


def test_the_shape_of_evidence(terminal: Terminal, picture_file: PictureFile) -> None:
    key = terminal.order()
    file = picture_file(1, name="Screenshot_20240101-120000_Alipay.jpg", pillow_format="JPEG")
    (item,) = terminal.json("evidence", "add", key, file, "--kind", "payment", "--purpose", "实付 100 元")
    assert item.keys() >= EVIDENCE_KEYS
    stated = {name: item[name] for name in EVIDENCE_KEYS - {"imported_at", "sha256", "bytes"}}
    assert stated == {
        "id": item["id"],
        "order": key,
        "number": 1,
        "kind": "payment",
        "name": file.name,
        "purpose": "实付 100 元",
        "media_type": "image/jpeg",
        "width": 24,
        "height": 40,
        "captured_at": "2024-01-01T12:00:00+08:00",
        "captured_from": "file_name",
        "trashed": False,
        "known": False,
    }
    (listed,) = terminal.json("evidence", "list", key)
    assert listed == item | {"known": True}


def test_known_bytes_are_told_and_not_kept_twice(terminal: Terminal, picture_file: PictureFile) -> None:
    first, second = terminal.order("A1"), terminal.order("A2")
    file = picture_file(1)
    (fresh,) = terminal.json("evidence", "add", first, file, "--kind", "chat")
    answer = terminal("--json", "evidence", "add", second, file, "--kind", "chat")
    (known,) = answer.document
    assert (fresh["known"], known["known"]) == (False, True)
    assert known["id"] != fresh["id"]
    assert file.name in answer.err
    kept = [path for path in (terminal.vault / "originals").rglob("*") if path.is_file()]
    assert len(kept) == 1


def test_a_given_time_wins_and_is_marked_as_typed(terminal: Terminal, picture_file: PictureFile) -> None:
    key = terminal.order()
    words = ("evidence", "add", key, picture_file(1), "--kind", "chat", "--captured-at", "2023-12-31 08:30")
    (item,) = terminal.json(*words)
    assert (item["captured_at"], item["captured_from"]) == ("2023-12-31T08:30:00+08:00", "user")


def test_trash_and_restore(terminal: Terminal, picture_file: PictureFile) -> None:
    key = terminal.order()
    (item,) = terminal.json("evidence", "add", key, picture_file(1), "--kind", "chat")
    assert terminal.json("evidence", "trash", item["id"])["trashed"] is True
    assert terminal.json("evidence", "list", key)[0]["trashed"] is True
    assert terminal.json("order", "show", key)["evidence_count"] == 0
    assert terminal.json("evidence", "restore", item["id"])["trashed"] is False
    assert terminal.json("order", "show", key)["evidence_count"] == 1


def test_one_bad_file_refuses_them_all(terminal: Terminal, tmp_path: Path, picture_file: PictureFile) -> None:
    key = terminal.order()
    bad = tmp_path / "cut.png"
    bad.write_bytes(picture_file(2).read_bytes()[:50])
    before = terminal.fingerprint()
    answer = terminal("evidence", "add", key, picture_file(1), bad, "--kind", "chat")
    assert answer.code == 2
    assert "cut.png" in answer.err
    assert terminal.fingerprint() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(terminal: Terminal, picture_file: PictureFile) -> None:
    key = terminal.order()
    file = picture_file(1)
    file.chmod(0)
    answer = terminal("evidence", "add", key, file, "--kind", "chat")
    assert answer.code == 2
    assert file.name in answer.err


def test_exporting_over_a_file_replaces_it_whole_and_over_a_folder_is_refused(
    terminal: Terminal, tmp_path: Path, picture_file: PictureFile
) -> None:
    key = terminal.order()
    (item,) = terminal.json("evidence", "add", key, picture_file(1), "--kind", "chat")
    target = tmp_path / "there.png"
    target.write_text("older")
    assert terminal("evidence", "export", item["id"], "-o", target).code == 0
    assert target.read_bytes() == picture_file(1).read_bytes()
    assert terminal("evidence", "export", item["id"], "-o", tmp_path).code == 2


def complete_case(terminal: Terminal, picture_file: PictureFile) -> int:
    key = terminal.order(
        "KM001", *("--merchant", "极速发卡", "--paid-at", "2024-01-01 12:00", "--pay-method", "alipay"),
        *("--status", "pending_delivery"),
    )  # fmt: skip
    for number, kind in enumerate(("order_page", "payment", "product_page"), start=1):
        file = picture_file(number, name=f"Screenshot_20240101-12000{number}.png")
        terminal.json("evidence", "add", key, file, "--kind", kind, "--purpose", f"证明第{number}项")
    return key


def test_check_lists_the_gaps_and_writes_nothing(terminal: Terminal, tmp_path: Path, picture_file: PictureFile) -> None:
    key = terminal.order()
    before = terminal.fingerprint()
    document = terminal.json("dossier", key, "--for", "platform", "-o", tmp_path / "d.pdf", "--check", code=1)
    codes = {gap["code"] for gap in document["gaps"]}
    assert codes == {
        "no_merchant", "no_paid_at", "no_pay_method", "no_status", "no_evidence",
        "no_order_page", "no_payment_proof", "no_product_page",
    }  # fmt: skip
    assert all(gap["text"] for gap in document["gaps"])
    assert document["files"] == []
    assert not (tmp_path / "d.pdf").exists()
    assert terminal.fingerprint() == before


def test_check_of_a_complete_case_is_silent(terminal: Terminal, picture_file: PictureFile) -> None:
    key = complete_case(terminal, picture_file)
    assert terminal.json("dossier", key, "--for", "platform", "--check")["gaps"] == []


def test_a_dossier_and_its_shape(terminal: Terminal, tmp_path: Path, picture_file: PictureFile) -> None:
    key = complete_case(terminal, picture_file)
    target = tmp_path / "d.pdf"
    document = terminal.json("dossier", key, "--for", "association", "-o", target, *AT)
    (file,) = document["files"]
    data = target.read_bytes()
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    digest = hashlib.sha256(data).hexdigest()
    assert file == {"path": str(target), "pages": len(pages), "bytes": len(data), "sha256": digest}
    assert document["exhibits"] == 3
    # The association's form asks for both parties and a request, and nothing of that is on record.
    assert [gap["code"] for gap in document["gaps"]] == [
        "no_request", "no_complainant_name", "no_complainant_phone", "no_complainant_address", "respondent_unknown",
    ]  # fmt: skip


def test_the_same_case_and_time_give_the_same_bytes(
    terminal: Terminal, tmp_path: Path, picture_file: PictureFile
) -> None:
    key = complete_case(terminal, picture_file)
    targets = [tmp_path / "one.pdf", tmp_path / "two.pdf", tmp_path / "later.pdf"]
    for target in targets[:2]:
        terminal.json("dossier", key, "--for", "platform", "-o", target, *AT)
    terminal.json("dossier", key, "--for", "platform", "-o", targets[2], "--at", "2024-02-02")
    one, two, later = (target.read_bytes() for target in targets)
    assert one == two
    assert one != later


def test_a_tampered_original_gives_no_dossier(terminal: Terminal, tmp_path: Path, picture_file: PictureFile) -> None:
    key = complete_case(terminal, picture_file)
    original = next(path for path in (terminal.vault / "originals").rglob("*") if path.is_file())
    original.chmod(0o600)
    original.write_bytes(original.read_bytes()[:-1] + b"!")
    target = tmp_path / "d.pdf"
    answer = terminal("--json", "dossier", key, "--for", "platform", "-o", target)
    assert answer.code == 3
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
    assert "verify" in answer.err
    assert not target.exists()
    assert not list(tmp_path.glob("*.part"))
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_tampered_original_is_not_exported(terminal: Terminal, tmp_path: Path, picture_file: PictureFile) -> None:
    key = terminal.order()
    (item,) = terminal.json("evidence", "add", key, picture_file(1), "--kind", "chat")
    original = terminal.vault / "originals" / item["sha256"][:2] / item["sha256"]
    original.chmod(0o600)
    original.write_bytes(b"other bytes")
    target = tmp_path / "out.png"
    target.write_text("what was there")
    assert terminal("evidence", "export", item["id"], "-o", target).code == 3
    assert target.read_text() == "what was there"
