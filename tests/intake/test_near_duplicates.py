"""Screens that show the same are suggested as pairs, and different bills and chats on one template are not."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from app.domain.errors import Cancelled, InvalidField, UnreadableFile
from app.intake.near_duplicates import NEAR, SIZE, _bits, near, perceptual_hash
from tests.intake.long_chat import FONT, chat, screens


def bill(seed: int, clock: str = "9:41") -> Image.Image:
    """Draw a bill of 1080 by 2400 on one white template; only its values depend on the seed."""
    chance = random.Random(seed)
    letters = ImageFont.truetype(FONT, 44, layout_engine=ImageFont.Layout.BASIC)
    image = Image.new("RGB", (1080, 2400), "white")
    pen = ImageDraw.Draw(image)
    pen.text((60, 30), clock, fill="black", font=letters)
    pen.text((420, 130), "账单详情", fill="black", font=letters)
    amount = f"-{chance.randint(1, 999)}.{chance.randint(0, 99):02}"
    pen.text((340, 320), amount, fill="black", font=ImageFont.truetype(FONT, 72))
    digits = "".join(chance.choices("0123456789", k=52))
    rows = {
        "当前状态": "支付成功",
        "付款时间": f"2026-09-{chance.randint(1, 28):02} {chance.randint(0, 23):02}:{chance.randint(0, 59):02}:07",
        "付款方式": chance.choice(["余额宝", "招商银行"]),
        "商品说明": chance.choice(["话费充值100元", "Q币50个", "Steam充值卡"]),
        "收单机构": "财付通",
        "交易单号": digits[:28],
        "商户单号": digits[28:],
    }
    for number, (label, value) in enumerate(rows.items()):
        pen.text((60, 560 + number * 120), label, fill="#888888", font=letters)
        pen.text((340, 560 + number * 120), value, fill="black", font=letters)
    return image


def conversation(seed: int, clock: str = "9:41") -> Image.Image:
    made, _ = screens(chat(seed, 1080, 2400), [0], 2400)
    pen = ImageDraw.Draw(made[0])
    pen.rectangle((60, 0, 300, 60), fill="#EDEDED")
    pen.text((90, 2), clock, fill="black", font=ImageFont.truetype(FONT, 52))
    return made[0]


def hashed(image: Image.Image, folder: Path, pillow_format: str = "PNG", **options: object) -> str:
    path = folder / f"图.{pillow_format.lower()}"
    image.save(path, pillow_format, **options)
    return perceptual_hash(path, f"image/{pillow_format.lower()}")


@pytest.mark.parametrize("draw", [bill, conversation])
def test_the_same_screen_is_near_and_others_of_its_template_are_not(
    draw: Callable[..., Image.Image], tmp_path: Path
) -> None:
    hashes = {f"{seed}": hashed(draw(seed), tmp_path, compress_level=1) for seed in range(12)}
    hashes["clock"] = hashed(draw(3, "23:58"), tmp_path, compress_level=1)
    hashes["jpeg"] = hashed(draw(3), tmp_path, "JPEG", quality=70)
    # As a messenger passes it on: smaller, and compressed once more.
    hashes["passed on"] = hashed(draw(3).resize((720, 1600)), tmp_path, "JPEG", quality=55)
    pairs = {frozenset(pair[:2]) for pair in near(hashes)}
    same = ("3", "clock", "jpeg", "passed on")
    assert pairs == {frozenset(pair) for pair in itertools.combinations(same, 2)}
    distances = [pair[2] for pair in near(hashes)]
    assert distances == sorted(distances)
    assert max(distances) <= NEAR - 10
    others = [pair[2] for pair in near(hashes, most=1000) if not {*pair[:2]} <= {*same}]
    assert min(others) >= NEAR + 10


def test_a_hash_is_the_picture_as_seen(tmp_path: Path) -> None:
    image = conversation(1).resize((270, 600))
    block = Image.Exif()
    block[0x0112] = 6
    turned = image.transpose(Image.Transpose.ROTATE_90)
    assert hashed(turned, tmp_path, exif=block) == hashed(image, tmp_path)
    clear = image.convert("RGBA")
    assert hashed(clear, tmp_path) == hashed(image, tmp_path)
    assert len(hashed(image, tmp_path)) == SIZE * SIZE


def test_only_clear_steps_count() -> None:
    blank = Image.new("L", (SIZE + 1, SIZE + 1), 200)
    faint, clear = blank.copy(), blank.copy()
    faint.putpixel((3, 5), 200 - 6)
    clear.putpixel((3, 5), 200 - 7)
    assert _bits(blank.tobytes()) == _bits(faint.tobytes()) == 0
    bits = f"{_bits(clear.tobytes()):0{4 * SIZE * SIZE}b}"
    planes = [bits[start : start + SIZE * SIZE] for start in range(0, len(bits), SIZE * SIZE)]
    places = [[place for place, bit in enumerate(plane) if bit == "1"] for plane in planes]
    here = 5 * SIZE + 3
    assert places == [[here], [here], [here - 1], [here - SIZE]], "lighter right, below; darker right, below"


def test_broken_files_wrong_types_and_no_hashes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    path.write_bytes(b"nothing")
    with pytest.raises(UnreadableFile, match=r"图\.png"):
        perceptual_hash(path, "image/png")
    bill(1).resize((90, 200)).save(path)
    with pytest.raises(UnreadableFile, match="is image/png"):
        perceptual_hash(path, "image/jpeg")
    for text in ("", "zz", "0" * 8, "g" * (SIZE * SIZE)):
        with pytest.raises(InvalidField):
            near({"a": text})
    good = "0" * (SIZE * SIZE)
    assert near({"a": good, "b": good}) == [("a", "b", 0)]
    with pytest.raises(Cancelled):
        near({"a": good, "b": good}, cancel=lambda: True)


@settings(max_examples=50)
@given(st.text(max_size=SIZE * SIZE))
def test_any_text_as_a_hash_is_taken_or_refused(text: str) -> None:
    try:
        near({1: text, 2: text})
    except InvalidField:
        assert len(text) != SIZE * SIZE or not text.isalnum()
