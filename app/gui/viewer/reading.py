"""Reading the picture that is looked at: its text in the background, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.casework import orders, readings
from app.casework.ocr import OcrSession, is_available, screen_facts
from app.casework.readings import PictureFacts, ToRead
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.evidence import Evidence, EvidenceId
from app.domain.orders import OrderId
from app.domain.readings import ReadField, Reading
from app.domain.times import shown
from app.gui.order_page.facts import typed_values
from app.gui.tasks import TaskRunner
from app.gui.viewer.desk import ReadingCases, ReadView
from app.gui.viewer.facts import ClaimedTime
from app.gui.words import say

REST_MS = 500
"""How long a picture is looked at before its text is read: leafing through reads none."""


class PictureReader(QObject):
    """Reads pictures one at a time and tells what was read; without the optional extra it only tells the times."""

    times_known = Signal(object, list)
    read = Signal(object)

    def __init__(self, runner: TaskRunner, session: OcrSession, resources: Path, *, is_editable: bool) -> None:
        super().__init__()
        self._runner = runner
        self._session = session
        self._resources = resources
        self._is_editable = is_editable
        self._item: Evidence | None = None
        self._resting = QTimer(self, interval=REST_MS, singleShot=True)
        self._resting.timeout.connect(self._read_shown)

    @property
    def cases(self) -> ReadingCases:
        """The use cases that the viewer's desk needs."""
        return ReadingCases(readings.load_reading, self._fields, _typed)

    def look_at(self, item: Evidence) -> None:
        """Tell what is known of a picture, and read it where it was not read yet."""
        self._item = item
        self._tell(item.id)
        self._resting.start()

    def _fields(self, reading: Reading) -> Sequence[ReadField]:
        return screen_facts(reading, resources=self._resources).fields

    def _tell(self, item: EvidenceId) -> None:
        def told(facts: PictureFacts) -> None:
            claims = [
                ClaimedTime(say(one.source), shown(one.at) if one.at else "", say(one.note), one.is_doubtful)
                for one in facts.claims
            ]
            self.times_known.emit(item, claims)

        work = readings.picture_facts
        resources = self._resources
        self._runner.with_vault(lambda vault, _steps: work(vault, item, resources=resources), told)

    def _read_shown(self) -> None:
        item = self._item
        if item is None or not item.is_picture or not self._is_editable or not is_available():
            return

        def waiting(found: list[ToRead]) -> None:
            for one in found:
                if self._item is item:
                    self._read(item, one)

        self._runner.with_vault(lambda vault, _steps: readings.to_read(vault, [item.id]), waiting)

    def _read(self, item: Evidence, waiting: ToRead) -> None:
        def work(steps: Steps) -> Reading:
            reading, _ = self._session.read(waiting.path, waiting.media_type, name=waiting.name, steps=steps)
            return reading

        def keep(reading: Reading) -> None:
            self._runner.with_vault(
                lambda vault, _steps: _keep(vault, item, reading), lambda typed: kept(reading, typed)
            )

        def kept(reading: Reading, typed: dict[str, str]) -> None:
            self.read.emit(ReadView(item.id, reading, self._fields(reading), typed))
            self._tell(item.id)

        self._runner.aside(work, keep, label=self.tr("正在识别文字"))


def _keep(vault: Vault, item: Evidence, reading: Reading) -> dict[str, str]:
    readings.keep_reading(vault, item.original.sha256, reading)
    return _typed(vault, item.order)


def _typed(vault: Vault, order: OrderId) -> dict[str, str]:
    return typed_values(orders.show_order(vault, order))
