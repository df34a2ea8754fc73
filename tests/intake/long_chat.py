"""One long chat, drawn, and the screens that a phone would show while it scrolls."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSansSC_400Regular.ttf"
WORDS = "您好订单已发货请查收卡密无效怎么办退款申请等待处理商家说虚拟商品一经售出概不退换"
HEADER, FOOTER = 0.09, 0.07


def chat(seed: int, width: int, height: int) -> Image.Image:
    """Draw a chat without bars; every bubble says something else."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), "#EDEDED")
    pen = ImageDraw.Draw(image)
    size = max(width // 26, 9)
    font = ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
    y = size
    while y < height:
        text = "".join(chance.choices(WORDS, k=chance.randint(3, 14)))
        wide = len(text) * size + size * 2
        x = size * 3 if chance.random() < 0.5 else width - wide - size * 3
        pen.rounded_rectangle((x, y, x + wide, y + size * 3), size // 2, fill="white" if x == size * 3 else "#95EC69")
        pen.text((x + size, y + size), text, fill="black", font=font)
        y += size * 3 + chance.randint(size, size * 3)
    return image


def screens(
    page: Image.Image, starts: Sequence[int], height: int, *, clocks: bool = True, title: str = "数卡客服小王"
) -> tuple[list[Image.Image], Image.Image]:
    """Return a screen for each scroll position, and what joining them must give."""
    header, footer = bars(page.width, height)
    shown = height - header - footer
    made: list[Image.Image] = []
    for number, start in enumerate(starts):
        screen = Image.new("RGB", (page.width, height))
        screen.paste(top_bar(page.width, header, f"9:{41 + number if clocks else 41}", title, height), (0, 0))
        screen.paste(page.crop((0, start, page.width, start + shown)), (0, header))
        screen.paste(bottom_bar(page.width, footer), (0, height - footer))
        made.append(screen)
    whole = Image.new("RGB", (page.width, header + starts[-1] - starts[0] + shown + footer))
    whole.paste(made[0].crop((0, 0, page.width, header)), (0, 0))
    whole.paste(page.crop((0, starts[0], page.width, starts[-1] + shown)), (0, header))
    whole.paste(made[-1].crop((0, height - footer, page.width, height)), (0, whole.height - footer))
    return made, whole


def bars(width: int, height: int) -> tuple[int, int]:
    return round(height * HEADER), round(height * FOOTER)


def top_bar(width: int, height: int, clock: str, title: str, screen: int) -> Image.Image:
    bar = Image.new("RGB", (width, height), "#EDEDED")
    pen = ImageDraw.Draw(bar)
    small = ImageFont.truetype(FONT, max(round(screen * 0.022), 8), layout_engine=ImageFont.Layout.BASIC)
    pen.text((width // 12, 2), clock, fill="black", font=small)
    pen.text((width // 3, round(screen * 0.06) + 1), title, fill="black", font=small)
    pen.line((0, height - 1, width, height - 1), fill="#C0C0C0")
    return bar


def bottom_bar(width: int, height: int) -> Image.Image:
    bar = Image.new("RGB", (width, height), "#F7F7F7")
    pen = ImageDraw.Draw(bar)
    pen.rounded_rectangle(
        (width // 8, height // 4, width * 3 // 4, height * 3 // 4), 5, fill="white", outline="#D0D0D0"
    )
    pen.ellipse((width * 7 // 8, height // 4, width * 7 // 8 + height // 2, height * 3 // 4), outline="black", width=2)
    return bar


def kept(folder: Path, images: Sequence[Image.Image], suffix: str = "png", **options: object) -> list[Path]:
    paths = []
    for number, image in enumerate(images, start=1):
        paths.append(folder / f"截图{number}.{suffix}")
        image.save(paths[-1], **options)
    return paths
