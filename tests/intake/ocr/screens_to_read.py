"""Small pictures with known words, for the tests of recognition."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from tests.fixtures.screens.canvas import font


def written(
    path: Path, lines: list[str], *, width: int = 720, step: int = 90, size: int = 40, **options: object
) -> Path:
    """Write a picture with one line of text every `step` pixels, the first at half a step."""
    image = Image.new("RGB", (width, step * len(lines)), "#FFFFFF")
    pen = ImageDraw.Draw(image)
    for number, words in enumerate(lines):
        pen.text((40, step * number + step // 2), words, "#222222", font(size, False), "lm")
    image.save(path, **options)
    return path


def long_lines(count: int) -> list[str]:
    goods = ["充值成功", "订单已提交", "等待商家发货", "请核对账号", "退款处理中", "感谢您的购买"]
    return [f"第{number:03d}条{goods[number % len(goods)]}共{number * 37 % 900 + 100}元" for number in range(count)]
