"""How a stranger checks the originals with what every computer already has.

A hash shows that a file is still what was imported; it says nothing of what it was before. The words keep to that:
自导入之日起未改变.
"""

from __future__ import annotations

from app.dossier import look
from app.dossier.attachments import attachments
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier, Exhibit
from app.dossier.parts import Part
from app.dossier.plan import Box, Panel
from app.dossier.sections.anchors import exhibit_anchor
from app.dossier.sections.headings import draw_heading
from app.dossier.sections.qr_code import draw_qr
from app.dossier.typesetting import wrap

_UNCHANGED = (
    "下列原件自导入之日起未改变：生成本卷宗时已逐一重新计算 SHA-256，结果与导入时的记录一致。"
    "SHA-256 是文件内容的指纹，内容改动一个字节，指纹即不同。指纹不能说明文件在导入之前的情况。"
)
_COMMANDS = (
    ("Windows", "certutil -hashfile 文件名 SHA256"),
    ("macOS", "shasum -a 256 文件名"),
    ("Linux", "sha256sum 文件名"),
)
_ATTACHED = "原件作为附件放在本 PDF 内（阅读器的“附件”窗格），可取出后按上面的方法核对。"
_FILE = 58.0
_CODE = 104.0


def draw_integrity(flow: Flow, dossier: Dossier) -> None:
    """Write what was checked, every file with its full hash, the head of the chain, and how to check."""
    draw_heading(flow, Part.INTEGRITY)
    flow.say(_UNCHANGED if dossier.exhibits else "本卷宗没有证据文件。", look.BODY)
    flow.skip(16)
    _how_to_check(flow)
    flow.skip(18)
    _chain(flow, dossier)
    if dossier.exhibits:
        flow.skip(20)
        flow.need(look.SUBHEADING.leading + 2 * _FILE)
        flow.say("证据文件", look.SUBHEADING)
        flow.skip(4)
        flow.rule(colour=look.INK, width=0.8)
        if dossier.attach_originals:
            flow.skip(6)
            flow.say(_ATTACHED, look.SMALL)
        attached = attachments(dossier)
        names = {dossier.exhibits[one.position].sha256: one.name for one in reversed(attached)}
        for position, exhibit in enumerate(dossier.exhibits):
            _file(flow, exhibit, position, _attached(dossier, names.get(exhibit.sha256)))


def _attached(dossier: Dossier, name: str | None) -> str:
    """Return in words whether an original travels inside the PDF; nothing where none does."""
    if not dossier.attach_originals:
        return ""
    return f"已附：{name}" if name else "未附原件（页面遮盖了其中内容，或没有原始文件）"


def _how_to_check(flow: Flow) -> None:
    height = 26 + len(_COMMANDS) * look.BODY.leading + 2 * look.SMALL.leading
    flow.need(look.SUBHEADING.leading + 6 + height)
    flow.say("如何核对", look.SUBHEADING)
    flow.skip(6)
    flow.page.panels.append(Panel(Box(LEFT, flow.y, CONTENT_WIDTH, height), fill=look.PALE, radius=5))
    flow.skip(10)
    flow.label("在终端（命令提示符）中进入文件所在的文件夹，输入：", LEFT + 14, flow.y, look.SMALL)
    flow.skip(look.SMALL.leading + 4)
    for system, command in _COMMANDS:
        flow.label(system, LEFT + 14, flow.y, look.BODY_LABEL)
        flow.label(command, LEFT + 90, flow.y, look.BODY)
        flow.skip(look.BODY.leading)
    flow.skip(4)
    flow.label("显示的 64 位值应与下表逐字相同（不分大小写）。", LEFT + 14, flow.y, look.SMALL)
    flow.skip(look.SMALL.leading + 12)


def _chain(flow: Flow, dossier: Dossier) -> None:
    chain = dossier.integrity
    flow.need(look.SUBHEADING.leading + 4 * look.BODY.leading)
    flow.say("保管链", look.SUBHEADING)
    flow.skip(2)
    for label, value in (
        ("记录条数", f"{chain.chain_length:,} 条"),
        ("末条指纹", chain.chain_head),
        ("核对结果", chain.verified_text),
    ):
        flow.pair(label, value, look.BODY_LABEL, look.HASH if label == "末条指纹" else look.BODY, 72)
    flow.skip(4)
    flow.say("每次导入与修改都记为一条，并写入前一条的指纹；改动任何一条，其后各条的指纹都会不同。", look.SMALL)
    if chain.has_code:
        _code(flow, chain.chain_head)


def _code(flow: Flow, head: str) -> None:
    flow.skip(6)
    flow.need(_CODE)
    draw_qr(flow, head, LEFT, flow.y, _CODE)
    words = "二维码内容即上面的末条指纹，供扫码后与保管链的末条逐字比对；不含网址，扫码不会联网。"
    middle = flow.y + _CODE / 2 - look.SMALL.leading
    for index, line in enumerate(wrap(words, look.SMALL, CONTENT_WIDTH - _CODE - 16, flow.fonts)):
        flow.put(line, LEFT + _CODE + 16, middle + index * look.SMALL.leading, look.SMALL)
    flow.skip(_CODE)


def _file(flow: Flow, exhibit: Exhibit, position: int, attached: str) -> None:
    flow.need(_FILE)
    flow.skip(7)
    anchor = exhibit_anchor(position)
    flow.label(exhibit.label, LEFT, flow.y, look.CELL_LINK, width=56)
    flow.refer("第{page}页", anchor, RIGHT, flow.y, look.CELL_LINK, align="right")
    flow.link(Box(LEFT, flow.y, CONTENT_WIDTH, look.CELL.leading), anchor)
    flow.say(exhibit.file_name, look.CELL_BOLD, x=LEFT + 60, width=CONTENT_WIDTH - 120, at_most=3)
    flow.need(2 * look.CELL.leading)
    if not exhibit.bytes:
        words = f"{exhibit.made_from}，指纹见所用的证据。" if exhibit.made_from else "由提交人陈述，没有原始文件。"
        flow.say(words, look.CELL_MUTED, x=LEFT + 60)
        flow.skip(7)
        flow.rule()
        return
    details = f"{exhibit.bytes:,} 字节" + (f" · 导入于 {exhibit.imported_at}" if exhibit.imported_at else "")
    flow.label(details, LEFT + 60, flow.y, look.CELL_MUTED, width=CONTENT_WIDTH - 60)
    flow.skip(look.CELL.leading)
    flow.say(f"SHA-256 {exhibit.sha256}", look.CELL, x=LEFT + 60)
    if exhibit.shown is not None:
        flow.say(f"页面所示为处理后的副本，SHA-256 {exhibit.shown.sha256}", look.CELL_MUTED, x=LEFT + 60)
    if attached:
        flow.say(attached, look.CELL_MUTED, x=LEFT + 60)
    flow.skip(7)
    flow.rule()
