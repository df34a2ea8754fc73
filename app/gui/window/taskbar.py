"""The quiet bar at the bottom: what is going on with Cancel, and what was done with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.gui import theme
from app.gui.tasks import Task

_STAYS_MS = 12_000

Button = tuple[str, Callable[[], object]]


class TaskBar(QWidget):
    """Shows the task that runs, else the last result; hidden where there is neither."""

    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("taskbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks: list[Task] = []
        self._buttons: list[QPushButton] = []
        self._untold: list[tuple[str, bool, list[Button]]] = []
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(160)
        self.count = QLabel()
        self.count.setObjectName("meta")
        self.cancel = QPushButton(self.tr("取消"))
        self.undo = QPushButton(self.tr("撤销"))
        self.undo.setProperty("flat", True)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(4 * theme.UNIT, theme.UNIT, 4 * theme.UNIT, theme.UNIT)
        for part in (self.words, self.progress, self.count, self.cancel, self.undo):
            self._layout.addWidget(part, 1 if part is self.words else 0)
        for button in (self.cancel, self.undo):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(theme.HIT + 2 * theme.UNIT)
        self._gone = QTimer(self, interval=_STAYS_MS, singleShot=True)
        self._gone.timeout.connect(self._go)
        self.cancel.clicked.connect(self._on_cancel)
        self.undo.clicked.connect(self.undo_asked)
        self.hide()

    def start(self, task: Task) -> None:
        """Show a task that began."""
        self._tasks.append(task)
        self._gone.stop()
        self._clear_result()
        self.words.setText(task.label + "…")
        self.progress.setRange(0, 0)
        self.count.clear()
        self._show_running(True)

    def advance(self, task: Task, done: int, total: int) -> None:
        """Show how far a task is."""
        if self._tasks and task is self._tasks[-1]:
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)
            self.count.setText(f"{done}/{total}")

    def end(self, task: Task) -> None:
        """Take away a task that ended."""
        if task in self._tasks:
            self._tasks.remove(task)
        if self._tasks:
            self.words.setText(self._tasks[-1].label + "…")
            return
        self._show_running(False)
        self.words.setText(self.tr("已取消，没有留下任何内容") if task.is_cancelled else "")
        if not task.is_cancelled:
            self._go()
        self._gone.start()
        # The result of this task is told in a moment, and goes on the same line.
        QTimer.singleShot(0, self, self._tell_untold)

    def tell(self, words: str, *, can_undo: bool = False, buttons: list[Button] | None = None) -> None:
        """Show a result with its buttons for a while."""
        if not words:
            return
        # While a task has the bar a result, which may be a refusal, waits.
        self._untold.append((words, can_undo, buttons or []))
        if not self._tasks:
            self._tell_untold()

    def _tell_untold(self) -> None:
        if self._tasks or not self._untold:
            return
        untold, self._untold = self._untold, []
        self._clear_result()
        self.words.setText(self.tr("；").join(words for words, _, _ in untold))
        self._show_running(False)
        self.undo.setVisible(any(can_undo for _, can_undo, _ in untold))
        for text, do in [button for _, _, buttons in untold for button in buttons]:
            button = QPushButton(text)
            button.setProperty("flat", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, do=do: do())
            self._layout.addWidget(button)
            # A layout shows what it takes in only a turn of the event loop later, when the words stand there already.
            button.show()
            self._buttons.append(button)
        self._gone.start()

    def _go(self) -> None:
        self._let_focus_go()
        self.hide()

    def _let_focus_go(self) -> None:
        """Keep Qt from handing the focus of a button that goes to the search box, where the next keys would land."""
        focused = self.focusWidget()
        if focused is not None and focused.hasFocus():
            focused.clearFocus()

    def _show_running(self, is_running: bool) -> None:
        self._let_focus_go()
        for part in (self.progress, self.count, self.cancel):
            part.setVisible(is_running)
        self.undo.hide()
        self.show()

    def _clear_result(self) -> None:
        self._let_focus_go()
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = []

    def _on_cancel(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()
            self.words.setText(self.tr("正在取消…"))
