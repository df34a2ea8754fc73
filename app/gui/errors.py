"""The one place where an error becomes words for a person."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.domain.errors import InvalidField, PingjuError, VaultError
from app.gui.words import language, say

_log = logging.getLogger(__name__)


def sentence(error: BaseException) -> str:
    """Return what is wrong and what to do next, in one line."""
    if isinstance(error, PingjuError):
        return error.line(language())
    # Our own mistake: the log gets its kind and place, never its text, which may quote what the user typed.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    _log.error("internal error %s at %s", type(error).__name__, place)
    return QCoreApplication.translate(
        "errors", "程序内部出错（{}），这一步没有完成，其他内容没有受影响。请重试。"
    ).format(type(error).__name__)


def beneath_field(error: BaseException) -> str:
    """Return what is wrong with a field, for beneath the field itself; of any other error the whole sentence."""
    if isinstance(error, InvalidField):
        return QCoreApplication.translate("errors", "{}。{}").format(say(error.problem), say(error.remedy))
    return sentence(error)


def needs_dialog(error: BaseException) -> bool:
    """Whether the user must see it before going on: the vault itself is in trouble."""
    return isinstance(error, VaultError)


def show(parent: QWidget | None, error: BaseException) -> None:
    """Tell an error in a dialog."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QCoreApplication.translate("errors", "凭据匣"))
    box.setText(sentence(error))
    box.exec()


def offer_read_only(error: BaseException) -> bool:
    """Tell that the vault is in use and return whether to open it for reading."""
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle(QCoreApplication.translate("errors", "凭据匣"))
    box.setText(sentence(error))
    only_read = box.addButton(QCoreApplication.translate("errors", "以只读方式打开"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QCoreApplication.translate("errors", "退出"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is only_read


def confirm_purge(parent: QWidget, count: int) -> bool:
    """Ask whether evidence shall be deleted for good, which nothing takes back."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Warning)
    question.setText(
        QCoreApplication.translate("errors", "永久删除 {} 份证据？原件将从这台电脑上抹去，不能恢复。").format(count)
    )
    delete = question.addButton(
        QCoreApplication.translate("errors", "永久删除"), QMessageBox.ButtonRole.DestructiveRole
    )
    question.addButton(QCoreApplication.translate("errors", "保留"), QMessageBox.ButtonRole.RejectRole)
    question.exec()
    return question.clickedButton() is delete
