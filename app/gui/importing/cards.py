"""What became of one file, as a card: under way, waiting for a password, taken in, or refused with what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.casework.importing.report import ImportReport
from app.domain.imports import ImportKind
from app.domain.times import SHANGHAI
from app.gui import errors, theme
from app.gui.importing.desk import Imported, Job, Way
from app.gui.importing.roles import RoleQuestion
from app.gui.scrolling import ElidedLabel
from app.gui.words import say

MOST_SHOWN = 200
"""So many left-out lines are listed on a card."""


class ImportCard(QFrame):
    """One file; its wishes name the job."""

    cancel_asked = Signal(object)
    retry_asked = Signal(object)
    mapping_asked = Signal(object)
    list_asked = Signal(object)
    place_asked = Signal(str, object)
    roles_told = Signal(object, object)

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.job = job
        self.name = ElidedLabel()
        self.name.setObjectName("section")
        self.name.set_full_text(job.path.name)
        self.words = QLabel(wordWrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar(textVisible=False)
        self.cancel = QPushButton(self.tr("取消"))
        self.password = QLineEdit(placeholderText=self.tr("压缩包密码"))
        self.password.setAccessibleName(self.tr("压缩包密码"))
        self.password.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.unlock = QPushButton(self.tr("用这个密码打开"))
        self.unlock.setProperty("primary", True)
        self.act = QPushButton()
        self.act.setProperty("primary", True)
        self.show_place = QPushButton()
        self.more = QPushButton()
        self.more.setProperty("flat", True)
        self.more.setCheckable(True)
        self.details = QLabel(wordWrap=True)
        self.details.setObjectName("meta")
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.questions: list[RoleQuestion] = []
        self._way = Way.NOTHING
        self._report: ImportReport | None = None
        self._lay_out()
        self._connect()
        self.show_waiting()

    def show_waiting(self) -> None:
        """Say that other files come first."""
        self._show(self.words, self.cancel)
        self.words.setText(self.tr("排队中"))

    def show_running(self) -> None:
        """Show that it is being read."""
        self._show(self.words, self.progress, self.cancel)
        self.words.setText(self.tr("正在读取…"))
        self.progress.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is; without a total only that it goes on."""
        self.progress.setRange(0, total if total > 1 else 0)
        self.progress.setValue(done)

    def show_cancelled(self) -> None:
        """Say that nothing of it is left."""
        self._show(self.words, self.act)
        self._way = Way.NOTHING
        self.words.setText(self.tr("已取消，没有留下任何内容"))
        self.act.setText(self.tr("重新导入"))

    def show_failure(self, error: BaseException, way: Way) -> None:
        """Say what is wrong and offer what can be done about it."""
        self._way = way
        self.words.setText(errors.sentence(error))
        match way:
            case Way.PASSWORD:
                self._show(self.words, self.password, self.unlock)
                self.password.setFocus()
                self.password.selectAll()
            case Way.MAPPING:
                self._show(self.words, self.act)
                self.words.setText(self.tr("这不是认识的账单格式。告诉我各列是什么，就能导入，下次会记住。"))
                self.act.setText(self.tr("对应列…"))
            case Way.ORDER_LIST:
                self._show(self.words, self.act)
                self.words.setText(self.tr("这是一张订单表。先看看哪些行会成为订单。"))
                self.act.setText(self.tr("查看订单表…"))
            case Way.NOTHING:
                self._show(self.words, self.act)
                self.act.setText(self.tr("重试"))

    def show_done(self, found: Imported) -> None:
        """Show what came in."""
        report = found.report
        self._report = report
        self.words.setText("\n".join(line for line in self._summary(report) if line))
        shown: list[QWidget] = [self.words]
        if report.kind is ImportKind.STATEMENT:
            self.show_place.setText(self.tr("查看付款"))
            shown.append(self.show_place)
        elif report.conversations:
            self.show_place.setText(self.tr("查看聊天"))
            shown.append(self.show_place)
        if report.skipped or report.noticed:
            self.more.setText(self.tr("跳过 {} 行，提醒 {} 条").format(report.left_out, len(report.noticed)))
            self.details.setText(_details(report))
            shown.append(self.more)
        self._show(*shown)
        for conversation in found.unknown[:10]:
            question = RoleQuestion(conversation)
            question.answered.connect(self.roles_told)
            question.answered.connect(question.hide)
            self.questions.append(question)
            self._column.addWidget(question)

    def _summary(self, report: ImportReport) -> list[str]:
        what = self.tr("{}（{}）").format(say(report.kind.label), report.reader)
        counts = [
            self.tr("新增 {} 条").format(f"{report.new:,}"),
            self.tr("已有 {} 条").format(f"{report.known:,}") if report.known else "",
            self.tr("更新 {} 条").format(f"{report.updated:,}") if report.updated else "",
            self.tr("跳过 {} 行").format(f"{report.left_out:,}") if report.left_out else "",
        ]
        lines = [f"{what}：" + " · ".join(count for count in counts if count)]
        if report.sum_out is not None and report.sum_in is not None and report.sum_refund is not None:
            sums = (report.sum_out.shown, report.sum_in.shown, report.sum_refund.shown)
            lines.append(self.tr("支出 {} · 收入 {} · 退款 {}").format(*sums))
        if report.first_at is not None and report.last_at is not None:
            first, last = (at.astimezone(SHANGHAI).strftime("%Y-%m-%d") for at in (report.first_at, report.last_at))
            lines.append(self.tr("{} 至 {}").format(first, last))
        return lines

    def _on_act(self) -> None:
        signals = {Way.MAPPING: self.mapping_asked, Way.ORDER_LIST: self.list_asked}
        signals.get(self._way, self.retry_asked).emit(self.job)

    def _on_unlock(self) -> None:
        if self.password.text():
            self.job.password = self.password.text()
            self.retry_asked.emit(self.job)

    def _on_place(self) -> None:
        if self._report is None:
            return
        if self._report.kind is ImportKind.STATEMENT:
            self.place_asked.emit("payments", None)
        elif self._report.conversations:
            self.place_asked.emit("chats", self._report.conversations[0])

    def _connect(self) -> None:
        self.cancel.clicked.connect(lambda _checked=False: self.cancel_asked.emit(self.job))
        self.unlock.clicked.connect(self._on_unlock)
        self.password.returnPressed.connect(self._on_unlock)
        self.act.clicked.connect(self._on_act)
        self.show_place.clicked.connect(self._on_place)
        self.more.toggled.connect(self.details.setVisible)

    def _show(self, *wanted: QWidget) -> None:
        for part in self._parts:
            part.setVisible(part in wanted)
        self.more.setChecked(False)

    def _lay_out(self) -> None:
        self._parts = (
            self.words,
            self.progress,
            self.cancel,
            self.password,
            self.unlock,
            self.act,
            self.show_place,
            self.more,
            self.details,
        )
        line = QHBoxLayout()
        line.setSpacing(2 * theme.UNIT)
        for part in (self.progress, self.password):
            line.addWidget(part, 1)
        for button in (self.cancel, self.unlock, self.act, self.show_place, self.more):
            line.addWidget(button)
        line.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * theme.UNIT, 3 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        self._column.setSpacing(2 * theme.UNIT)
        self._column.addWidget(self.name)
        self._column.addWidget(self.words)
        self._column.addLayout(line)
        self._column.addWidget(self.details)


def _details(report: ImportReport) -> str:
    lines = [say(noticed.text) for noticed in report.noticed[:MOST_SHOWN]]
    lines += [f"{skipped.line}: {say(skipped.reason)}" for skipped in report.skipped[:MOST_SHOWN]]
    return "\n".join(lines)
