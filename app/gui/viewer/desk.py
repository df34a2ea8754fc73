"""What the viewer's wishes become: marks, facts and readings loaded and saved in the background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.casework import comparisons, evidence, marks
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.changes import Change, Outcome
from app.domain.comparisons import Comparison, ComparisonId, ComparisonSide
from app.domain.custody import CustodyEntry
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import Mark, Markup
from app.domain.orders import OrderId
from app.domain.readings import ReadField, Reading
from app.domain.sensitive import suggest_regions
from app.gui.desk import Desk
from app.gui.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class ReadingCases:
    """The use cases that have to do with text recognition; without them the viewer offers none."""

    load: Callable[[Vault, str], Reading | None]
    fields: Callable[[Reading], Sequence[ReadField]]
    typed: Callable[[Vault, OrderId], dict[str, str]]


@dataclass(frozen=True, slots=True)
class ReadView:
    """What is known from reading an item: its text, what its page states, and what was typed into the order."""

    item: EvidenceId
    reading: Reading
    fields: Sequence[ReadField]
    typed: dict[str, str]


@dataclass(frozen=True, slots=True)
class ComparisonWish:
    """A comparison to record; `pins` are the marks of the pictures after their numbers were put on them."""

    order: OrderId
    left: ComparisonSide
    right: ComparisonSide
    differences: tuple[str, ...]
    pins: tuple[tuple[EvidenceId, Markup], ...] = ()
    key: ComparisonId | None = None


class ViewerDesk(QObject):
    """The viewer's way to the use cases; changes go to the window's history."""

    marks_loaded = Signal(object, object)
    history_loaded = Signal(object, list)
    read = Signal(object)
    comparison_ready = Signal(object, object)

    def __init__(self, runner: TaskRunner, desk: Desk, readings: ReadingCases | None = None) -> None:
        super().__init__()
        self._runner = runner
        self._desk = desk
        self._readings = readings
        self._saving: Counter[EvidenceId] = Counter()

    def load(self, item: Evidence) -> None:
        """Load all that is known of an item beside what it is."""
        self.load_marks(item)
        self.load_history(item.id)
        self.load_reading(item)

    def load_marks(self, item: Evidence) -> None:
        """Load an item's marks; while others are being saved, what is shown is newer."""

        def loaded(markup: Markup) -> None:
            if not self._saving[item.id]:
                self.marks_loaded.emit(item.id, markup)

        if item.is_picture:
            self._runner.with_vault(lambda vault, _steps: marks.load_marks(vault, item.id), loaded)

    def load_history(self, item: EvidenceId) -> None:
        """Load what happened to an item."""

        def loaded(entries: list[CustodyEntry]) -> None:
            self.history_loaded.emit(item, entries)

        self._runner.with_vault(lambda vault, _steps: evidence.history(vault, item), loaded)

    def load_reading(self, item: Evidence) -> None:
        """Load what was read off an item, where it was read."""
        cases = self._readings
        if cases is None:
            return

        def work(vault: Vault, _steps: Steps) -> ReadView | None:
            reading = cases.load(vault, item.original.sha256)
            if reading is None:
                return None
            return ReadView(item.id, reading, cases.fields(reading), cases.typed(vault, item.order))

        def loaded(view: ReadView | None) -> None:
            if view is not None:
                self.read.emit(view)

        self._runner.with_vault(work, loaded)

    def save_marks(self, item: EvidenceId, markup: Markup) -> None:
        """Save an item's marks as one step that can be undone."""
        self._saving[item] += 1

        def saved(outcome: Outcome[Markup]) -> None:
            self._saving[item] -= 1
            self._record(outcome.change)

        def refused(error: BaseException) -> None:
            self._saving[item] -= 1
            self._runner.failed.emit(error)
            self._desk.refresh()

        self._runner.with_vault(lambda vault, _steps: marks.save_marks(vault, item, markup), saved, failed=refused)

    def prepare_comparison(self, left: Evidence, right: Evidence) -> None:
        """Load the marks of two pictures that will be compared."""

        def work(vault: Vault, _steps: Steps) -> dict[EvidenceId, Markup]:
            return {item.id: marks.load_marks(vault, item.id) for item in (left, right) if item.is_picture}

        self._runner.with_vault(work, lambda found: self.comparison_ready.emit((left, right), found))

    def save_comparison(self, wish: ComparisonWish, words: str) -> None:
        """Record a comparison and the numbers on its pictures, as one step that can be undone."""

        def work(vault: Vault, _steps: Steps) -> tuple[Outcome[Comparison], list[Change]]:
            saved = comparisons.save(vault, wish.order, wish.left, wish.right, wish.differences, key=wish.key)
            return saved, [marks.save_marks(vault, item, markup).change for item, markup in wish.pins]

        def done(outcome: tuple[Outcome[Comparison], list[Change]]) -> None:
            saved, pinned = outcome
            rows = tuple(row for change in (saved.change, *pinned) for row in change.rows)
            self._desk.history.record(Change(saved.change.label, rows))
            self._desk.history_changed.emit()
            self._desk.refresh()
            self._desk.done.emit(words)

        self._runner.with_vault(work, done)

    def _record(self, change: Change) -> None:
        self._desk.history.record(change)
        self._desk.history_changed.emit()
        self._desk.refresh()


def suggestions(reading: Reading, markup: Markup) -> list[Mark]:
    """Return what should be hidden and is not hidden yet."""
    hidden = [mark.region for mark in markup.hiding]
    return [mark for mark in suggest_regions(reading) if not any(mark.region.overlaps(region) for region in hidden)]
