"""`evidence redact`: the pixels are gone from the copy, the original stays, and a refusal leaves everything alone."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.terminal import Terminal
from tests.cli.test_import_commands import refused
from tests.fixtures.cases import put

SECRET = (200, 30, 40)
KEYS = {"id", "path", "sha256", "bytes", "media_type", "width", "height", "original_sha256", "boxes"}


def shot(path: Path, **options: object) -> Path:
    """A grey picture of 120 by 90 with a red patch at 40,30 of 20 by 10: what is to be hidden."""
    image = Image.new("RGB", (120, 90), (210, 210, 210))
    image.paste(SECRET, (40, 30, 60, 40))
    image.save(path, **options)
    return put(path.parent, path.name, path.read_bytes())


@pytest.fixture
def item(terminal: Terminal, tmp_path: Path) -> dict[str, object]:
    order = terminal.order()
    (added,) = terminal.json("evidence", "add", order, shot(tmp_path / "shot.png"), "--kind", "payment")
    return dict(added)


def test_the_pixels_are_gone_and_the_original_stays(
    terminal: Terminal, item: dict[str, object], tmp_path: Path
) -> None:
    target = tmp_path / "out.png"
    told = terminal.json("evidence", "redact", item["id"], "--box", "38,28,24,14", "-o", target)
    assert told.keys() >= KEYS
    assert told["boxes"] == [[38, 28, 24, 14]]
    assert told["original_sha256"] == item["sha256"]
    assert told["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (told["width"], told["height"], told["bytes"]) == (120, 90, target.stat().st_size)
    with Image.open(target) as image:
        pixels = image.convert("RGB")
        assert {pixels.getpixel((x, y)) for x in range(38, 62) for y in range(28, 42)} == {(0, 0, 0)}
        assert SECRET not in {colour for _, colour in pixels.getcolors(1 << 16) or []}
        assert pixels.getpixel((5, 5)) == (210, 210, 210)
    terminal.json("evidence", "export", item["id"], "-o", tmp_path / "again.png")
    assert (tmp_path / "again.png").read_bytes() == (tmp_path / "shot.png").read_bytes()
    assert terminal.json("verify")["ok"]


def test_a_jpeg_loses_whole_blocks_and_its_thumbnail(terminal: Terminal, tmp_path: Path) -> None:
    order = terminal.order()
    exif = Image.Exif()
    exif[0x010E] = "SECRET DESCRIPTION"
    path = shot(tmp_path / "shot.jpg", quality=92, exif=exif)
    (added,) = terminal.json("evidence", "add", order, path, "--kind", "payment")
    told = terminal.json("evidence", "redact", added["id"], "--box", "40,30,20,10", "-o", tmp_path / "out.jpg")
    data = (tmp_path / "out.jpg").read_bytes()
    assert b"SECRET" not in data
    with Image.open(tmp_path / "out.jpg") as image:
        pixels = image.convert("RGB")
        assert all(
            max(pixels.getpixel((x, y))) < 60  # type: ignore[type-var, arg-type]
            for x in range(42, 58)
            for y in range(32, 38)
        )
        assert not any(red > 150 and green < 110 for _, (red, green, _b) in pixels.getcolors(1 << 20) or [])
    assert told["media_type"] == "image/jpeg"


def test_without_a_target_the_copy_lies_in_the_vault(terminal: Terminal, item: dict[str, object]) -> None:
    told = terminal.json("evidence", "redact", item["id"], "--box", "0,0,10,10", "20,20,5,5", "--what", "phone")
    path = Path(told["path"])
    assert path.is_relative_to(terminal.vault / "derived")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == told["sha256"]
    assert told["boxes"] == [[0, 0, 10, 10], [20, 20, 5, 5]]
    more = terminal.json("evidence", "redact", item["id"], "--box", "50,50,5,5")
    assert more["boxes"] == [[0, 0, 10, 10], [20, 20, 5, 5], [50, 50, 5, 5]], "what was hidden stays hidden"
    assert terminal.json("evidence", "redact", item["id"], "--box", "50,50,5,5")["sha256"] == more["sha256"]


@pytest.mark.parametrize(
    "box", ["500,10,5,5", "0,0,0,5", "0,0,5,-1", "-10,-10,5,5", "1,2,3", "a,b,c,d", "1.5,2,3,4", "1e9,0,1,1", ""]
)
def test_a_box_that_is_none_of_the_picture_writes_nothing(
    terminal: Terminal, item: dict[str, object], tmp_path: Path, box: str
) -> None:
    derived = sorted((terminal.vault / "derived").rglob("*"))
    refused(terminal, "evidence", "redact", item["id"], f"--box={box}", "-o", tmp_path / "out.png")
    assert not (tmp_path / "out.png").exists()
    assert sorted((terminal.vault / "derived").rglob("*")) == derived


def test_what_is_no_picture_or_not_there_is_refused(
    terminal: Terminal, item: dict[str, object], tmp_path: Path
) -> None:
    page = put(tmp_path, "page.html", b"<!DOCTYPE html><html><body><p>x</p></body></html>")
    (told,) = terminal.json("import", page, "--order", item["order"])["files"]
    assert "picture" in refused(terminal, "evidence", "redact", told["evidence"][0], "--box", "0,0,5,5")
    assert refused(terminal, "evidence", "redact", 99, "--box", "0,0,5,5")
    assert refused(terminal, "evidence", "redact", item["id"], "--box", "0,0,5,5", "--what", "soup")
    assert refused(terminal, "evidence", "redact", item["id"], "--box", "0,0,5,5", "-o", tmp_path / "no" / "out.png")
    assert refused(terminal, "evidence", "redact", item["id"], "--box", "0,0,5,5", "-o", tmp_path)
