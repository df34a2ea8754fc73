"""The dossier's tab: what goes out on the left, its pages in the middle, what can be changed on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.gaps import Gap
from app.gui import theme
from app.gui.dossier.outgoing import OutgoingPanel
from app.gui.dossier.pages import PagesView
from app.gui.dossier.sent import SentList
from app.gui.dossier.sheets import Sheet
from app.gui.dossier.side import SidePanel
from app.gui.dossier.thumbnails import Thumbnails
from app.gui.scrolling import scrolled

THUMBNAILS_FROM: Final = 760
"""From this width, in pixels, the small pages are shown."""
SIDE_FROM: Final = 1_040
"""From this width, in pixels, what can be changed is shown without being asked for."""
BOTH_FROM: Final = 900
"""Under this width, in pixels, what can be changed takes the place of what goes out."""
ALONE_UNDER: Final = 560
"""Under this width, in pixels, it takes the place of the pages as well."""
_LEFT: Final = 236
_SIDE: Final = 312
_NO_LIMIT: Final = 16_777_215
_SLOW_MS: Final = 400


class DossierTab(QWidget):
    """Lays out the parts and folds them where there is no room; wishes leave as signals."""

    gap_chosen = Signal(object)
    export_asked = Signal(str)
    shown = Signal()
    hidden = Signal()
    stop_asked = Signal()
    preview_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.outgoing = OutgoingPanel()
        self.sent = SentList()
        self.pages = PagesView()
        self.thumbnails = Thumbnails()
        self.side = SidePanel()
        self._wants_thumbnails: bool | None = None
        self._wants_side: bool | None = None
        self._make_bar()
        self._make_states()
        self._lay_out()
        self._slow = QTimer(self, interval=_SLOW_MS, singleShot=True)
        self._slow.timeout.connect(lambda: self._show_busy(True))
        self._connect()
        self._fold()

    @property
    def recipient(self) -> str:
        """Who the dossier is for, by its command-line name."""
        return self.outgoing.recipient

    @property
    def export(self) -> QPushButton:
        """The button that exports the PDF."""
        return self.outgoing.export

    def show_gaps(self, gaps: list[Gap]) -> None:
        """List what the dossier still lacks."""
        self.outgoing.show_gaps(gaps)

    # --- the preview ------------------------------------------------------------------------------------

    def start_waiting(self) -> None:
        """A preview is being made: say so where it takes long; the one before stays until then."""
        self.progress.setRange(0, 0)
        self._slow.start()
        if not self.pages.count:
            self._states.setCurrentWidget(self._waiting)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the preview is."""
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show the pages of a preview that was made."""
        self._end_waiting()
        self.pages.show_sheets(sheets)
        self.thumbnails.show_sheets(sheets)
        self._states.setCurrentWidget(self.pages)
        self._say_page(self.pages.current)

    def show_problem(self, words: str) -> None:
        """Say why there is no preview."""
        self._end_waiting()
        self._problem.setText(words)
        self.clear()
        self._states.setCurrentWidget(self._failed)

    def clear(self) -> None:
        """Show no pages, as when another order is opened."""
        self.pages.show_sheets([])
        self.thumbnails.show_sheets([])
        self._say_page(0)
        self._states.setCurrentWidget(self._waiting)

    # --- the rest ---------------------------------------------------------------------------------------

    def open_side(self, section: str) -> None:
        """Show a part of what can be changed."""
        self._wants_side = True
        self.side.choose(section)
        self._fold()

    def open_people(self, place: str) -> None:
        """Show both sides with the cursor in a gap's place: `complainant.name`, or `respondent`."""
        self.open_side("people")
        people = self.side.people
        if place == "respondent":
            is_merchant_known = people.groups["merchant"]["name"].isEnabled()
            people.focus("merchant" if is_merchant_known else "platform", "name")
        else:
            people.focus("person", place.removeprefix("complainant."))

    def flush(self) -> None:
        """Save what is typed and not saved yet."""
        self.side.flush()

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse changes."""
        self.side.set_editable(editable)
        self.outgoing.fill_person.setEnabled(editable)

    def showEvent(self, event: QShowEvent) -> None:
        """Say that somebody looks: only now a preview is made."""
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that nobody looks any more."""
        super().hideEvent(event)
        self.hidden.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what there is no room for."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the lines in the new theme's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_lines()

    def _fold(self) -> None:
        width = self.width()
        side = width >= SIDE_FROM if self._wants_side is None else self._wants_side
        takes_place = side and width < BOTH_FROM
        small = width >= THUMBNAILS_FROM if self._wants_thumbnails is None else self._wants_thumbnails
        # With the right panel open the pages come before their small ones.
        small = small and (not side or width >= SIDE_FROM)
        is_alone = side and width < ALONE_UNDER
        self.side.setVisible(side)
        self.side.setMaximumWidth(_NO_LIMIT if is_alone else _SIDE)
        self._states.setVisible(not is_alone)
        self.place.setVisible(not is_alone)
        self._left.setVisible(not takes_place)
        self._lines[0].setVisible(not takes_place)
        self._lines[1].setVisible(side and not is_alone)
        self.thumbnails.setVisible(small)
        self.side_toggle.setChecked(side)
        self.side_toggle.setText(self.tr("‹ 完成编辑") if takes_place else self.tr("编辑内容"))
        self.thumbnails_toggle.setChecked(small)
        self.thumbnails_toggle.setVisible(not side or width >= SIDE_FROM)
        self.thumbnails.ask()

    def _on_side_toggled(self, is_on: bool) -> None:
        self._wants_side = is_on
        self._fold()
        if is_on:
            self.side.choose(self.side.section)

    def _on_thumbnails_toggled(self, is_on: bool) -> None:
        self._wants_thumbnails = is_on
        self._fold()

    def _say_page(self, number: int) -> None:
        self.place.setText(self.tr("第 {} / {} 页").format(number, self.pages.count) if number else "")
        if number:
            self.thumbnails.follow(number)

    def _end_waiting(self) -> None:
        self._slow.stop()
        self._show_busy(False)

    def _show_busy(self, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.stop.setVisible(is_busy)

    def _on_stop(self) -> None:
        self._end_waiting()
        self.stop_asked.emit()
        if not self.pages.count:
            self.show_problem(self.tr("预览已取消。"))

    def _make_bar(self) -> None:
        self.thumbnails_toggle = QPushButton(self.tr("缩略图"))
        self.side_toggle = QPushButton(self.tr("编辑内容"))
        for toggle in (self.thumbnails_toggle, self.side_toggle):
            toggle.setCheckable(True)
            toggle.setProperty("place", True)
            # Bold, as places are, would need more room than was asked for.
            toggle.setStyleSheet(
                "QPushButton { padding: 0 8px; min-height: 26px; } QPushButton:checked { font-weight: 400; }"
            )
        self.place = QLabel()
        self.place.setObjectName("meta")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(72)
        self.progress.setAccessibleName(self.tr("正在排版"))
        self.stop = QPushButton(self.tr("取消"))
        self.stop.setProperty("flat", True)
        self.stop.setStyleSheet("padding: 0 6px; min-height: 24px;")
        self.stop.setAccessibleName(self.tr("取消预览"))
        self._show_busy(False)

    def _make_states(self) -> None:
        self._waiting = QLabel(self.tr("正在排版…"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._waiting.setObjectName("muted")
        self._failed = QWidget()
        column = QVBoxLayout(self._failed)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._problem = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._problem.setMinimumWidth(180)
        self.again = QPushButton(self.tr("重新生成预览"))
        column.addWidget(self._problem)
        column.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._states = QStackedWidget()
        for state in (self._waiting, self.pages, self._failed):
            self._states.addWidget(state)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(4 * theme.UNIT, 3 * theme.UNIT, 3 * theme.UNIT, 3 * theme.UNIT)
        column.setSpacing(4 * theme.UNIT)
        column.addWidget(self.outgoing)
        column.addWidget(self.sent)
        self._left = scrolled(body)
        body.ensurePolished()
        slider = self._left.verticalScrollBar().sizeHint().width()
        # What is asked only where the limit is exceeded must have its room before.
        asked = self.outgoing.size_choice.minimumSizeHint().width() + 7 * theme.UNIT
        self._left.setFixedWidth(max(_LEFT, max(body.minimumSizeHint().width(), asked) + slider))
        bar = QHBoxLayout()
        bar.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
        bar.setSpacing(2 * theme.UNIT)
        bar.addWidget(self.thumbnails_toggle)
        bar.addWidget(self.place)
        bar.addStretch()
        bar.addWidget(self.progress)
        bar.addWidget(self.stop)
        bar.addWidget(self.side_toggle)
        self._lines = (self._line(), self._line())
        self._colour_lines()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.thumbnails)
        row.addWidget(self._states, 100)
        row.addWidget(self._lines[1])
        row.addWidget(self.side, 1)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addLayout(bar)
        centre.addLayout(row, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._left)
        layout.addWidget(self._lines[0])
        layout.addLayout(centre, 1)

    def _line(self) -> QFrame:
        line = QFrame()
        line.setFixedWidth(1)
        return line

    def _colour_lines(self) -> None:
        for line in getattr(self, "_lines", ()):
            line.setStyleSheet(f"background: {theme.tokens().line};")

    def _connect(self) -> None:
        out = self.outgoing
        out.gap_chosen.connect(self.gap_chosen)
        out.pdf_asked.connect(lambda: self.export_asked.emit(self.recipient))
        out.pack_asked.connect(lambda: self.open_side("packs"))
        out.signing_asked.connect(lambda: self.open_side("sealing"))
        out.person_asked.connect(self._fill_person)
        self.side_toggle.clicked.connect(self._on_side_toggled)
        self.thumbnails_toggle.clicked.connect(self._on_thumbnails_toggled)
        self.pages.current_changed.connect(self._say_page)
        self.thumbnails.chosen.connect(self.pages.go_to)
        self.stop.clicked.connect(self._on_stop)
        self.again.clicked.connect(self.preview_asked)
        keys = QShortcut(QKeySequence("Ctrl+P"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(out.print_asked)

    def _fill_person(self) -> None:
        self.open_side("people")
        self.side.people.focus_first()
