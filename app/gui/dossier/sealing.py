"""Signing and timestamping: nothing happens without a click, and where it connects is said before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.casework.signed_dossiers import Signing
from app.casework.signing import SigningKey
from app.casework.timestamping import Authority
from app.gui import theme
from app.gui.fields import LineField
from app.gui.ticks import TickBox
from app.gui.words import say


class SealingPanel(QWidget):
    """`key_wanted` asks for a file, `key_asked` for a new one (name, passphrase), `signing_asked` for the PDF."""

    key_wanted = Signal()
    key_asked = Signal(str, str)
    signing_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._authorities: tuple[Authority, ...] = ()
        self._key: Path | None = None
        self.sign = TickBox(self.tr("数字签名"))
        self.key_words = QLabel(wordWrap=True)
        self.key_words.setObjectName("meta")
        self.pick = QPushButton(self.tr("选择证书文件（.p12/.pfx）…"))
        self.name = LineField("name", self.tr("姓名（自己做一张证书时填）"))
        self.passphrase = LineField("passphrase", self.tr("证书密码"), hint=self.tr("至少 8 位，每次都要输入，不保存"))
        self.passphrase.entry.setEchoMode(QLineEdit.EchoMode.Password)
        self.make = QPushButton(self.tr("自己做一张…"))
        self.stamp = TickBox(self.tr("时间戳"))
        self.authority = QComboBox()
        self.authority.setAccessibleName(self.tr("时间戳服务"))
        self.network = QLabel(wordWrap=True)
        self.network.setObjectName("warning")
        self.network.hide()
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.start = QPushButton(self.tr("签名并导出 PDF…"))
        self.start.setProperty("primary", True)
        self._lay_out()
        self._connect()
        self._show_state()

    def show_authorities(self, authorities: Sequence[Authority]) -> None:
        """Offer these authorities."""
        if tuple(authorities) != self._authorities:
            self._authorities = tuple(authorities)
            self.authority.clear()
            for one in authorities:
                self.authority.addItem(one.name, one.url)
            self._show_state()

    def set_key(self, path: Path) -> None:
        """Use this certificate's file."""
        self._key = path
        self.sign.setChecked(True)
        self.make.setEnabled(True)
        self.set_problem("")
        self._show_state()

    def set_problem(self, problem: str) -> None:
        """Say what is wrong; empty text clears it."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.make.setEnabled(True)
        self._show_state()

    def forget_passphrase(self) -> None:
        """Empty the field of the passphrase."""
        self.passphrase.set_text("")
        self._show_state()

    def _on_make(self) -> None:
        self.set_problem("")
        self.make.setEnabled(False)
        self.key_asked.emit(self.name.text, self.passphrase.text)

    def _on_start(self) -> None:
        key = SigningKey(self._key, self.passphrase.text) if self.sign.isChecked() and self._key else None
        tsa = str(self.authority.currentData()) if self.stamp.isChecked() else None
        self.set_problem("")
        self.signing_asked.emit(Signing(key, tsa))

    def _show_state(self) -> None:
        is_signing, is_stamping = self.sign.isChecked(), self.stamp.isChecked()
        for part in (self.key_words, self.pick, self.name, self.passphrase, self.make):
            part.setVisible(is_signing)
        self.authority.setVisible(is_stamping)
        self.network.setVisible(is_stamping)
        self.key_words.setText(
            self.tr("证书：{}").format(self._key) if self._key else self.tr("还没有证书：选一个文件，或自己做一张。")
        )
        row = self.authority.currentIndex()
        if 0 <= row < len(self._authorities):
            one = self._authorities[row]
            self.network.setText(
                self.tr("点导出后会连接 {}，只发送一个哈希值，不发送卷宗内容。").format(one.url) + "\n" + say(one.note)
            )
        has_key = not is_signing or (self._key is not None and bool(self.passphrase.text))
        self.start.setEnabled((is_signing or is_stamping) and has_key)
        words = {
            (True, True): self.tr("签名、加时间戳并导出…"),
            (False, True): self.tr("加时间戳并导出…"),
        }
        self.start.setText(words.get((is_signing, is_stamping), self.tr("签名并导出 PDF…")))

    def _connect(self) -> None:
        self.sign.toggled.connect(lambda _on: self._show_state())
        self.stamp.toggled.connect(lambda _on: self._show_state())
        self.authority.currentIndexChanged.connect(lambda _row: self._show_state())
        self.passphrase.entry.textChanged.connect(lambda _text: self._show_state())
        self.pick.clicked.connect(self.key_wanted)
        self.make.clicked.connect(self._on_make)
        self.start.clicked.connect(self._on_start)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        note = QLabel(self.tr("签名表明卷宗由你签署、之后没有改动；时间戳由第三方证明它在那时已经存在。都不是必须的。"))
        note.setWordWrap(True)
        note.setObjectName("meta")
        for part in (
            note, self.sign, self.key_words, self.pick, self.passphrase, self.name, self.make, self.stamp,
            self.authority, self.network, self.problem, self.start,
        ):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch()
