"""What the page in the picture states, field by field: each waits for the user's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.casework.screen_reading import NOTED, shown_value
from app.domain.claims import says_the_same
from app.domain.readings import ReadField, ReadFieldName
from app.gui import theme
from app.gui.words import say


class FieldRow(QFrame):
    """One field; Enter or its button takes the value over."""

    accepted = Signal(str, str)
    looked_at = Signal(object)

    def __init__(self, field: ReadField, typed: str | None, *, is_editable: bool) -> None:
        super().__init__()
        self.field = field
        self.setObjectName("fieldRow")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label = QLabel(self.tr("{} · 把握 {}%").format(say(field.name.label), round(field.score * 100)))
        label.setObjectName("meta")
        self.value = QLabel(say(shown_value(field.name, field.value)))
        self.accept = QPushButton(self.tr("采用"))
        self.accept.setAccessibleName(self.tr("采用{}：{}").format(say(field.name.label), self.value.text()))
        self.accept.setEnabled(is_editable)
        # The time that a page shows is the picture's and not the order's.
        is_for_order = field.name is not ReadFieldName.SHOWN_AT
        words = [label, self.value]
        is_typed = typed is not None and bool(typed.strip())
        is_same = typed is not None and is_typed and says_the_same(field.name, typed, field.value)
        if is_typed and not is_same:
            colour = theme.tokens().amber
            self.clash = QLabel(self.tr("与已填的不同：{}").format(say(shown_value(field.name, typed or ""))))
            self.clash.setObjectName("clash")
            for part in (self.value, self.clash):
                part.setStyleSheet(f"color: {colour};")
            words.append(self.clash)
        elif is_same:
            self.accept.setText(self.tr("一致"))
            self.accept.setEnabled(False)
        self.setAccessibleName(" ".join(part.text() for part in words))
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in words:
            part.setWordWrap(True)
            part.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        row.addLayout(column, 1)
        row.addWidget(self.accept)
        if not is_for_order:
            self.accept.setEnabled(False)
            self.accept.hide()
        self.accept.clicked.connect(self._accept)
        self._show_focus(False)

    def _accept(self) -> None:
        if self.accept.isEnabled():
            self.accept.setEnabled(False)
            self.accept.setText(self.tr("已采用"))
            self.accepted.emit(self.field.name.value, self.field.value)

    def _show_focus(self, is_focused: bool) -> None:
        colours = theme.tokens()
        edge = colours.accent if is_focused else "transparent"
        ground = colours.hover if is_focused else "transparent"
        self.setStyleSheet(f"#fieldRow {{ border: 1px solid {edge}; background: {ground}; border-radius: 6px; }}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the value on Enter, and go on to the next field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._accept()
            self.focusNextChild()
            if self.focusWidget() is self.accept or self.accept.hasFocus():
                self.accept.focusNextChild()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the field was read."""
        super().focusInEvent(event)
        self._show_focus(True)
        self.looked_at.emit(self.field.region)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing it."""
        super().focusOutEvent(event)
        self._show_focus(False)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show where the field was read."""
        super().enterEvent(event)
        self.looked_at.emit(self.field.region)


class FieldsCard(QFrame):
    """All fields that were read; hidden where there are none."""

    accepted = Signal(str, str)
    looked_at = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.rows: list[FieldRow] = []
        self.heading = QLabel(self.tr("图里写着（识别结果，请核对）"))
        self.heading.setObjectName("section")
        self.heading.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * theme.UNIT, 2 * theme.UNIT, 2 * theme.UNIT, 2 * theme.UNIT)
        self._column.setSpacing(theme.UNIT)
        self._column.addWidget(self.heading)
        self.hide()

    def show_fields(self, fields: Sequence[ReadField], typed: Mapping[str, str], *, is_editable: bool = True) -> None:
        """Show fields beside what was typed, by field name; what is already typed the same needs no word."""
        had_focus = any(row.isAncestorOf(_focused(self)) or row.hasFocus() for row in self.rows if _focused(self))
        present = next((index for index, row in enumerate(self.rows) if row.hasFocus()), 0)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [FieldRow(field, _typed(field, typed), is_editable=is_editable) for field in fields]
        for row in self.rows:
            row.accepted.connect(self.accepted)
            row.looked_at.connect(self.looked_at)
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))
        if had_focus and present < len(self.rows):
            self.rows[present].setFocus()


def _typed(field: ReadField, typed: Mapping[str, str]) -> str | None:
    """Return what the order says of a field; what has no field of its own may stand in the note."""
    if field.name in NOTED:
        return field.value if field.value in typed.get("note", "") else None
    return typed.get(field.name.value)


def _focused(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
