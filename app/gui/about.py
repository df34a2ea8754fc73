"""The help dialogs: keys and about."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from app import __version__
from app.gui import actions, theme


def show_keys(parent: QWidget) -> None:
    """List every shortcut of the window."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(QCoreApplication.translate("about", "键盘快捷键"))
    form = QFormLayout()
    form.setHorizontalSpacing(8 * theme.UNIT)
    for spec in actions.actions():
        if spec.keys:
            native = "  ".join(
                QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in spec.keys
            )
            form.addRow(native, QLabel(spec.words))
    form.addRow("Ctrl+Enter", QLabel(QCoreApplication.translate("about", "记录新订单（在表单里）")))
    close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addLayout(form)
    layout.addWidget(close)
    dialog.open()


def show_about(parent: QWidget) -> None:
    """Tell version, licence and what stays on this computer."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(QCoreApplication.translate("about", "关于凭据匣"))
    box.setText(f"凭据匣 Pingju {__version__}")
    box.setInformativeText(
        QCoreApplication.translate(
            "about",
            "为购买虚拟商品的人保存证据。所有内容只保存在这台电脑上，程序不会自行联网。\n"
            "MIT 许可；Qt 以 LGPL-3 使用；字体为 Noto，OFL 1.1 许可。",
        )
    )
    box.open()
