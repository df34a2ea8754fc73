"""Packs as they are written: real pictures in, files within the channel's limits out, whole or not at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from app.casework import cancellations, channel_presets, marks, packs
from app.casework.evidence import add_evidence
from app.casework.steps import Steps
from app.domain.errors import Cancelled, InputError, InvalidField, OutputError
from app.domain.exports import ExportKind
from app.domain.marks import Mark, MarkKind, Markup, Region
from app.domain.orders import Order
from app.vault import evidence, exports
from app.vault.vault import Vault

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
AT = datetime(2024, 1, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def screenshot(tmp_path: Path) -> Callable[..., Path]:
    """Draw a screenshot: rows of letters that a telephone would show, noise where it is asked for."""

    def draw(name: str, height: int, *, width: int = 540, noise: bool = False) -> Path:
        dice = random.Random(name)
        image = Image.new("RGB", (width, height), (245, 245, 245))
        if noise:
            image = Image.frombytes("RGB", (width, height), dice.randbytes(width * height * 3))
        else:
            pen = ImageDraw.Draw(image)
            for y in range(20, height - 40, 60):
                for x in range(20, width - 40, 14):
                    pen.rectangle((x, y, x + dice.randrange(2, 10), y + 20), fill=(30, 30, dice.randrange(90)))
        path = tmp_path / name
        image.save(path)
        return path

    return draw


def export(vault: Vault, order: Order, target: Path, channel: str = "strict", **more: object) -> packs.Pack:
    return packs.export_pack(vault, [order.id], channel=channel, target=target, resources=RESOURCES, at=AT, **more)  # type: ignore[arg-type]


def check(pack: packs.Pack) -> None:
    limits = pack.preset
    on_disk = {path.name for path in pack.folder.iterdir()}
    assert on_disk == {file.path.name for file in pack.pictures.files} | {packs.TEXT_NAME}
    assert limits.most_pictures is None or len(pack.pictures.files) <= limits.most_pictures
    for file in pack.pictures.files:
        assert file.path.stat().st_size == file.bytes <= limits.picture_bytes
        assert file.path.suffix[1:] in {form.value for form in limits.formats}
        with Image.open(file.path) as image:
            image.load()
            assert image.size == (file.width, file.height)
            assert max(image.size) <= limits.longest_side
    for batch in {file.batch for file in pack.pictures.files}:
        total = sum(file.bytes for file in pack.pictures.files if file.batch == batch)
        assert limits.total_bytes is None or total <= limits.total_bytes
    said = pack.text_path.read_text(encoding="utf-8")
    assert said.endswith(pack.text.body)
    assert limits.characters is None or len(pack.text.body) <= limits.characters


@pytest.mark.parametrize("channel", ["strict", "ticket", "discover", "12315", "paypal"])
def test_a_case_fits_each_kind_of_channel(
    vault: Vault, order: Order, screenshot: Callable[..., Path], tmp_path: Path, channel: str
) -> None:
    files = [screenshot("tall.png", 4000), screenshot("one.png", 900), screenshot("two.png", 300)]
    add_evidence(vault, order.id, files)
    cancellations.open_case(vault, order.id, reason="late_delivery", want="full")
    pack = export(vault, order, tmp_path / "out", channel)
    check(pack)
    assert {number for file in pack.pictures.files for number in file.exhibits} == {1, 2, 3}
    assert order.facts.number in pack.text.file_text
    assert pack.pictures.left_out == ()


def test_the_pixels_below_the_strip_are_those_of_the_original(
    vault: Vault, order: Order, screenshot: Callable[..., Path], tmp_path: Path
) -> None:
    path = screenshot("one.png", 900)
    add_evidence(vault, order.id, [path])
    (file,) = export(vault, order, tmp_path / "out", "loose").pictures.files
    with Image.open(path) as original, Image.open(file.path) as sent:
        assert sent.format == "PNG"
        assert sent.crop((0, 36, 540, 936)).tobytes() == original.tobytes()
        assert len(set(sent.crop((0, 0, 200, 36)).get_flattened_data())) > 4, "the strip names the exhibit"


def test_what_is_hidden_does_not_reach_a_pack(
    vault: Vault, order: Order, screenshot: Callable[..., Path], tmp_path: Path
) -> None:
    add_evidence(vault, order.id, [screenshot("one.png", 900)])
    (item,) = (one.id for one in evidence.of_order(vault, order.id))
    marks.save_marks(vault, item, Markup((Mark(MarkKind.BAR, Region(0, 0, 540, 900)),)))
    (file,) = export(vault, order, tmp_path / "out", "loose").pictures.files
    with Image.open(file.path) as sent:
        assert set(sent.crop((10, 60, 500, 900)).get_flattened_data()) == {(0, 0, 0)}


def test_pictures_that_do_not_compress_are_sent_in_more_parts(
    vault: Vault, order: Order, screenshot: Callable[..., Path], tmp_path: Path
) -> None:
    add_evidence(vault, order.id, [screenshot("noise.png", 1500, width=900, noise=True)])
    channel_presets.save_preset(vault, "small", {"formats": ["jpg"], "pictures": 30, "picture_mb": 0.5})
    pack = export(vault, order, tmp_path / "out", "small")
    check(pack)
    assert len(pack.pictures.files) > 1


def test_the_same_case_and_time_make_the_same_bytes(
    vault: Vault, order: Order, screenshot: Callable[..., Path], tmp_path: Path
) -> None:
    add_evidence(vault, order.id, [screenshot("tall.png", 3000), screenshot("one.png", 900)])
    first, second = (export(vault, order, tmp_path / name, "ticket") for name in ("a", "b"))
    assert [file.sha256 for file in first.pictures.files] == [file.sha256 for file in second.pictures.files]
    assert first.text_path.read_bytes() == second.text_path.read_bytes()
    kept = exports.every(vault, order=order.id)
    assert [one.kind for one in kept] == [ExportKind.PACK, ExportKind.PACK]
    assert {file.sha256 for file in kept[0].files} >= {file.sha256 for file in first.pictures.files}


def test_a_folder_with_something_in_it_is_refused_and_left_alone(
    vault: Vault, order: Order, screenshot: Callable[..., Path], tmp_path: Path
) -> None:
    add_evidence(vault, order.id, [screenshot("one.png", 300)])
    target = tmp_path / "out"
    target.mkdir()
    export(vault, order, target)
    before = sorted(path.name for path in target.iterdir())
    with pytest.raises(OutputError):
        export(vault, order, target)
    assert sorted(path.name for path in target.iterdir()) == before
    with pytest.raises(OutputError):
        export(vault, order, vault.folder / "out")
    assert not list(tmp_path.glob(".*.part"))


def test_cancelling_leaves_nothing(vault: Vault, order: Order, screenshot: Callable[..., Path], tmp_path: Path) -> None:
    add_evidence(vault, order.id, [screenshot("one.png", 300)])
    asked = iter([False] * 3 + [True] * 100)
    with pytest.raises(Cancelled):
        export(vault, order, tmp_path / "out", steps=Steps(is_cancelled=lambda: next(asked)))
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".*.part"))


def test_own_presets_go_before_those_that_come_with_the_program(vault: Vault) -> None:
    def find(name: str):  # type: ignore[no-untyped-def]
        return channel_presets.find_preset(vault, name, resources=RESOURCES)

    before = find("strict")
    made = channel_presets.save_preset(vault, "strict", before.to_data() | {"pictures": 9, "messages": "any"})
    assert (made.pictures, made.messages, made.is_own) == (9, None, True)
    assert find("strict") == made
    channel_presets.drop_preset(vault, "strict")
    assert find("strict") == before
    with pytest.raises(InputError) as refused:
        find("nowhere")
    assert "ticket" in refused.value.remedy.en
    for wrong in ({"pictures": 0}, {"picture_mb": "x"}, {"formats": ["gif"]}, {"formats": []}, {"characters": -1}):
        with pytest.raises(InvalidField):
            channel_presets.save_preset(vault, "strict", before.to_data() | wrong)


def test_every_preset_comes_back_as_it_was_kept(vault: Vault) -> None:
    for one in channel_presets.list_presets(None, resources=RESOURCES):
        kept = channel_presets.save_preset(vault, one.name, one.to_data())
        assert {**kept.to_data()} == one.to_data()
        assert one.verified is bool(one.source)
        assert one.as_of is not None
