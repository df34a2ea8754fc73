"""The panel of facts: what the original is, the times claimed for it, where it is kept, what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.custody import CustodyEntry
from app.domain.evidence import CaptureMeaning, Evidence, EvidenceId
from app.domain.times import shown
from app.gui import theme
from app.gui.fields import LineField
from app.gui.words import file_size, say

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ClaimedTime:
    """One time claimed for an original: what it is the time of, the time as written, and who says so."""

    label: str
    value: str
    source: str
    is_contradiction: bool = False


def times_of(item: Evidence) -> list[ClaimedTime]:
    """Return the times that are known of an item by itself."""
    capture = item.capture
    meanings = {
        CaptureMeaning.TAKEN: translate("facts", "截取"),
        CaptureMeaning.SAVED: translate("facts", "保存"),
        CaptureMeaning.MODIFIED: translate("facts", "修改"),
    }
    at = shown(capture.at) if capture.at else translate("facts", "不详")
    return [
        ClaimedTime(meanings[capture.meaning], at, say(capture.known_from.label)),
        ClaimedTime(translate("facts", "导入"), shown(item.imported_at), translate("facts", "本机时钟")),
    ]


class FactsPanel(QWidget):
    """Shows the facts of one item; `edited` carries its id, the field and the text."""

    edited = Signal(object, str, str)
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._item: Evidence | None = None
        self.name = _selectable("section")
        self.about = _selectable("muted")
        self.source = _selectable("muted")
        self.hash = _selectable("meta")
        self.hash.setAccessibleName(self.tr("原件的 SHA-256"))
        self.copy_hash = QPushButton(self.tr("复制哈希值"))
        self.times = QGridLayout()
        self.times.setHorizontalSpacing(2 * theme.UNIT)
        self.times.setVerticalSpacing(theme.UNIT)
        self.times.setColumnStretch(1, 1)
        self._claims: list[ClaimLabels] = []
        self.place = LineField("original_place", self.tr("原件在哪里"), hint=self.tr("例如：小米手机，支付宝账单"))
        self.reminder = QLabel(self.tr("原件请保留在手机上，不要删除"))
        self.reminder.setObjectName("meta")
        self.reminder.setWordWrap(True)
        self.tags = LineField("tags", self.tr("标签"), hint=self.tr("用空格分开"))
        self.history = _selectable("meta")
        self.history.setAccessibleName(self.tr("保管记录"))
        self._lay_out()
        for field in (self.place, self.tags):
            field.edited.connect(self._on_edited)
        self.copy_hash.clicked.connect(self._copy_hash)

    def show_item(self, item: Evidence) -> None:
        """Show an item; fields that are being typed in keep what is typed."""
        is_same = self._item is not None and self._item.id == item.id
        if not is_same:
            self.flush()
            self.history.clear()
            self.show_times(times_of(item))
        self._item = item
        original = item.original
        self.name.setText(_breakable(item.name))
        pixels = f"{original.width} × {original.height}" if original.width else ""
        kind = original.media_type.removeprefix("image/").upper()
        known = [say(item.kind.label) if item.kind else "", kind, pixels, file_size(original.bytes)]
        self.about.setText(" · ".join(part for part in known if part))
        self.source.setText(self.tr("来源：{}").format(item.source or self.tr("未注明")))
        self.hash.setText(f"{original.sha256[:32]}\n{original.sha256[32:]}")
        for field, text in ((self.place, item.original_place), (self.tags, " ".join(item.tags))):
            if not (is_same and field.is_busy):
                field.set_problem("")
                field.set_text(text)

    def show_times(self, times: Sequence[ClaimedTime]) -> None:
        """Show claimed times side by side, none merged with another; those that clash stand out."""
        # Labels are made once: to make and dress six of them for each item that is leafed past takes too long.
        while len(self._claims) < len(times):
            row = len(self._claims)
            claim = ClaimLabels()
            self.times.addWidget(claim.label, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            self.times.addWidget(claim.value, 2 * row, 1)
            self.times.addWidget(claim.source, 2 * row + 1, 1)
            self._claims.append(claim)
        for row, claim in enumerate(self._claims):
            claim.show_time(times[row] if row < len(times) else None)

    def show_history(self, entries: Sequence[CustodyEntry]) -> None:
        """Show what happened to the item, oldest first."""
        self.history.setText("\n".join(f"{shown(entry.at, seconds=False)}  {_deed(entry.action)}" for entry in entries))

    def set_problem(self, name: str, problem: str) -> None:
        """Say beneath a field what is wrong with it."""
        for field in (self.place, self.tags):
            if field.name == name:
                field.set_problem(problem)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse editing."""
        for field in (self.place, self.tags):
            field.setEnabled(editable)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        for field in (self.place, self.tags):
            field.flush()

    @property
    def item_id(self) -> EvidenceId | None:
        """The item whose facts are shown."""
        return self._item.id if self._item else None

    def _on_edited(self, name: str, text: str) -> None:
        if self._item is not None:
            self.edited.emit(self._item.id, name, text)

    def _copy_hash(self) -> None:
        if self._item is not None:
            QGuiApplication.clipboard().setText(self._item.original.sha256)
            self.told.emit(self.tr("哈希值已复制"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * theme.UNIT, 3 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addWidget(self.source)
        column.addWidget(_heading(self.tr("SHA-256（只算原件）")))
        column.addWidget(self.hash)
        column.addWidget(self.copy_hash)
        column.addWidget(_heading(self.tr("时间（各有来源，不合并）")))
        column.addLayout(self.times)
        column.addSpacing(theme.UNIT)
        column.addWidget(self.place)
        column.addWidget(self.reminder)
        column.addWidget(self.tags)
        column.addWidget(_heading(self.tr("保管记录")))
        column.addWidget(self.history)


class ClaimLabels:
    """The labels of one claimed time."""

    def __init__(self) -> None:
        self.label, self.value, self.source = _selectable("meta"), _selectable(""), _selectable("meta")
        self._parts = (self.label, self.value, self.source)

    def show_time(self, time: ClaimedTime | None) -> None:
        """Show a time, or nothing."""
        for part in self._parts:
            part.setVisible(time is not None)
        if time is None:
            return
        clash = translate("FactsPanel", "{} · 与其他时间矛盾").format(time.source)
        texts = (time.label, time.value, clash if time.is_contradiction else time.source)
        for part, text in zip(self._parts, texts, strict=True):
            part.setText(text)
        sheet = f"color: {theme.tokens().amber};" if time.is_contradiction else ""
        for part in (self.value, self.source):
            if part.styleSheet() != sheet:
                part.setStyleSheet(sheet)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("section")
    return label


def _selectable(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    # A file's name is no markup.
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _breakable(name: str) -> str:
    """Let a long file name break after its underscores and dots; the breaks have no width."""
    return "\u200b".join(name[start : start + 12] for start in range(0, len(name), 12))


def _deed(action: str) -> str:
    deeds = {
        "evidence.added": translate("facts", "导入原件"),
        "evidence.edited": translate("facts", "修改说明"),
        "evidence.trashed": translate("facts", "移到回收站"),
        "evidence.restored": translate("facts", "恢复"),
        "evidence.marked": translate("facts", "标注"),
        "evidence.made": translate("facts", "由其他证据制作"),
        "evidence.redacted": translate("facts", "导出遮盖副本"),
        "evidence.reordered": translate("facts", "调整顺序"),
        "evidence.shared": translate("facts", "用于另一笔订单"),
        "undo": translate("facts", "撤销"),
    }
    return deeds.get(action, action)
