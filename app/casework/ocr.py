"""Reading screens: text recognition and what a page states, for any background thread; no database is touched."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from app.casework.steps import QUIET, Steps
from app.domain.readings import Reading, ScreenFacts
from app.intake.ocr.engine import OcrEngine, is_available
from app.intake.ocr.errors import OcrFailed, OcrMissing
from app.intake.screens.facts import read_screen
from app.intake.screens.rules import ScreenRules, load_screen_rules

__all__ = ["OcrFailed", "OcrMissing", "OcrSession", "is_available", "read_screen_file", "screen_facts"]


class OcrSession:
    """One worker for many pictures; it starts with the first and ends with `close` or the `with` block.

    Any thread may read; pictures wait for each other, and one that waits can be cancelled.
    """

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._engine = OcrEngine()
        self._rules: ScreenRules | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker and give its memory back; the next picture starts another."""
        self._engine.close()

    def read(
        self, path: Path, media_type: str, *, name: str | None = None, steps: Steps = QUIET
    ) -> tuple[Reading, ScreenFacts]:
        """Read a picture and what its page states; `name` is what messages call it, `steps` counts tiles.

        Raises:
            OcrMissing: text recognition is not installed.
            OcrFailed: the picture cannot be read, or the worker died over it; the next one can be read.
            UnreadableFile: a file of page rules is damaged.
            Cancelled: it is no longer wanted.
        """
        rules = self._loaded_rules()
        reading = self._engine.read(
            path, media_type=media_type, name=name, progress=steps.progress, is_cancelled=steps.is_cancelled
        )
        return reading, read_screen(reading, rules)

    def facts(self, reading: Reading) -> ScreenFacts:
        """Return what the page of a kept reading states, by today's rules."""
        return read_screen(reading, self._loaded_rules())

    def _loaded_rules(self) -> ScreenRules:
        if self._rules is None:
            self._rules = load_screen_rules(rules_folder(self._resources))
        return self._rules


def read_screen_file(
    path: Path, media_type: str, *, resources: Path, steps: Steps = QUIET
) -> tuple[Reading, ScreenFacts]:
    """Read one picture with a worker of its own.

    Raises:
        OcrMissing, OcrFailed, UnreadableFile, Cancelled: as `OcrSession.read`.
    """
    with OcrSession(resources) as session:
        return session.read(path, media_type, steps=steps)


def screen_facts(reading: Reading, *, resources: Path) -> ScreenFacts:
    """Return what the page of a kept reading states; text recognition need not be installed.

    Raises:
        UnreadableFile: a file of page rules is damaged.
    """
    return read_screen(reading, load_screen_rules(rules_folder(resources)))


def rules_folder(resources: Path) -> Path:
    """Return where the rules of page types lie."""
    return resources / "rules" / "screens"
