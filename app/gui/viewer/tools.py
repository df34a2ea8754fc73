"""The tools of the viewer: their names, words and keys."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt

from app.domain.marks import MarkKind


class Tool(StrEnum):
    """What the mouse does; those that draw are called as the kind of mark they draw."""

    SELECT = "select"
    READ = "read"
    BOX = "box"
    ARROW = "arrow"
    CALLOUT = "callout"
    HIGHLIGHT = "highlight"
    TEXT = "text"
    BAR = "bar"
    MOSAIC = "mosaic"
    CROP = "crop"

    @property
    def kind(self) -> MarkKind | None:
        """The kind of mark that it draws."""
        return None if self in {Tool.SELECT, Tool.READ} else MarkKind(self.value)


KEYS: Final[dict[Tool, Qt.Key]] = {
    Tool.SELECT: Qt.Key.Key_V,
    Tool.READ: Qt.Key.Key_R,
    Tool.BOX: Qt.Key.Key_B,
    Tool.ARROW: Qt.Key.Key_A,
    Tool.CALLOUT: Qt.Key.Key_N,
    Tool.HIGHLIGHT: Qt.Key.Key_H,
    Tool.TEXT: Qt.Key.Key_T,
    Tool.BAR: Qt.Key.Key_K,
    Tool.MOSAIC: Qt.Key.Key_M,
    Tool.CROP: Qt.Key.Key_C,
}


def words(tool: Tool) -> str:
    """Return what stands on a tool's button."""
    translate = QCoreApplication.translate
    return {
        Tool.SELECT: translate("tools", "选择"),
        Tool.READ: translate("tools", "选文字"),
        Tool.BOX: translate("tools", "方框"),
        Tool.ARROW: translate("tools", "箭头"),
        Tool.CALLOUT: translate("tools", "编号"),
        Tool.HIGHLIGHT: translate("tools", "高亮"),
        Tool.TEXT: translate("tools", "文字"),
        Tool.BAR: translate("tools", "黑条"),
        Tool.MOSAIC: translate("tools", "马赛克"),
        Tool.CROP: translate("tools", "裁剪"),
    }[tool]


def advice(tool: Tool) -> str:
    """Return one line on how a tool is used."""
    translate = QCoreApplication.translate
    drawn = translate("tools", "在图片上拖动画出来；按 Enter 放在画面中间，再用方向键移动")
    return {
        Tool.SELECT: translate("tools", "点标注可移动、拉角改大小，Delete 删除；方向键移 1 像素，加 Shift 移 10 像素"),
        Tool.READ: translate("tools", "拖动选取识别出的文字，Ctrl+C 复制"),
        Tool.CALLOUT: translate("tools", "点一下放一个编号，双击可写说明"),
        Tool.TEXT: translate("tools", "点一下或拖动，然后输入文字"),
        Tool.BAR: translate("tools", "拖过要遮住的内容：给别人的副本里这些像素会被彻底删掉，原件不变"),
        Tool.MOSAIC: translate("tools", "马赛克可能被别人还原，遮隐私请用黑条（K）"),
        Tool.CROP: translate("tools", "拖出要保留的部分：卷宗里只显示这一块，原件不变"),
    }.get(tool, drawn)
