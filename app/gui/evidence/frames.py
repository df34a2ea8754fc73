"""Choosing frames of a screen recording as exhibits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.casework.made_evidence import RecordingFacts, shown_offset
from app.domain.evidence import Evidence
from app.gui import errors, theme

STEPS: Final = (("−1s", -1000), ("−0.1s", -100), ("+0.1s", 100), ("+1s", 1000))
STRIP: Final = QSize(72, 110)
_ASK_AFTER_MS: Final = 120
_TIME = Qt.ItemDataRole.UserRole


class FrameDialog(QDialog):
    """Shows a recording frame by frame; `frame_wanted` and `take_asked` carry milliseconds from its start."""

    frame_wanted = Signal(int)
    take_asked = Signal(int)
    left = Signal()

    def __init__(self, item: Evidence, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.setWindowTitle(self.tr("选择录屏画面 · {}").format(item.name))
        self.resize(760, 640)
        self._frame = QImage()
        self._shown_at = -1
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.picture.setMinimumHeight(160)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("录屏里的时间"))
        self.time = QLabel(shown_offset(0))
        self.strip = QListWidget()
        self.message = QLabel(self.tr("正在打开录屏…"), wordWrap=True)
        self.message.setObjectName("muted")
        self.take = QPushButton(self.tr("采用这一帧"))
        self.take.setProperty("primary", True)
        self.close_button = QPushButton(self.tr("完成"))
        self.steps = [self._step(words, by) for words, by in STEPS]
        self._waiting = QTimer(self, interval=_ASK_AFTER_MS, singleShot=True)
        self._waiting.timeout.connect(lambda: self.frame_wanted.emit(self.slider.value()))
        self._lay_out()
        self._connect()
        self._set_ready(False)

    @property
    def milliseconds(self) -> int:
        """The time that is chosen."""
        return self.slider.value()

    def show_recording(self, facts: RecordingFacts, frames: list[tuple[int, QImage]]) -> None:
        """Show the frames spread over the recording, the first of them large."""
        self.slider.setRange(0, max(facts.milliseconds - 1, 0))
        for at, image in frames:
            row = QListWidgetItem(QIcon(QPixmap.fromImage(image)), shown_offset(at)[3:10])
            row.setData(_TIME, at)
            row.setToolTip(shown_offset(at))
            self.strip.addItem(row)
        self._set_ready(True)
        self.message.setText(self.tr("拖动时间或点下面的小图，找到要用的画面。原录屏不会改动。"))
        if frames:
            self.strip.setCurrentRow(0)

    def show_frame(self, at: int, image: QImage) -> None:
        """Show a frame large, if it is still the one that is wanted."""
        if at != self.slider.value():
            return
        self._frame, self._shown_at = image, at
        self._fit()
        self.take.setEnabled(True)

    def show_problem(self, error: BaseException) -> None:
        """Say why the recording cannot be read."""
        self.message.setText(errors.sentence(error))
        self.message.setObjectName("problem")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)

    def show_taken(self, made: Evidence) -> None:
        """Say that a frame became an exhibit."""
        self.message.setText(self.tr("已加入：证据{}。可以继续选别的画面。").format(made.number))
        self.take.setEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody waits any more."""
        self.left.emit()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close."""
        self.left.emit()
        super().reject()

    def _step(self, words: str, by: int) -> QPushButton:
        button = QPushButton(words)
        button.setFixedWidth(64)
        button.setStyleSheet("padding: 0 4px;")
        button.clicked.connect(lambda: self.slider.setValue(self.slider.value() + by))
        return button

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._on_time)
        self.strip.currentItemChanged.connect(self._on_strip)
        self.strip.itemClicked.connect(self._on_strip)
        self.take.clicked.connect(self._on_take)
        self.close_button.clicked.connect(self.reject)

    def _on_time(self, at: int) -> None:
        self.time.setText(shown_offset(at))
        self.take.setEnabled(False)
        self._waiting.start()

    def _on_strip(self, row: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if row is not None:
            at = int(row.data(_TIME))
            if at == self.slider.value() and at != self._shown_at:
                self._on_time(at)
            self.slider.setValue(at)

    def _on_take(self) -> None:
        self.take.setEnabled(False)
        self.take_asked.emit(self._shown_at)

    def _set_ready(self, is_ready: bool) -> None:
        for part in (self.slider, self.strip, *self.steps):
            part.setEnabled(is_ready)
        if not is_ready:
            self.take.setEnabled(False)

    def _fit(self) -> None:
        if self._frame.isNull():
            return
        ratio = self.devicePixelRatioF()
        scaled = QPixmap.fromImage(self._frame).scaled(
            self.picture.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(scaled)

    def _lay_out(self) -> None:
        self.strip.setViewMode(QListView.ViewMode.IconMode)
        self.strip.setFlow(QListView.Flow.LeftToRight)
        self.strip.setWrapping(False)
        self.strip.setMovement(QListView.Movement.Static)
        self.strip.setIconSize(STRIP)
        self.strip.setGridSize(STRIP + QSize(12, 26))
        self.strip.setFixedHeight(STRIP.height() + 44)
        self.strip.setAccessibleName(self.tr("录屏的各个时刻"))
        times = QHBoxLayout()
        times.setSpacing(2 * theme.UNIT)
        times.addWidget(self.time)
        times.addWidget(self.slider, 1)
        for button in self.steps:
            times.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.message, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * theme.UNIT, 4 * theme.UNIT, 4 * theme.UNIT, 3 * theme.UNIT)
        layout.setSpacing(2 * theme.UNIT)
        layout.addWidget(self.picture, 1)
        layout.addLayout(times)
        layout.addWidget(self.strip)
        layout.addLayout(foot)
