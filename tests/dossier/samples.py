"""Outlines and pictures for the dossier's tests: phone-like screenshots drawn here, no file from anybody's phone."""

from __future__ import annotations

import hashlib
import io
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFont

from app.dossier.outline import (
    Dossier,
    Exhibit,
    Fact,
    Integrity,
    OrderSheet,
    Picture,
    Recipient,
    StatusLine,
)

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
STATED = datetime(2026, 9, 3, 2, 30, tzinfo=UTC)
ORDER = "腾讯游戏点券 100元 · KM20260901001"


@dataclass(frozen=True)
class Bytes:
    """An original in memory."""

    data: bytes

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


@dataclass(frozen=True)
class OnDisk:
    """An original in a file."""

    path: Path

    def open(self) -> BinaryIO:
        return self.path.open("rb")


def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "NotoSansSC_700Bold.ttf" if bold else "NotoSansSC_400Regular.ttf"
    return ImageFont.truetype(FONTS / name, size)


def encoded(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def _phone(height: int, colour: str = "#F3F4F6") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (1080, height), colour)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1080, 220), fill="#FFFFFF")
    draw.text((48, 26), "12:03", font=font(38, bold=True), fill="#111111")
    draw.rounded_rectangle((950, 36, 1024, 70), 8, outline="#111111", width=3)
    draw.rectangle((956, 42, 1002, 64), fill="#111111")
    return picture, draw


def order_page() -> Image.Image:
    picture, draw = _phone(2400)
    draw.text((540, 160), "订单详情", font=font(48, bold=True), fill="#111111", anchor="mm")
    draw.rounded_rectangle((40, 260, 1040, 520), 24, fill="#FFF4E5")
    draw.text((90, 310), "待发货", font=font(64, bold=True), fill="#B25E00")
    draw.text((90, 410), "商家承诺 10 分钟内到账", font=font(40), fill="#5B6470")
    rows = [
        ("商品名称", "腾讯游戏点券 100元"),
        ("订单编号", "KM20260901001"),
        ("商家", "极速发卡"),
        ("充值账号", "138****5678"),
        ("实付金额", "¥100.00"),
        ("支付方式", "支付宝"),
        ("付款时间", "2026-09-01 12:00:05"),
    ]
    draw.rounded_rectangle((40, 560, 1040, 560 + 110 * len(rows) + 40), 24, fill="#FFFFFF")
    for index, (label, value) in enumerate(rows):
        y = 590 + 110 * index
        draw.text((90, y), label, font=font(42), fill="#8A929C")
        draw.text((990, y), value, font=font(42), fill="#111111", anchor="ra")
    draw.rounded_rectangle((620, 2230, 1020, 2340), 55, outline="#1F6FEB", width=4)
    draw.text((820, 2285), "申请取消订单", font=font(42), fill="#1F6FEB", anchor="mm")
    return picture


def chat(count: int = 12, height: int | None = None) -> Image.Image:
    picture, draw = _phone(height or 300 + 180 * count, "#EDEDED")
    draw.text((540, 160), "极速发卡（官方客服）", font=font(46, bold=True), fill="#111111", anchor="mm")
    words = [
        "你好，订单 KM20260901001 还没到账",
        "亲，系统排队中，请耐心等待",
        "页面写的是 10 分钟到账，现在两小时了",
        "虚拟商品已锁定库存，不能取消哦",
        "订单还是待发货，我申请取消并全额退款",
        "这边帮您反馈一下",
    ]
    for index in range(count):
        y, mine, text = 270 + 180 * index, index % 2 == 0, f"{words[index % len(words)]}"
        width = int(draw.textlength(text, font=font(40))) + 60
        left = 1000 - width if mine else 80
        draw.rounded_rectangle((left, y, left + width, y + 110), 20, fill="#95EC69" if mine else "#FFFFFF")
        draw.text((left + 30, y + 26), text, font=font(40), fill="#111111")
        draw.text(
            (540, y + 140), f"第 {index + 1} 条 · 14:{index % 60:02d}", font=font(26), fill="#9AA3AD", anchor="mm"
        )
    return picture


def payment() -> Image.Image:
    picture, draw = _phone(1920, "#FFFFFF")
    draw.text((540, 360), "极速发卡", font=font(46), fill="#111111", anchor="mm")
    draw.text((540, 480), "-100.00", font=font(110, bold=True), fill="#111111", anchor="mm")
    draw.text((540, 580), "交易成功", font=font(40), fill="#5B6470", anchor="mm")
    for index, line in enumerate(
        ["付款方式　账户余额", "商品说明　腾讯游戏点券 100元", "创建时间　2026-09-01 12:00:05"]
    ):
        draw.text((80, 700 + 100 * index), line, font=font(42), fill="#333333")
    return picture


def desktop() -> Image.Image:
    picture = Image.new("RGB", (1920, 1080), "#FFFFFF")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1920, 90), fill="#1F6FEB")
    draw.text((60, 20), "测试卡盟 · 商品详情", font=font(40, bold=True), fill="#FFFFFF")
    draw.rectangle((60, 150, 760, 850), fill="#E9EEF7")
    draw.text((840, 160), "腾讯游戏点券 100元（自动充值）", font=font(52, bold=True), fill="#111111")
    draw.text((840, 260), "¥100.00", font=font(72, bold=True), fill="#C0362C")
    draw.text((840, 400), "承诺：付款后 10 分钟内到账，超时可取消", font=font(38), fill="#333333")
    return picture


def exhibit(number: int, data: bytes, **changes: object) -> Exhibit:
    """Return an exhibit of a picture's bytes; its size and media type are read from them."""
    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
        if picture.getexif().get(0x0112, 1) > 4:
            width, height = height, width
        media_type = Image.MIME[picture.format or ""]
        frames = getattr(picture, "n_frames", 1)
    plain = Exhibit(
        number=number,
        title=f"截图 {number}",
        kind_label="订单截图",
        source="手机截屏",
        captured="2026-09-01 12:03:11（截取时间，据文件名）",
        purpose="证明订单已付款、仍为待发货状态。",
        order_heading=ORDER,
        file_name=f"Screenshot_20260901-1203{number:02d}.png",
        media_type=media_type,
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        imported_at="2026-09-02 20:15:30",
        original=Bytes(data),
        picture=Picture(width, height, frames),
    )
    return replace(plain, **changes)


def document(number: int, data: bytes, **changes: object) -> Exhibit:
    """Return an exhibit that is no picture."""
    plain = Exhibit(
        number=number,
        title="支付宝交易明细",
        kind_label="付款记录",
        source="支付宝导出",
        captured="2026-09-02 20:10:00（修改时间，据文件修改时间）",
        purpose="证明付款 100.00 元。",
        order_heading=ORDER,
        file_name="alipay_record_20260902.csv",
        media_type="text/csv",
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        imported_at="2026-09-02 20:16:02",
        original=Bytes(data),
    )
    return replace(plain, **changes)


def order_sheet(**changes: object) -> OrderSheet:
    sheet = OrderSheet(
        heading=ORDER,
        facts=(
            Fact("平台", "测试卡盟", on_cover=True),
            Fact("商家", "极速发卡", on_cover=True),
            Fact("订单号", "KM20260901001", on_cover=True),
            Fact("商品", "腾讯游戏点券 100元", on_cover=True),
            Fact("实付金额", "¥100.00", on_cover=True, is_figure=True),
            Fact("订单状态", "待发货", on_cover=True, is_figure=True),
            Fact("面值", "¥100.00"),
            Fact("付款时间", "2026-09-01 12:00:05"),
            Fact("付款方式", "支付宝"),
            Fact("充值账号", "138****5678"),
            Fact("商家承诺", "10 分钟内到账"),
        ),
        statuses=(
            StatusLine("2026-09-01 12:00:05", "待发货", 0),
            StatusLine("2026-09-01 14:10:00", "待发货"),
        ),
        note="下单后等待超过两小时仍未到账，商家以“库存已锁定”为由拒绝取消。",
    )
    return replace(sheet, **changes)


def dossier(*exhibits: Exhibit, **changes: object) -> Dossier:
    plain = Dossier(
        title="虚拟商品交易争议证据卷宗",
        case_number="PJ-20260903-001",
        recipient=Recipient.PLATFORM,
        stated_at=STATED,
        orders=(order_sheet(statuses=()),),
        exhibits=exhibits,
        integrity=Integrity(128, "ab" * 32, "全部 128 条记录连续无缺，与现有数据一致。"),
        program="凭据匣 Pingju 0.1.0",
    )
    return replace(plain, **changes)


def rich() -> Dossier:
    """Return a dossier with every kind of page."""
    opaque = order_page().convert("RGBA")
    return dossier(
        exhibit(1, encoded(opaque), title="订单详情页", captured="2026-09-01 12:03:11（截取时间，据文件名）"),
        exhibit(
            2,
            encoded(payment()),
            title="支付宝付款成功页",
            kind_label="付款记录",
            purpose="证明已向商家付款 100.00 元。",
        ),
        exhibit(
            3,
            encoded(chat(64, 12000)),
            title="与商家客服的完整聊天记录（长截图）",
            kind_label="聊天记录",
            source="平台内聊天窗口，手机滚动截屏",
            purpose="证明商家承诺 10 分钟到账、超时后拒绝取消，买家已在平台内提出全额退款。",
        ),
        exhibit(
            4, encoded(desktop(), "JPEG", quality=88), title="商品宣传页", kind_label="商品宣传页", source="电脑浏览器"
        ),
        exhibit(5, encoded(payment(), "WEBP", lossless=True), title="退款进度页", kind_label="退款凭证"),
        document(6, "交易号,金额\n2026090122001,100.00\n".encode()),
        exhibit(
            7,
            encoded(Image.new("RGB", (120, 90), "#C0362C")),
            title="小图：<b>A&B</b> 😀👍🏻 䶮㐂𠮷 \u202eRTL שלום \x07 控制符",
            purpose="名称与说明里含有标记、表情与生僻字，" * 6,
        ),
        orders=(order_sheet(),),
        prepared_by="张三（买家）",
        request="请平台介入：取消订单 KM20260901001，并将实付 100.00 元全额原路退回支付宝。",
    )


def noisy_screen(seed: int, *, alpha: bool) -> bytes:
    """Return a PNG that weighs about what a phone's screenshot does (some 0.9 MB, 1080×2400)."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (1080, 2400), "#F5F6F8")
    draw = ImageDraw.Draw(picture)
    photo = Image.frombytes("L", (360, 200), chance.randbytes(360 * 200)).resize((1080, 600))
    picture.paste(photo.convert("RGB"), (0, 200))
    for row in range(40):
        for x in range(60, 1000, 28):
            if chance.random() < 0.8:
                y = 850 + row * 38
                tone = tuple(chance.randint(0, 120) for _ in range(3))
                draw.rectangle((x, y, x + chance.randint(6, 22), y + chance.randint(10, 24)), fill=tone)
    if alpha:
        picture.putalpha(255)
    return encoded(picture)
