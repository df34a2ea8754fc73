"""The forms of the platforms page: a clause, kept as a draft while it is typed, and a platform."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import InvalidField
from app.domain.rules import TERMS, PlatformRule
from app.gui import errors, theme
from app.gui.evidence.incoming import Bring
from app.gui.fields import ChoiceField, Field, LineField, ProseField
from app.gui.platforms.terms import editable_value, term_label, typed_value, value_hint
from app.gui.ticks import TickBox

_TEXT_HEIGHT = 24 * theme.UNIT


class Form(QWidget):
    """Fields, a line for what is wrong, and two buttons at the foot."""

    dismissed = Signal()

    def __init__(self, heading: str, record: str, fields: list[Field]) -> None:
        super().__init__()
        self.fields = {field.name: field for field in fields}
        self.heading = QLabel(heading)
        self.heading.setObjectName("section")
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("problem")
        self.record = QPushButton(record)
        self.record.setProperty("primary", True)
        self.dismiss = QPushButton(self.tr("放弃"))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2 * theme.UNIT)
        for part in (self.heading, *fields):
            self.column.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(2 * theme.UNIT)
        foot.addWidget(self.record)
        foot.addWidget(self.dismiss)
        foot.addWidget(self.problem, 1)
        self.column.addLayout(foot)
        self.record.clicked.connect(self.send)
        self.dismiss.clicked.connect(self.dismissed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: field.text for name, field in self.fields.items()}

    def show_problem(self, error: BaseException | None) -> None:
        """Say what is wrong, beneath its field where it has one; None only lets the user try again."""
        self.record.setEnabled(True)
        if isinstance(error, InvalidField) and error.field in self.fields:
            field = self.fields[error.field]
            field.set_problem(errors.beneath_field(error))
            field.entry.setFocus()
        elif error is not None:
            self.problem.setText(errors.sentence(error))

    def send(self) -> None:
        """Ask once to record what stands in the fields."""
        if not self.record.isEnabled():
            return
        self.clear_problems()
        self.record.setEnabled(False)
        self._ask()

    def clear_problems(self) -> None:
        """Forget what was wrong."""
        self.problem.clear()
        for field in self.fields.values():
            field.set_problem("")

    def _ask(self) -> None:
        raise NotImplementedError


class ClauseForm(Form):
    """Asks for a clause: a new one, or the next version of one on record."""

    record_asked = Signal(dict, object)
    draft_changed = Signal(dict)

    def __init__(self) -> None:
        self._term = ChoiceField(
            "term", self.tr("哪一项"), tuple((term, term_label(term)) for term in TERMS), required=True
        )
        self._value = LineField("value", self.tr("规定是多少"), required=True)
        self._text = ProseField("text", self.tr("规则原文"), hint=self.tr("从平台规则页原样复制"), required=True)
        self._text.entry.setFixedHeight(_TEXT_HEIGHT)
        self._source = LineField("source", self.tr("来源网址"), hint="https://")
        super().__init__(self.tr("添加规则"), self.tr("记录规则"), [self._term, self._value, self._text, self._source])
        self.shot: Bring | None = None
        self.pending = QLabel(self.tr("把规则页的截图拖到这里，作为证据"))
        self.pending.setObjectName("muted")
        self.column.insertWidget(self.column.count() - 1, self.pending)
        for field in self.fields.values():
            field.edited.connect(lambda _name, _text: self._on_edited())

    def start(self, draft: dict[str, str], rule: PlatformRule | None = None) -> None:
        """Show the form empty, as a draft left it, or with the clause that is to be replaced."""
        texts = dict(draft)
        if rule is not None:
            clause = rule.clause
            texts = {"term": clause.term, "value": editable_value(clause.term, clause.value)}
            if not clause.is_common_practice:
                texts |= {"text": clause.text, "source": clause.source or ""}
        for name, field in self.fields.items():
            field.set_text(texts.get(name, ""))
        is_next = rule is not None
        self.heading.setText(self.tr("换成新版本，旧版本会保留") if is_next else self.tr("添加规则"))
        self.attach(None)
        self.clear_problems()
        self.record.setEnabled(True)
        self._show_hint()

    def focus_first(self) -> None:
        """Put the cursor where typing begins: the first required field that is empty."""
        for name in ("term", "value", "text"):
            if not self.fields[name].text:
                self.fields[name].entry.setFocus()
                return
        self._text.entry.setFocus()

    def attach(self, shot: Bring | None) -> None:
        """Let a dropped screenshot wait until the clause is recorded; None takes it off."""
        self.shot = shot
        self.pending.setText(self.tr("已附上规则页截图") if shot else self.tr("把规则页的截图拖到这里，作为证据"))

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        for field in self.fields.values():
            field.flush()

    def _ask(self) -> None:
        # Kept as a draft before, not after, the recording drops the draft.
        self.flush()
        texts = self.texts()
        self.record_asked.emit(texts | {"value": typed_value(texts["term"], texts["value"])}, self.shot)

    def _on_edited(self) -> None:
        self._show_hint()
        self.draft_changed.emit({name: text for name, text in self.texts().items() if text.strip()})

    def _show_hint(self) -> None:
        self._value.entry.setPlaceholderText(value_hint(self._term.text))


class PlatformForm(Form):
    """Asks for a platform's name and address, and whether to begin with common practice."""

    record_asked = Signal(str, str, bool)

    def __init__(self) -> None:
        name = LineField("name", self.tr("平台名称"), required=True)
        url = LineField("url", self.tr("网址"), hint="https://")
        super().__init__(self.tr("添加平台"), self.tr("添加平台"), [name, url])
        self.with_common = TickBox(self.tr("先带上卡盟的常见做法，以后逐条换成原文"))
        self.with_common.setChecked(True)
        self.column.insertWidget(self.column.count() - 1, self.with_common)

    def start(self) -> None:
        """Show the form empty."""
        for field in self.fields.values():
            field.set_text("")
        self.clear_problems()
        self.record.setEnabled(True)
        self.fields["name"].entry.setFocus()

    def _ask(self) -> None:
        texts = self.texts()
        self.record_asked.emit(texts["name"], texts["url"], self.with_common.isChecked())
