"""Saying what the chosen evidence is and what it proves, in place, saved as typed."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.casework.made_evidence import is_recording
from app.domain.evidence import CapturedFrom, CaptureMeaning, Evidence, EvidenceId, EvidenceKind
from app.domain.times import shown
from app.gui import theme
from app.gui.evidence.model import file_sort
from app.gui.evidence.wrapping import WrapLayout
from app.gui.fields import Field, LineField, ProseField
from app.gui.words import file_size, say

__all__ = ["DescribePanel", "KindButtons", "Unsaved", "WrapLayout", "left_out_button"]


class DescribePanel(QScrollArea):
    """Kind, purpose, source and capture time of one item; `edited` carries its id, the field and the text."""

    edited = Signal(object, str, str)
    preview_asked = Signal(object)
    frames_asked = Signal(object)
    export_asked = Signal(object)
    trash_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._item: Evidence | None = None
        self._unsaved = Unsaved()
        self.heading = QLabel()
        self.heading.setObjectName("section")
        self.heading.setWordWrap(True)
        self.heading.setMinimumWidth(40)
        self.kinds = KindButtons()
        self.purpose = ProseField("purpose", self.tr("证明什么"), hint=self.tr("例如：下单时选择的商品、面值和金额"))
        self.source = LineField("source", self.tr("来源"), hint=self.tr("例如：手机截图（支付宝）"))
        self.captured = LineField("captured_at", self.tr("截取时间"), hint="2026-01-01 12:00")
        self.tags = LineField("tags", self.tr("标签"), hint=self.tr("例如：手续费 承诺"))
        self.place = LineField("original_place", self.tr("原件在哪里"), hint=self.tr("例如：我的手机，微信聊天里"))
        self.reminder = QLabel(self.tr("原件请保留在手机上，不要删除。"))
        self.left_out = left_out_button()
        self.known = QLabel()
        self.made = QLabel()
        self.facts = QLabel()
        for label in (self.reminder, self.known, self.made, self.facts):
            label.setObjectName("meta")
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.preview = QPushButton(self.tr("看大图"))
        self.frames = QPushButton(self.tr("选择画面…"))
        self.export = QPushButton(self.tr("另存原件…"))
        self.trash = QPushButton(self.tr("移到回收站"))
        self._fields: tuple[Field, ...] = (self.purpose, self.source, self.captured, self.tags, self.place)
        self._lay_out()
        self._connect()

    @property
    def item_id(self) -> EvidenceId | None:
        """The item that is described."""
        return self._item.id if self._item else None

    def show_item(self, item: Evidence | None) -> None:
        """Describe an item; fields that are being typed in keep what is typed."""
        is_same = item is not None and self._item is not None and item.id == self._item.id
        if not is_same:
            self.flush()
        self._item = item
        if item is None:
            return
        # A file's name has no blanks: let it break where its parts end.
        name = "".join(f"{mark}\u200b" if mark in "_-." else mark for mark in item.name)
        self.heading.setText(self.tr("证据{} · {}").format(item.number, name))
        kind = self._unsaved.get(item.id, "kind", item.kind.value if item.kind else "")
        self.kinds.show_kind(EvidenceKind(kind) if kind else None)
        texts = (
            (self.purpose, item.purpose),
            (self.source, item.source),
            (self.captured, shown(item.capture.at) if item.capture.at else ""),
            (self.tags, " ".join(item.tags)),
            (self.place, item.original_place),
        )
        for field, text in texts:
            if not (is_same and field.is_busy):
                field.set_problem("")
                field.set_text(self._unsaved.get(item.id, field.name, text))
        left_out = self._unsaved.get(item.id, "left_out", "yes" if item.is_left_out else "no")
        self.left_out.setChecked(left_out == "yes")
        self.known.setText(self._how_known(item))
        self.made.setText(self._how_made(item))
        self.made.setVisible(item.made_from is not None)
        sort = file_sort(item)
        self.preview.setText(self.tr("看大图") if sort == "picture" else self.tr("查看文字"))
        self.preview.setVisible(sort != "video")
        self.frames.setVisible(is_recording(item))
        self.facts.setText(self._facts(item))

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        for field in self._fields:
            field.flush()

    def note_answer(self, key: int, name: str) -> None:
        """Note that the vault saved or refused a value; those of orders are none of ours."""
        self._unsaved.note_answer(EvidenceId(key), name)

    def note_loaded(self) -> None:
        """Note that what is shown from now on was loaded after all that was answered."""
        self._unsaved.note_loaded()

    def set_problem(self, name: str, problem: str) -> None:
        """Say beneath a field what is wrong with it."""
        for field in self._fields:
            if field.name == name:
                field.set_problem(problem)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse editing, for a vault that is open for reading."""
        for part in (self.kinds, *self._fields, self.left_out, self.trash):
            part.setEnabled(editable)

    def _lay_out(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4 * theme.UNIT, 3 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        caption = QLabel(self.tr("这是什么"))
        caption.setObjectName("meta")
        fields = (self.purpose, self.source, self.captured, self.known, self.tags, self.place, self.reminder)
        buttons = (self.preview, self.frames, self.export, self.trash)
        for part in (self.heading, caption, self.kinds, *fields, self.left_out, self.made, self.facts, *buttons):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(body)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda kind: self._on_edited("kind", kind))
        for field in self._fields:
            field.edited.connect(self._on_edited)
        self.left_out.clicked.connect(lambda is_on: self._on_edited("left_out", "yes" if is_on else "no"))
        self.frames.clicked.connect(lambda: self.frames_asked.emit(self._item))
        self.preview.clicked.connect(lambda: self.preview_asked.emit(self._item))
        self.export.clicked.connect(lambda: self.export_asked.emit(self._item))
        self.trash.clicked.connect(lambda: self.trash_asked.emit(self._item))

    def _on_edited(self, name: str, text: str) -> None:
        if self._item is not None:
            self._unsaved.note_sent(self._item.id, name, text)
            self.edited.emit(self._item.id, name, text)

    def _how_known(self, item: Evidence) -> str:
        capture = item.capture
        if capture.at is None:
            return self.tr("截取时间不详，可以手动填写。")
        known = self.tr("依据：{}").format(say(capture.known_from.label))
        if capture.meaning is CaptureMeaning.SAVED:
            return known + self.tr("。这是保存到手机或电脑的时间，不是截取的时间。")
        if capture.known_from is CapturedFrom.FILE_TIME:
            return known + self.tr("。文件被复制后这个时间常常不准。")
        return known

    def _how_made(self, item: Evidence) -> str:
        made = item.made_from
        if made is None:
            return ""
        words = self.tr("{}（{} 份原件，原件都还在）").format(say(made.making.label), len(made.sources))
        return f"{words} {made.note}".strip()

    def _facts(self, item: Evidence) -> str:
        original = item.original
        pixels = f"{original.width} × {original.height}" if original.width else ""
        kind = original.media_type.removeprefix("image/").upper()
        parts = [kind, pixels, file_size(original.bytes), self.tr("导入于 {}").format(shown(item.imported_at))]
        return " · ".join(part for part in parts if part) + f"\nSHA-256 {original.sha256[:32]}\n{original.sha256[32:]}"


def left_out_button() -> QPushButton:
    """Return the button that is down where an item stays out of dossiers."""
    button = QPushButton(QCoreApplication.translate("evidence", "不放入卷宗"))
    button.setCheckable(True)
    button.setProperty("kind", True)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


class Unsaved:
    """What was typed for items and is on its way to the vault: whoever comes back to an item sees it at once."""

    def __init__(self) -> None:
        self._texts: dict[tuple[EvidenceId, str], str] = {}
        self._open: Counter[tuple[EvidenceId, str]] = Counter()

    def get(self, item: EvidenceId, name: str, stored: str) -> str:
        """Return what was typed last, else what is stored."""
        return self._texts.get((item, name), stored)

    def note_sent(self, item: EvidenceId, name: str, text: str) -> None:
        """Note that a value is on its way."""
        self._texts[item, name] = text
        self._open[item, name] += 1

    def note_answer(self, item: EvidenceId, name: str) -> None:
        """Note that a value arrived, or was refused."""
        if self._open[item, name] > 0:
            self._open[item, name] -= 1

    def note_loaded(self) -> None:
        """Forget the values that arrived: what was loaded since holds them."""
        self._texts = {key: text for key, text in self._texts.items() if self._open[key] > 0}


class KindButtons(QWidget):
    """One button a kind, wrapped like words; one click chooses."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[EvidenceKind, QPushButton] = {}
        layout = WrapLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for kind in EvidenceKind:
            button = QPushButton(say(kind.label))
            button.setCheckable(True)
            button.setProperty("kind", True)
            button.setAccessibleName(self.tr("证据种类：{}").format(say(kind.label)))
            button.clicked.connect(lambda _checked, kind=kind: self.chosen.emit(kind.value))
            self._group.addButton(button)
            self._buttons[kind] = button
            layout.addWidget(button)

    def button(self, kind: EvidenceKind) -> QPushButton:
        """Return the button of a kind."""
        return self._buttons[kind]

    def show_kind(self, kind: EvidenceKind | None) -> None:
        """Mark the kind that is stored; this is no choice."""
        if kind is None:
            self._group.setExclusive(False)
            for button in self._buttons.values():
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._buttons[kind].setChecked(True)
