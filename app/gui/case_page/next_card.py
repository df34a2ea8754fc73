"""The next step, the page's only coloured card, and the message that goes with it."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.casework.case_actions import CaseFile
from app.domain.cancellation import CancelEvent, Channel, allowed_events
from app.domain.letters import LetterName, SentLetter
from app.domain.times import shown
from app.gui import theme
from app.gui.case_page.stages import channel_for, sending
from app.gui.words import say

_GAP: Final = re.compile(r"【请填写：[^】]*】|\[fill in: [^\]]*\]")
_COPIED_MS: Final = 1500
_TALLEST: Final = 220


class NextCard(QFrame):
    """Says what to do and why, with at most two buttons; `event_asked` carries the event to record."""

    copy_asked = Signal()
    event_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(self.tr("下一步"))
        self._event: CancelEvent | None = None
        self._is_editable = True
        caption = QLabel(self.tr("下一步"))
        caption.setObjectName("section")
        self.what = QLabel(wordWrap=True)
        self.why = QLabel(wordWrap=True)
        self.why.setObjectName("meta")
        for label in (self.what, self.why):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton(self.tr("复制话术"))
        self.record = QPushButton()
        self.record.setProperty("primary", True)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, theme.UNIT, 0, 0)
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(self.record)
        row.addWidget(self.copy)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * theme.UNIT,) * 4)
        layout.setSpacing(theme.UNIT)
        for part in (caption, self.what, self.why, self._buttons):
            layout.addWidget(part)
        self.copy.clicked.connect(self.copy_asked)
        self.record.clicked.connect(lambda: self.event_asked.emit(self._event.value if self._event else ""))

    def show_step(self, file: CaseFile, why: str) -> None:
        """Show the step advised; `why` is the clause that it rests on."""
        if file.advised is None:
            return
        step = file.advised.advice.next
        self._event = step.event
        self.what.setText(say(step.text))
        self.setAccessibleDescription(self.what.text())
        self.why.setText(self.tr("依据：{}").format(why) if why else "")
        self.why.setVisible(bool(why))
        self.record.setText(self.tr("记录“{}”").format(say(step.event.label)) if step.event else "")
        self.copy.setVisible(bool(file.advised.message))
        self._show_buttons()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse recording."""
        self._is_editable = editable
        self._show_buttons()

    def tell_copied(self) -> None:
        """Say on the button that the message is on the clipboard."""
        self.copy.setText(self.tr("已复制"))
        QTimer.singleShot(_COPIED_MS, self.copy, lambda: self.copy.setText(self.tr("复制话术")))

    def _show_buttons(self) -> None:
        self.record.setVisible(self._event is not None and self._is_editable)
        self._buttons.setVisible(not (self.record.isHidden() and self.copy.isHidden()))


class MessageBox(QWidget):
    """The message to send, its gaps marked.

    `sent` carries the event that sending it is, its words and its channel; `letter_sent` the letter where it is none.
    """

    sent = Signal(str, str, str)
    letter_sent = Signal(str, str, str)
    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._given = ""
        self._case: object = None
        self._event: CancelEvent | None = None
        self._letter: LetterName | None = None
        self._last: SentLetter | None = None
        self._is_editable = True
        self.caption = QLabel()
        self.caption.setObjectName("section")
        self.gaps = QLabel(wordWrap=True)
        self.gaps.setObjectName("meta")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)
        self.text.viewport().setAcceptDrops(False)
        self.text.setAccessibleName(self.tr("要发送的话"))
        self._marks = GapMarks(self.text.document())
        self.channel = QComboBox()
        self.channel.setAccessibleName(self.tr("在哪里发送"))
        for channel in Channel:
            self.channel.addItem(say(channel.label), channel.value)
        self.mark_sent = QPushButton(self.tr("已发送"))
        self._sending = QWidget()
        self._lay_out()
        self.text.textChanged.connect(self._on_text)
        self.mark_sent.clicked.connect(self._on_sent)

    def show_message(self, file: CaseFile) -> None:
        """Show the message advised; words filled into the same message's gaps stay."""
        advised = file.advised
        self.setVisible(advised is not None and bool(advised.message))
        if advised is None or file.view is None or advised.advice.letter is None:
            self._given = ""
            return
        letter = LetterName(advised.advice.letter)
        self.caption.setText(self.tr("话术：{}").format(say(letter.label)))
        self._letter = letter
        self._last = next((sent for sent in reversed(file.view.letters) if sent.name == letter.value), None)
        case = file.view.case
        topic = (case.id, letter, len(case.events))
        if topic != self._case or self.text.toPlainText() == self._given:
            self._case = topic
            self.text.setPlainText(advised.message)
            self._event = sending(letter, allowed_events(case.standing.state))
            usual = channel_for(self._event or CancelEvent.SUBMIT, letter) or Channel.PLATFORM_CHAT
            self.channel.setCurrentIndex(self.channel.findData(usual.value))
        self._given = advised.message
        self.text.setReadOnly(not advised.gaps)
        self._on_text()
        self._show_sending()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse recording that it was sent."""
        self._is_editable = editable
        self._show_sending()

    def copy_text(self) -> None:
        """Put the message on the clipboard and say so."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.emit()

    def allow_sending(self) -> None:
        """Let it be tried again after a refusal."""
        self._on_text()

    def _on_text(self) -> None:
        left = len(_GAP.findall(self.text.toPlainText()))
        self.gaps.setVisible(left > 0)
        self.gaps.setText(self.tr("还有 {} 处要填（已标出），点进去直接改。").format(left))
        self.mark_sent.setEnabled(left == 0)
        self.mark_sent.setToolTip("" if left == 0 else self.tr("先把标出的地方填好"))
        self._fit()

    def _fit(self) -> None:
        lines = int(self.text.document().documentLayout().documentSize().height())
        wanted = lines * self.text.fontMetrics().lineSpacing() + 6 * theme.UNIT
        self.text.setFixedHeight(min(max(wanted, 64), _TALLEST))

    def resizeEvent(self, event: object) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _on_sent(self) -> None:
        words, channel = self.text.toPlainText(), str(self.channel.currentData())
        self.mark_sent.setEnabled(False)
        if self._event is not None:
            self.sent.emit(self._event.value, words, channel)
        elif self._letter is not None:
            self.letter_sent.emit(self._letter.value, words, channel)

    def _show_sending(self) -> None:
        self._sending.setVisible(self._is_editable)
        if self._event is not None:
            self.hint.setText(self.tr("发出后点一下，记为“{}”").format(say(self._event.label)))
        elif self._last is not None:
            where = say(self._last.channel.label)
            self.hint.setText(self.tr("上次发送：{}，{}").format(shown(self._last.sent_at, seconds=False), where))
        else:
            self.hint.setText(self.tr("发出后点一下，记下时间和渠道"))

    def _lay_out(self) -> None:
        self.hint = QLabel(wordWrap=True)
        self.hint.setObjectName("meta")
        row = QHBoxLayout(self._sending)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(self.channel)
        row.addWidget(self.mark_sent)
        row.addWidget(self.hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        for part in (self.caption, self.text, self.gaps, self._sending):
            layout.addWidget(part)


class GapMarks(QSyntaxHighlighter):
    """Marks what is still to be filled in."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        """Mark the gaps of one line."""
        colours = theme.tokens()
        look = QTextCharFormat()
        shade = QColor(colours.amber)
        shade.setAlpha(40)
        look.setBackground(shade)
        look.setForeground(QColor(colours.amber))
        look.setFontWeight(QFont.Weight.Bold)
        for gap in _GAP.finditer(text):
            self.setFormat(gap.start(), gap.end() - gap.start(), look)
