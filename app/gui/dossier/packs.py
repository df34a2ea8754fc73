"""Channel packs: which channel, what it takes, the words to copy, and the pictures in a folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.casework.channel_texts import ChannelText
from app.domain.channels import Preset
from app.gui import theme
from app.gui.dossier.limits import LimitsForm
from app.gui.scrolling import scrolled
from app.gui.words import say


class PacksPanel(QWidget):
    """`words_wanted` and `export_asked` carry the channel's name; `told` says that words were copied.

    `limit_typed` carries the channel, a field and its text; `new_asked` wants a channel like the one it carries.
    """

    words_wanted = Signal(str)
    export_asked = Signal(str)
    told = Signal(str)
    limit_typed = Signal(str, str, str)
    new_asked = Signal(str)
    drop_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._presets: dict[str, Preset] = {}
        self._built_in: frozenset[str] = frozenset()
        self._awaited = ""
        self._text: ChannelText | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("渠道"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.choice.currentIndexChanged.connect(lambda _row: self._on_chosen())
        self.badge = QLabel(wordWrap=True)
        self.limits = QLabel(wordWrap=True)
        self.limits.setObjectName("meta")
        self.title = QLabel(wordWrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = QPlainTextEdit(readOnly=True)
        self.words.setAccessibleName(self.tr("要发的文字"))
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(160)
        self.counter = QLabel(wordWrap=True)
        self.counter.setObjectName("meta")
        self.copy = QPushButton(self.tr("复制文字"))
        self.copy.clicked.connect(self._on_copy)
        self.export = QPushButton(self.tr("导出到文件夹…"))
        self.export.setProperty("primary", True)
        self.export.clicked.connect(lambda: self.export_asked.emit(self.channel))
        self.edit = QPushButton(self.tr("改限制"))
        self.edit.setCheckable(True)
        self.edit.setToolTip(self.tr("这个渠道实际收几张图、多少字，你知道得更准就改在这里"))
        self.edit.toggled.connect(self._on_editing)
        self.new = QPushButton(self.tr("新渠道"))
        self.new.setToolTip(self.tr("按当前渠道的限制另建一个"))
        self.new.clicked.connect(lambda: self.new_asked.emit(self.channel))
        self.form = LimitsForm()
        self.form.typed.connect(lambda name, text: self.limit_typed.emit(self.channel, name, text))
        self.form.dropped.connect(self._on_drop)
        self._lay_out()

    @property
    def channel(self) -> str:
        """The chosen channel's name."""
        return str(self.choice.currentData() or "")

    def show_presets(self, presets: Sequence[Preset], built_in: frozenset[str] = frozenset()) -> None:
        """Offer these channels, of which some come with the program; the chosen one stays."""
        if list(presets) == list(self._presets.values()):
            return
        before, chosen = self._presets.get(self.channel), self._awaited or self.channel
        self._presets, self._built_in = {one.name: one for one in presets}, built_in
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in presets:
            self.choice.addItem(say(one.title), one.name)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.choice.blockSignals(False)
        if self.channel == self._awaited:
            self._awaited = ""
        self._show_preset()
        if before is not None and before != self._presets.get(self.channel):
            self.ask_for_words()

    def await_channel(self, name: str) -> None:
        """Choose a channel as soon as it is offered, and open its limits."""
        if name != self.channel:
            self._awaited = name
            self.edit.setChecked(True)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes of limits."""
        for part in (self.edit, self.new, self.form):
            part.setEnabled(editable)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self.form.flush()

    def show_words(self, channel: str, text: ChannelText) -> None:
        """Show the words for a channel, where it is still the chosen one."""
        if channel != self.channel:
            return
        self._text = text
        self.title.setText(self.tr("标题：{}").format(text.title) if text.title else "")
        self.title.setVisible(bool(text.title))
        if self.words.toPlainText() != text.body:
            self.words.setPlainText(text.body)
        unit = self.tr("字节") if text.is_in_bytes else self.tr("字")
        count = f"{text.used} / {text.limit} {unit}" if text.limit else f"{text.used} {unit}"
        notes = [count]
        notes += [self.tr("已按限制在句末截断")] if text.is_cut else []
        notes += [self.tr("还有 {} 处【】要填").format(len(text.gaps))] if text.gaps else []
        self.counter.setText(" · ".join(notes))
        self.copy.setEnabled(bool(text.body))

    def ask_for_words(self) -> None:
        """Ask for the words of the chosen channel, as after the case changed."""
        if self.channel and self.isVisible():
            self.words_wanted.emit(self.channel)

    def _on_chosen(self) -> None:
        self._show_preset()
        self.ask_for_words()

    def _on_editing(self, is_on: bool) -> None:
        self.edit.setText(self.tr("‹ 完成") if is_on else self.tr("改限制"))
        self._stack.setCurrentIndex(1 if is_on else 0)
        if not is_on:
            self.form.flush()

    def _on_drop(self) -> None:
        self.edit.setChecked(False)
        self.drop_asked.emit(self.channel)

    def _on_copy(self) -> None:
        if self._text is not None:
            title = f"{self._text.title}\n\n" if self._text.title else ""
            QGuiApplication.clipboard().setText(title + self._text.body)
            self.told.emit(self.tr("已复制文字，共 {} 字").format(len(self._text.body)))

    def _show_preset(self) -> None:
        preset = self._presets.get(self.channel)
        self.export.setEnabled(preset is not None)
        if preset is None:
            return
        day = f"{preset.as_of:%Y-%m-%d}" if preset.as_of else self.tr("日期不详")
        words = self.tr("✓ 限制已核对，{}") if preset.verified else self.tr("△ 限制未核对，{}")
        if preset.is_own:
            words = self.tr("✓ 你核对过的限制，{}") if preset.verified else self.tr("△ 你填的限制，未核对，{}")
        self.badge.setText(words.format(day))
        self.badge.setObjectName("muted" if preset.verified else "warning")
        self.badge.style().unpolish(self.badge)
        self.badge.style().polish(self.badge)
        self.badge.setToolTip(preset.source)
        parts = [
            self.tr("每次 {} 张图").format(preset.pictures),
            self.tr("每张 ≤ {}").format(f"{preset.picture_bytes / 1_000_000:g} MB"),
            "/".join(say(form.label) for form in preset.formats),
        ]
        if preset.opening:
            parts.insert(0, self.tr("先发 {} 张").format(preset.opening))
        if preset.characters:
            parts.append(self.tr("文字 ≤ {} 字").format(preset.characters))
        self.form.show_preset(preset, is_built_in=preset.name in self._built_in)
        self.limits.setText(" · ".join(parts) + (f"\n{say(preset.note)}" if say(preset.note) else ""))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        note = QLabel(self.tr("对方不收 PDF 时：图片按渠道限制切好，文字复制过去。"), wordWrap=True)
        note.setObjectName("meta")
        changes = QHBoxLayout()
        for button in (self.edit, self.new):
            button.setProperty("flat", True)
            changes.addWidget(button)
        changes.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sending())
        self._stack.addWidget(scrolled(self.form))
        for part in (note, self.choice, self.badge, self.limits):
            layout.addWidget(part)
        layout.addLayout(changes)
        layout.addWidget(self._stack, 1)

    def _sending(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.UNIT)
        for part in (self.title, self.words, self.counter):
            column.addWidget(part, 1 if part is self.words else 0)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.export)
        column.addLayout(row)
        return page
