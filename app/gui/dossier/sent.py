"""What was sent: what, to whom, when, by which hash it can be known again, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.dossier_changes import Changes
from app.domain.exports import Export, ExportKind
from app.domain.times import Clock, shown
from app.gui import theme
from app.gui.dossier.about import Sent
from app.gui.words import ago, say

_SHOWN: Final = 8


class SentList(QWidget):
    """The newest exports of an order; `told` says that a hash was copied, `changes_wanted` asks what changed since."""

    told = Signal(str)
    changes_wanted = Signal(object)

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__()
        self.clock = clock
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.UNIT)
        self._heading = QLabel(self.tr("已发出"))
        self._heading.setObjectName("section")
        layout.addWidget(self._heading)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2 * theme.UNIT)
        layout.addLayout(self._rows)
        self._shown: tuple[Sent, ...] | None = None
        self._changes: dict[int, QLabel] = {}
        self.hide()

    def show_sent(self, sent: Sequence[Sent], names: Mapping[str, str]) -> None:
        """List exports, newest first; `names` are the words for recipients and channels."""
        self.setVisible(bool(sent))
        if self._shown == tuple(sent):
            return
        self._shown = tuple(sent)
        self._changes.clear()
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in sent[:_SHOWN]:
            self._rows.addWidget(self._row(one, names))
        if len(sent) > _SHOWN:
            more = QLabel(self.tr("还有 {} 次更早的").format(len(sent) - _SHOWN))
            more.setObjectName("meta")
            self._rows.addWidget(more)

    def _row(self, one: Sent, names: Mapping[str, str]) -> QWidget:
        made = one.export
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        recipient = names.get(made.recipient, made.recipient)
        what = say(made.kind.label)
        words = what if made.kind is ExportKind.PACKAGE else self.tr("{} → {}").format(what, recipient)
        column.addWidget(QLabel(words, wordWrap=True))
        when = made.exported_at or made.stated_at
        since = self.tr("之后有 {} 处变化").format(one.changes) if one.changes else self.tr("之后没有变化")
        told = ago(when, self.clock.now()) if self.clock is not None else shown(when)
        meta = QLabel(f"{told} · {since}", wordWrap=True)
        meta.setObjectName("meta")
        meta.setToolTip(shown(when))
        column.addWidget(meta)
        if one.changes:
            column.addLayout(self._changes_part(made))
        for file in made.files[:1]:
            column.addLayout(self._hash_line(file.name, file.sha256, len(made.files)))
        return row

    def show_changes(self, export: int, changes: Changes) -> None:
        """Tell below an export what changed since, newest first."""
        label = self._changes.get(export)
        if label is None:
            return
        lines = [f"{shown(one.at, seconds=False)} {say(one.words)}" for one in changes.told]
        if changes.others:
            lines.append(self.tr("另有 {} 项更早的变化").format(changes.others))
        label.setText("\n".join(lines))
        label.show()

    def _changes_part(self, made: Export) -> QVBoxLayout:
        told = QLabel(wordWrap=True)
        told.setObjectName("meta")
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.hide()
        self._changes[made.id] = told
        button = QPushButton(self.tr("看变化"))
        button.setProperty("flat", True)
        button.setStyleSheet("padding: 0 4px; min-height: 24px;")
        button.setAccessibleName(self.tr("看 {} 之后的变化").format(shown(made.exported_at or made.stated_at)))

        def ask() -> None:
            if told.isVisible():
                told.hide()
            else:
                self.changes_wanted.emit(made)

        button.clicked.connect(ask)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(told)
        return column

    def _hash_line(self, name: str, sha256: str, count: int) -> QHBoxLayout:
        short = f"{sha256[:12]}…"
        digest = QLabel(short if count == 1 else self.tr("{}（共 {} 个文件）").format(short, count))
        digest.setObjectName("meta")
        digest.setToolTip(f"{name}\nSHA-256 {sha256}")
        copy = QPushButton(self.tr("复制哈希"))
        copy.setProperty("flat", True)
        copy.setStyleSheet("padding: 0 4px; min-height: 24px;")
        copy.setAccessibleName(self.tr("复制 {} 的哈希").format(name))
        copy.clicked.connect(lambda: self._copy(sha256))
        line = QHBoxLayout()
        line.addWidget(digest, 1)
        line.addWidget(copy)
        return line

    def _copy(self, sha256: str) -> None:
        QGuiApplication.clipboard().setText(sha256)
        self.told.emit(self.tr("已复制哈希 {}…").format(sha256[:12]))
