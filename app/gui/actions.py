"""Every action of the window as data: its name, words, keys and menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

translate = QCoreApplication.translate

MENUS: Final = ("file", "edit", "go", "help")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action in the window's language; `changes` says that it writes to the vault."""

    name: str
    menu: str
    words: str
    tip: str
    keys: tuple[str, ...] = ()
    changes: bool = True


def menu_titles() -> dict[str, str]:
    """Return the titles of the menus, in their order."""
    return {
        "file": translate("actions", "文件(&F)"),
        "edit": translate("actions", "编辑(&E)"),
        "go": translate("actions", "转到(&G)"),
        "help": translate("actions", "帮助(&H)"),
    }


def actions() -> tuple[ActionSpec, ...]:
    """Return all actions, in the order of their menus."""
    return (*_file_actions(), *_edit_actions(), *_other_actions())


def _file_actions() -> tuple[ActionSpec, ...]:
    return (
        ActionSpec(
            "new_order", "file", translate("actions", "新订单"), translate("actions", "记录一笔订单"), ("Ctrl+N",)
        ),
        ActionSpec(
            "add_files",
            "file",
            translate("actions", "添加证据图片…"),
            translate("actions", "选择截图，加为这笔订单的证据"),
            ("Ctrl+O",),
        ),
        ActionSpec(
            "import",
            "file",
            translate("actions", "导入账单或聊天记录…"),
            translate("actions", "账单、聊天、邮件或订单表"),
            ("Ctrl+I",),
        ),
        ActionSpec(
            "paste_chat",
            "file",
            translate("actions", "粘贴聊天…"),
            translate("actions", "把复制的聊天文字记录下来"),
            ("Ctrl+Shift+V",),
        ),
        ActionSpec(
            "export",
            "file",
            translate("actions", "导出 PDF 卷宗…"),
            translate("actions", "把证据导出为 PDF"),
            ("Ctrl+E",),
            changes=False,
        ),
        ActionSpec(
            "verify",
            "file",
            translate("actions", "核对凭据库"),
            translate("actions", "重新计算所有原件和记录的哈希值"),
            changes=False,
        ),
        ActionSpec(
            "demo", "file", translate("actions", "载入示例案件"), translate("actions", "放入几个示例，随时可以删除")
        ),
        ActionSpec(
            "quit",
            "file",
            translate("actions", "退出"),
            translate("actions", "内容已自动保存"),
            ("Ctrl+Q",),
            changes=False,
        ),
    )


def _edit_actions() -> tuple[ActionSpec, ...]:
    return (
        ActionSpec("undo", "edit", translate("actions", "撤销"), translate("actions", "撤销上一步"), ("Ctrl+Z",)),
        ActionSpec(
            "redo",
            "edit",
            translate("actions", "重做"),
            translate("actions", "重做撤销的一步"),
            ("Ctrl+Y", "Ctrl+Shift+Z"),
        ),
        ActionSpec(
            "paste",
            "edit",
            translate("actions", "粘贴截图"),
            translate("actions", "把剪贴板里的图片加为证据"),
            ("Ctrl+V",),
        ),
        ActionSpec(
            "trash",
            "edit",
            translate("actions", "移到回收站"),
            translate("actions", "删除选中的证据或订单，可以恢复"),
            ("Del",),
        ),
    )


def _other_actions() -> tuple[ActionSpec, ...]:
    return (
        ActionSpec(
            "search",
            "go",
            translate("actions", "搜索订单"),
            translate("actions", "在订单里查找"),
            ("Ctrl+F",),
            False,
        ),
        ActionSpec(
            "find",
            "go",
            translate("actions", "搜索或命令"),
            translate("actions", "在订单、证据、聊天和付款里查找，或执行命令"),
            ("Ctrl+K",),
            False,
        ),
        ActionSpec(
            "preview",
            "go",
            translate("actions", "看大图"),
            translate("actions", "放大查看选中的证据"),
            ("Space",),
            False,
        ),
        ActionSpec(
            "keys",
            "help",
            translate("actions", "键盘快捷键"),
            translate("actions", "显示所有快捷键"),
            ("?", "F1"),
            False,
        ),
        ActionSpec(
            "about", "help", translate("actions", "关于凭据匣"), translate("actions", "版本和许可"), changes=False
        ),
    )


def make_action(spec: ActionSpec, parent: QWidget) -> QAction:
    """Return the Qt action of a specification."""
    action = QAction(spec.words, parent)
    action.setObjectName(spec.name)
    action.setStatusTip(spec.tip)
    action.setToolTip(spec.tip)
    action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
    return action
