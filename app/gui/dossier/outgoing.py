"""What goes out: for whom, how, what it still lacks, and the buttons that send it on its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.gaps import Gap
from app.gui import theme
from app.gui.dossier.sizing import SizeChoice
from app.gui.fields import LineField
from app.gui.ticks import ChoiceDot, TickBox
from app.gui.words import say

MOST_AT_ONCE: Final = 12
"""How many gaps are listed before the user asks for more: each is a button that has to be made and measured."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the dossier is made; `size` is the limit of one file in megabytes as it was typed.

    With `reduces` pictures are reduced where the dossier would be over that limit.
    """

    redact: bool
    attach_originals: bool
    size: str
    reduces: bool


class GapButton(QPushButton):
    """A gap in as many lines as its words need."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("place", True)
        self.setAccessibleName(words)
        # A layout asks for the same few widths over and over.
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Ask for what the words need in the present width."""
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        """Ask for at least one line."""
        return QSize(80, theme.HIT)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need."""
        if width not in self._heights:
            area = QRect(0, 0, max(width - 4 * theme.UNIT, 40), 10_000)
            flags = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
            needed = self.fontMetrics().boundingRect(area, flags, self.text()).height()
            self._heights[width] = max(needed + 3 * theme.UNIT, theme.HIT)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Measure the words again in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._heights.clear()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button's ground by the style, and the words over it."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setPen(QColor(theme.tokens().text))
        area = self.rect().adjusted(2 * theme.UNIT, 0, -2 * theme.UNIT, 0)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(flags), self.text())


class OutgoingPanel(QWidget):
    """Every wish leaves as a signal; the panel itself writes nothing."""

    wish_changed = Signal()
    gap_chosen = Signal(object)
    pdf_asked = Signal()
    pack_asked = Signal()
    package_asked = Signal()
    print_asked = Signal()
    signing_asked = Signal()
    person_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.radios: dict[str, ChoiceDot] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(_heading(self.tr("给谁看")))
        layout.addLayout(self._recipients())
        layout.addWidget(self._person_card())
        layout.addLayout(self._buttons())
        layout.addLayout(self._options())
        self._gaps_heading = _heading("")
        layout.addWidget(self._gaps_heading)
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(0)
        layout.addLayout(self._gaps)
        self._known: list[Gap] = []
        self._listed: list[Gap] | None = None

    @property
    def recipient(self) -> str:
        """Who the dossier is for, by its command-line name."""
        chosen = self._group.checkedButton()
        return str(chosen.property("recipient")) if chosen else "platform"

    @property
    def options(self) -> Options:
        """How the dossier shall be made."""
        size, reduces = self.size_limit.text.strip(), self.size_choice.reduce.isChecked()
        return Options(self.redact.isChecked(), self._attaches, size, reduces)

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """List what the dossier still lacks, each a way to its place."""
        # What concerns the whole order comes before what each picture lacks, of which there may be hundreds.
        self._known = sorted(gaps, key=lambda gap: gap.evidence is not None)
        if self.isVisible():
            self._list_gaps()

    def showEvent(self, event: QShowEvent) -> None:
        """List the gaps now that somebody looks: most orders are only passed by."""
        super().showEvent(event)
        self._list_gaps()

    def _list_gaps(self) -> None:
        if self._listed == self._known:
            return
        self._listed = gaps = self._known
        while (item := self._gaps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if gaps:
            self._gaps_heading.setText(self.tr("还可以补充 {} 处，点一下就去").format(len(gaps)))
        else:
            self._gaps_heading.setText(self.tr("✓ 材料齐全，可以导出"))
        self._list_more(gaps, 0)
        self._settle()

    def _list_more(self, gaps: Sequence[Gap], start: int) -> None:
        """List the gaps from `start` on, as many as are made at once, and a way to the rest."""
        stop = min(start + MOST_AT_ONCE, len(gaps))
        for gap in gaps[start:stop]:
            button = GapButton(f"○  {say(gap.text)}")
            button.clicked.connect(lambda _checked=False, gap=gap: self.gap_chosen.emit(gap))
            self._gaps.addWidget(button)
        if stop == len(gaps):
            return
        more = QPushButton(self.tr("还有 {} 项").format(len(gaps) - stop))
        more.setProperty("flat", True)
        more.clicked.connect(lambda: self._unfold(more, gaps, stop))
        self._gaps.addWidget(more)

    def _settle(self) -> None:
        """Take the room for the new rows at once: squeezed for a moment, they would be cut off."""
        for place in range(self._gaps.count()):
            item = self._gaps.itemAt(place)
            if item is not None and (row := item.widget()) is not None:
                row.show()
        around: QWidget | None = self
        while around is not None and not isinstance(around, QAbstractScrollArea):
            layout = around.layout()
            if layout is not None:
                layout.activate()
            around.updateGeometry()
            around = around.parentWidget()

    def _unfold(self, more: QPushButton, gaps: Sequence[Gap], start: int) -> None:
        self._gaps.removeWidget(more)
        more.deleteLater()
        self._list_more(gaps, start)
        self._settle()
        # The keys go on where the button was.
        first = self._gaps.itemAt(start)
        if first is not None and (button := first.widget()) is not None:
            button.setFocus()

    def show_person_missing(self, is_missing: bool) -> None:
        """Offer to fill in who complains, where the recipient's form asks for it."""
        self._is_person_missing = is_missing
        self.person_card.setVisible(is_missing and self.recipient == "association")

    def set_size_problem(self, problem: str) -> None:
        """Say beneath the size limit what is wrong with it."""
        self.size_limit.set_problem(problem)

    def show_size(self, words: str) -> None:
        """Say beneath the size limit what the export will come to; empty text clears it."""
        self.size_note.setText(words)
        self.size_note.setVisible(bool(words))

    def offer_size_choice(self, is_offered: bool) -> None:
        """Ask, or no longer ask, what becomes of a dossier that is over the limit."""
        self.size_choice.setVisible(is_offered)
        self._hold_attach()

    def _hold_attach(self) -> None:
        """Attach nothing while pictures are reduced; what was wished before comes back with the pictures."""
        is_held = not self.size_choice.isHidden() and self.size_choice.reduce.isChecked()
        if is_held != self.attach.isEnabled():
            return
        words = self.tr("缩小图片时不附原件") if is_held else self.tr("原始文件放进 PDF 里，对方可以取出核对")
        self.attach.setToolTip(words)
        self.attach.setAccessibleDescription(words)
        self.attach.setEnabled(not is_held)
        with QSignalBlocker(self.attach):
            self.attach.setChecked(self._attaches and not is_held)

    def _on_attach(self, is_on: bool) -> None:
        self._attaches = is_on
        self.wish_changed.emit()

    def _on_size_choice(self) -> None:
        self._hold_attach()
        self.wish_changed.emit()

    def _recipients(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        choices = (
            ("platform", self.tr("平台客服"), self.tr("申请客服介入时提交，短")),
            ("association", self.tr("消协 / 12315"), self.tr("平台不处理时投诉用，带登记表")),
            ("archive", self.tr("自己存档"), self.tr("全部内容")),
        )
        for name, label, tip in choices:
            radio = ChoiceDot(label)
            radio.setToolTip(tip)
            radio.setAccessibleDescription(tip)
            radio.setProperty("recipient", name)
            radio.setChecked(name == "platform")
            self._group.addButton(radio)
            self.radios[name] = radio
            column.addWidget(radio)
        self._group.buttonToggled.connect(self._on_recipient)
        return column

    def _person_card(self) -> QFrame:
        self._is_person_missing = False
        self.person_card = QFrame()
        self.person_card.setObjectName("card")
        column = QVBoxLayout(self.person_card)
        words = QLabel(self.tr("登记表要填你的姓名、电话和地址，只问这一次。"), wordWrap=True)
        self.fill_person = QPushButton(self.tr("填写"))
        self.fill_person.setAccessibleName(self.tr("填写投诉人"))
        self.fill_person.clicked.connect(self.person_asked)
        column.addWidget(words)
        column.addWidget(self.fill_person)
        self.person_card.hide()
        return self.person_card

    def _buttons(self) -> QGridLayout:
        self.export = QPushButton(self.tr("导出 PDF…"))
        self.export.setProperty("primary", True)
        self.export.setToolTip(self.tr("导出 PDF 卷宗（Ctrl+E）"))
        self.export_pack = QPushButton(self.tr("图文包…"))
        self.export_pack.setToolTip(self.tr("对方不收 PDF 时：图片加文字，按渠道限制切好"))
        self.export_package = QPushButton(self.tr("证据包…"))
        self.export_package.setToolTip(self.tr("卷宗、原件和保管记录打成一个 ZIP，谁都能核对"))
        self.print = QPushButton(self.tr("打印…"))
        self.sign = QPushButton(self.tr("签名与时间戳…"))
        for button, signal in (
            (self.export, self.pdf_asked),
            (self.export_pack, self.pack_asked),
            (self.export_package, self.package_asked),
            (self.print, self.print_asked),
            (self.sign, self.signing_asked),
        ):
            button.clicked.connect(signal)
            if button.toolTip():
                button.setAccessibleDescription(button.toolTip())
        self.export_pack.setAccessibleName(self.tr("导出图文包"))
        self.export_package.setAccessibleName(self.tr("导出证据包"))
        grid = QGridLayout()
        grid.setSpacing(2 * theme.UNIT)
        grid.addWidget(self.export, 0, 0, 1, 2)
        grid.addWidget(self.export_pack, 1, 0)
        grid.addWidget(self.export_package, 1, 1)
        grid.addWidget(self.print, 2, 0)
        grid.addWidget(self.sign, 2, 1)
        for button in (self.export_pack, self.export_package, self.print, self.sign):
            button.setStyleSheet("padding: 0 6px;")
        return grid

    def _options(self) -> QVBoxLayout:
        self.redact = TickBox(self.tr("遮盖敏感信息"))
        self.redact.setToolTip(self.tr("手机号、证件号、卡号等在副本上盖住，原件不变"))
        self.attach = TickBox(self.tr("附上原件"))
        self.attach.setToolTip(self.tr("原始文件放进 PDF 里，对方可以取出核对"))
        self._attaches = False
        self.size_limit = LineField("max-mb", self.tr("每份最大（MB）"), hint=self.tr("不限"))
        for box in (self.redact, self.attach):
            box.setAccessibleDescription(box.toolTip())
        self.redact.toggled.connect(lambda _on: self.wish_changed.emit())
        self.attach.toggled.connect(self._on_attach)
        self.size_note = QLabel(wordWrap=True)
        self.size_note.setObjectName("meta")
        self.size_note.hide()
        self.size_choice = SizeChoice()
        self.size_choice.hide()
        self.size_choice.changed.connect(self._on_size_choice)
        self.size_limit.edited.connect(lambda _name, _text: self.wish_changed.emit())
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self.redact, self.attach, self.size_limit, self.size_note, self.size_choice):
            column.addWidget(part)
        return column

    def _on_recipient(self, _button: object, is_on: bool) -> None:
        if is_on:
            self.show_person_missing(self._is_person_missing)
            self.wish_changed.emit()


def _heading(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setObjectName("section")
    return label
