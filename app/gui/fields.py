"""Fields that save what is typed as it is typed, and say beneath themselves what is wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

SAVE_AFTER_MS: Final = 300
"""How long typing rests before it is saved; leaving the field saves at once."""

Choices = tuple[tuple[str, str], ...]


class Field(QWidget):
    """A labelled entry; `edited` carries its name and text once typing rests, or at once for a choice."""

    edited = Signal(str, str)

    def __init__(self, name: str, label: str, *, hint: str = "", required: bool = False) -> None:
        super().__init__()
        self.name = name
        self._label = QLabel(f"{label} *" if required else label)
        self._label.setObjectName("meta")
        self._problem = QLabel()
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._timer = QTimer(self, interval=SAVE_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._save)
        self._is_dirty = False
        self._is_typing = False
        self.entry = self._make_entry(hint)
        self.entry.setAccessibleName(label)
        self.entry.installEventFilter(self)
        self._label.setBuddy(self.entry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (self._label, self.entry, self._problem):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def text(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Whether somebody is typing in it, so that a refresh must leave it alone."""
        return self._is_dirty or (self._is_typing and self.entry.hasFocus())

    def set_text(self, text: str) -> None:
        """Show a stored value; this is no edit."""
        raise NotImplementedError

    def set_problem(self, problem: str) -> None:
        """Say beneath the field what is wrong; empty text clears it."""
        if problem == self._problem.text():
            # To dress an entry anew takes its time, and most fields never have a problem.
            return
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.entry.setAccessibleDescription(problem)
        self.entry.setProperty("wrong", bool(problem))
        self.entry.style().unpolish(self.entry)
        self.entry.style().polish(self.entry)

    def flush(self) -> None:
        """Save now what was typed and not saved yet; typing is over, so what is stored may be shown again."""
        self._is_typing = False
        self._save()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save as soon as the field is left; leave to the window and the page what is not for the field."""
        if watched is self.entry:
            if event.type() == QEvent.Type.FocusOut:
                self.flush()
            elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._passes(event):
                event.ignore()
                return True
            elif event.type() == QEvent.Type.Wheel and isinstance(self.entry, QComboBox):
                # Scrolling the page must not change a choice that the pointer happens to cross.
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _passes(self, event: QKeyEvent) -> bool:
        # A Qt entry claims these keys even where it can do nothing with them.
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            return not self._can_step(is_redo=event.matches(QKeySequence.StandardKey.Redo))
        if event.matches(QKeySequence.StandardKey.Paste):
            data = QGuiApplication.clipboard().mimeData()
            return data is not None and not data.hasText() and (data.hasImage() or data.hasUrls())
        return False

    def _can_step(self, *, is_redo: bool) -> bool:  # noqa: ARG002 - entries of text look at it
        return False

    def _save(self) -> None:
        self._timer.stop()
        if self._is_dirty:
            self._is_dirty = False
            self.edited.emit(self.name, self.text)

    def _make_entry(self, hint: str) -> QWidget:
        raise NotImplementedError

    def _on_typed(self) -> None:
        self._is_dirty = True
        self._is_typing = True
        self._timer.start()


class StepsPassedOn(QObject):
    """Leaves Ctrl+Z and Ctrl+Y to the window where a bare line of text has nothing to take back."""

    def __init__(self, entry: QLineEdit) -> None:
        super().__init__(entry)
        entry.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the keys that Qt's entry claims even where it can do nothing with them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            is_redo = event.matches(QKeySequence.StandardKey.Redo)
            can_step = watched.isRedoAvailable() if is_redo else watched.isUndoAvailable()
            if (is_redo or event.matches(QKeySequence.StandardKey.Undo)) and not can_step:
                event.ignore()
                return True
        return super().eventFilter(watched, event)


class LineField(Field):
    """One line of text."""

    entry: QLineEdit

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.entry.text()

    def set_text(self, text: str) -> None:
        """Show a stored value; this is no edit."""
        if self.entry.text() != text:
            self.entry.setText(text)
            self.entry.setCursorPosition(0)

    def _make_entry(self, hint: str) -> QLineEdit:
        entry = QLineEdit(placeholderText=hint)
        # A file dropped on it is evidence for the page beneath, not its address to be typed in here.
        entry.setAcceptDrops(False)
        entry.textEdited.connect(self._on_typed)
        return entry

    def _can_step(self, *, is_redo: bool) -> bool:
        return self.entry.isRedoAvailable() if is_redo else self.entry.isUndoAvailable()


class ProseField(Field):
    """Several lines of text."""

    entry: QPlainTextEdit

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.entry.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a stored value; this is no edit."""
        if self.entry.toPlainText() != text:
            self.entry.blockSignals(True)
            self.entry.setPlainText(text)
            self.entry.blockSignals(False)

    def _make_entry(self, hint: str) -> QPlainTextEdit:
        entry = QPlainTextEdit(placeholderText=hint)
        entry.setTabChangesFocus(True)
        entry.setFixedHeight(64)
        entry.setAcceptDrops(False)
        entry.viewport().setAcceptDrops(False)
        entry.textChanged.connect(self._on_typed)
        return entry

    def _can_step(self, *, is_redo: bool) -> bool:
        document = self.entry.document()
        return document.isRedoAvailable() if is_redo else document.isUndoAvailable()


class ChoiceField(Field):
    """One of a closed list; the empty choice comes first."""

    entry: QComboBox

    def __init__(self, name: str, label: str, choices: Choices, *, required: bool = False) -> None:
        self._choices = choices
        super().__init__(name, label, required=required)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return str(self.entry.currentData() or "")

    def set_text(self, text: str) -> None:
        """Show a stored value; this is no edit."""
        self.entry.setCurrentIndex(max(self.entry.findData(text), 0))

    def _make_entry(self, hint: str) -> QComboBox:  # noqa: ARG002 - a closed list needs no hint
        entry = QComboBox()
        entry.addItem("—", "")
        for value, label in self._choices:
            entry.addItem(label, value)
        entry.activated.connect(self._on_chosen)
        return entry

    def _on_chosen(self, _index: int) -> None:
        self._is_dirty = True
        self.flush()


class SuggestField(Field):
    """One line of text with known values to choose from."""

    entry: QComboBox

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.entry.currentText()

    def set_text(self, text: str) -> None:
        """Show a stored value; this is no edit."""
        if self.entry.currentText() != text:
            self.entry.setEditText(text)

    def suggest(self, values: list[str]) -> None:
        """Offer known values; what is typed stays, and the cursor in it."""
        if values == [self.entry.itemText(row) for row in range(self.entry.count())]:
            return
        typed, cursor = self.entry.currentText(), self._edit.cursorPosition()
        self.entry.blockSignals(True)
        self.entry.clear()
        self.entry.addItems(values)
        self.entry.setEditText(typed)
        self._edit.setCursorPosition(cursor)
        self.entry.blockSignals(False)

    def _make_entry(self, hint: str) -> QComboBox:
        entry = QComboBox(editable=True)
        entry.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = entry.lineEdit()
        assert edit is not None  # noqa: S101 - an editable box has one
        edit.setPlaceholderText(hint)
        edit.setAcceptDrops(False)
        edit.textEdited.connect(self._on_typed)
        self._edit = edit
        entry.activated.connect(self._on_chosen)
        return entry

    def _can_step(self, *, is_redo: bool) -> bool:
        return self._edit.isRedoAvailable() if is_redo else self._edit.isUndoAvailable()

    def _on_chosen(self, _index: int) -> None:
        self._is_dirty = True
        self.flush()
