"""The page of chats: conversations, bubbles beside them, and what is known and can be done at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.chats import ConversationId, MessageId
from app.domain.conversations import Conversation
from app.domain.errors import InvalidField
from app.domain.times import Clock, parse_time
from app.gui import theme
from app.gui.chats.about_panel import AboutPanel
from app.gui.chats.desk import Bubble, ChatPage, ChatsView
from app.gui.chats.evidence_panel import EvidencePanel
from app.gui.chats.forms import CallPage, PastePage
from app.gui.chats.list import ConversationDelegate, ConversationModel
from app.gui.chats.model import text_of
from app.gui.chats.view import ChatView
from app.gui.empty import EmptyState
from app.gui.evidence.drop import DropTarget
from app.gui.fields import StepsPassedOn
from app.gui.payments.reckoning_rows import RECORD_ROLE
from app.gui.scrolling import scrolled
from app.gui.words import say


class ChatsPage(QWidget):
    """Shows conversations; it asks for their messages, for a search in one, and for the import of what is dropped."""

    chat_chosen = Signal(object)
    place_wanted = Signal(object, int)
    message_wanted = Signal(object, object)
    day_wanted = Signal(object, object)
    place_reached = Signal()
    search_asked = Signal(object, str)
    import_asked = Signal()
    dropped = Signal(object)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.chat: Conversation | None = None
        self._hits: list[MessageId] = []
        self._hit = -1
        self._is_editable = True
        self.model = ConversationModel(self)
        self.list = QListView()
        self.view = ChatView()
        self.about = AboutPanel()
        self.evidence = EvidencePanel()
        self.paste_page = PastePage()
        self.call_page = CallPage(clock)
        self.search = QLineEdit(placeholderText=self.tr("在这段聊天里找…"), clearButtonEnabled=True)
        self.count = QLabel()
        self.previous, self.next = QPushButton("↑"), QPushButton("↓")
        self.day = QLineEdit(placeholderText=self.tr("转到日期"))
        for entry in (self.search, self.day):
            StepsPassedOn(entry)
        self.bring = QPushButton(self.tr("导入聊天…"))
        self.paste = QPushButton(self.tr("粘贴聊天"))
        self.call = QPushButton(self.tr("记录通话"))
        self.empty = EmptyState(
            self.tr("把微信、QQ 等导出的聊天文件拖到这里，或直接粘贴从平台复制的聊天文字。"),
            drawing="drop",
            heading=self.tr("还没有聊天记录"),
        )
        self.empty_bring = self.empty.add_button(self.tr("导入聊天…"), primary=True)
        self.empty_paste = self.empty.add_button(self.tr("粘贴聊天"))
        self._dress()
        self._lay_out()
        self.drop = DropTarget(self, clock, lambda n: self.tr("松开鼠标，导入 {} 个文件").format(n))
        self._connect()

    def show_chats(self, view: ChatsView) -> None:
        """Show the conversations, and offer orders and cases."""
        chosen = self.chat.id if self.chat is not None else None
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.model.set_records(view.conversations)
        selection.blockSignals(False)
        for part in (self.about, self.paste_page, self.call_page):
            part.set_orders(view.orders)
        self.evidence.set_choices(view.orders, view.cases)
        if self._stack.currentWidget() not in {self.paste_page, self.call_page}:
            self.show_list()
        if chosen is not None:
            self._mark(chosen)
        elif view.conversations:
            self.list.setCurrentIndex(self.model.index(0))

    def show_list(self) -> None:
        """Come back from a form."""
        self._stack.setCurrentWidget(self._full if self.model.records else self.empty)

    def show_page(self, page: ChatPage) -> None:
        """Show a part of a conversation."""
        is_other = self.chat is None or self.chat.id != page.conversation.id
        self.chat = page.conversation
        if is_other:
            self.search.clear()
            self.day.clear()
            self._forget_hits()
        self._mark(page.conversation.id)
        self.about.show_conversation(page.conversation)
        if is_other:
            self.evidence.set_conversation(page.conversation)
        self.view.show_page(page)
        self.evidence.show_message(self.view.chosen_bubble)

    def show_hits(self, query: str, found: list[MessageId]) -> None:
        """Show how often the words were found, and go to the last of them."""
        if query != self.search.text():
            return
        self._hits = found
        self.view.highlight(query)
        self._hit = len(found)
        if found:
            self._step(-1)
        else:
            self._tell_hits()

    def open_paste(self) -> None:
        """Show the form for pasted text."""
        if self._is_editable:
            self._stack.setCurrentWidget(self.paste_page)
            self.paste_page.start()

    def open_call(self) -> None:
        """Show the form for a call."""
        if self._is_editable:
            self._stack.setCurrentWidget(self.call_page)
            self.call_page.start()

    def show_problem(self, words: str, field: str = "") -> None:
        """Say why a wish was refused, where it was made."""
        shown = self._stack.currentWidget()
        if shown is self.paste_page:
            self.paste_page.show_problem(words)
        elif shown is self.call_page:
            self.call_page.show_problem(words, field)
        else:
            self.evidence.show_problem(words)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes, for a vault that is open for reading."""
        self._is_editable = editable
        self.drop.is_enabled = editable
        self.about.set_editable(editable)
        self.evidence.set_editable(editable)
        for button in (self.bring, self.paste, self.call, self.empty_bring, self.empty_paste):
            button.setEnabled(editable)

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self.about.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step through the hits by Return and Shift+Return in the search box, and leave it by Escape."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down}:
                is_later = event.key() == Qt.Key.Key_Down or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._step(1 if is_later else -1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _on_search(self, query: str) -> None:
        self._forget_hits()
        self.view.highlight(query)
        if query.strip() and self.chat is not None:
            self.search_asked.emit(self.chat.id, query)

    def _forget_hits(self) -> None:
        self._hits, self._hit = [], -1
        self._tell_hits()

    def _step(self, by: int) -> None:
        if not self._hits or self.chat is None:
            return
        self._hit = (self._hit + by) % len(self._hits)
        self._tell_hits()
        wanted = self._hits[self._hit]
        if self.view.go(wanted):
            self.place_reached.emit()
        else:
            self.message_wanted.emit(self.chat.id, wanted)

    def _tell_hits(self) -> None:
        has_hits = bool(self._hits)
        for button in (self.previous, self.next):
            button.setEnabled(has_hits)
        if has_hits:
            self.count.setText(f"{self._hit + 1}/{len(self._hits)}")
        else:
            self.count.setText(self.tr("没有找到") if self.search.text().strip() else "")

    def _mark(self, key: ConversationId) -> None:
        row = self.model.row_of(key)
        selection = self.list.selectionModel()
        if row >= 0 and self.list.currentIndex().row() != row:
            selection.blockSignals(True)
            self.list.setCurrentIndex(self.model.index(row))
            selection.blockSignals(False)
            self.list.viewport().update()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex | None = None) -> None:
        record = current.data(RECORD_ROLE)
        if isinstance(record, Conversation):
            self.chat_chosen.emit(record.id)

    def _on_day(self) -> None:
        if self.chat is None or not self.day.text().strip():
            return
        try:
            at = parse_time(self.day.text())
        except InvalidField as problem:
            self.count.setText(say(problem.problem))
            return
        self.day_wanted.emit(self.chat.id, at)

    def _on_message(self, bubble: object) -> None:
        self.evidence.show_message(bubble if isinstance(bubble, Bubble) else None)

    def _on_end(self, is_end: bool) -> None:
        if self.chat is not None:
            self.place_wanted.emit(self.chat.id, self.chat.messages - 1 if is_end else 0)

    def _menu(self, place: QPoint) -> None:
        message = self.view.chosen
        if message is None:
            return
        menu = QMenu(self)
        menu.addAction(self.evidence.star.text(), self.evidence.toggle).setEnabled(self.evidence.star.isEnabled())
        menu.addAction(self.tr("记录到案件…"), self._focus_case).setEnabled(self.evidence.record.isEnabled())
        menu.addAction(self.tr("复制文字"), self._copy)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _focus_case(self) -> None:
        self.evidence.event_kind.setFocus()

    def _copy(self) -> None:
        message = self.view.chosen
        if message is not None:
            QGuiApplication.clipboard().setText(text_of(message))

    def _dress(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(ConversationDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("聊天列表"))
        self.search.setAccessibleName(self.tr("在这段聊天里找"))
        self.search.setAcceptDrops(False)
        self.search.installEventFilter(self)
        self.count.setObjectName("meta")
        self.previous.setAccessibleName(self.tr("上一处"))
        self.next.setAccessibleName(self.tr("下一处"))
        self.previous.setToolTip(self.tr("上一处（回车）"))
        self.next.setToolTip(self.tr("下一处（Shift+回车）"))
        for button in (self.previous, self.next):
            button.setFixedWidth(theme.HIT + 2 * theme.UNIT)
            button.setStyleSheet("padding: 0;")
            button.setEnabled(False)
        self.day.setAccessibleName(self.tr("转到日期，例如 2026-01-31"))
        self.day.setToolTip(self.tr("输入日期按回车，例如 2026-01-31"))
        self.day.setFixedWidth(26 * theme.UNIT)
        self.day.setAcceptDrops(False)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.search.textChanged.connect(self._on_search)
        self.previous.clicked.connect(lambda _checked=False: self._step(-1))
        self.next.clicked.connect(lambda _checked=False: self._step(1))
        self.day.returnPressed.connect(self._on_day)
        self.view.message_chosen.connect(self._on_message)
        self.view.end_wanted.connect(self._on_end)
        self.view.customContextMenuRequested.connect(self._menu)
        for keys, act in ((QKeySequence.StandardKey.Copy, self._copy), ("S", self.evidence.toggle)):
            shortcut = QShortcut(QKeySequence(keys), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        for button in (self.bring, self.empty_bring):
            button.clicked.connect(lambda _checked=False: self.import_asked.emit())
        for button in (self.paste, self.empty_paste):
            button.clicked.connect(lambda _checked=False: self.open_paste())
        self.call.clicked.connect(lambda _checked=False: self.open_call())
        self.paste_page.closed.connect(self.show_list)
        self.call_page.closed.connect(self.show_list)
        self.drop.dropped.connect(self.dropped)

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("聊天记录"))
        heading.setObjectName("title")
        top = QHBoxLayout()
        top.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 2 * theme.UNIT)
        top.setSpacing(2 * theme.UNIT)
        top.addWidget(heading)
        top.addStretch()
        for button in (self.call, self.paste, self.bring):
            top.addWidget(button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.list)
        split.addWidget(self._middle())
        split.addWidget(self._side())
        split.setStretchFactor(1, 1)
        split.setSizes([220, 520, 260])
        self.list.setMinimumWidth(150)
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(split, 1)
        self._stack = QStackedWidget()
        # Until the first load there is nothing to say, not even that nothing is here.
        for page in (QWidget(), self._full, self.empty, self.paste_page, self.call_page):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _middle(self) -> QWidget:
        tools = QHBoxLayout()
        tools.setContentsMargins(3 * theme.UNIT, 0, 3 * theme.UNIT, 0)
        tools.setSpacing(theme.UNIT)
        tools.addWidget(self.search, 1)
        for part in (self.count, self.previous, self.next, self.day):
            tools.addWidget(part)
        middle = QWidget()
        middle.setMinimumWidth(300)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        return middle

    def _side(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * theme.UNIT, 0, 3 * theme.UNIT, 4 * theme.UNIT)
        column.setSpacing(4 * theme.UNIT)
        column.addWidget(self.evidence)
        column.addWidget(self.about)
        side = scrolled(body)
        side.setMinimumWidth(220)
        return side
