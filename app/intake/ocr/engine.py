"""Text recognition as the rest of Pingju sees it: a picture's path in, a reading out."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from app.domain.errors import Cancelled
from app.domain.readings import LIMIT_LINES, Reading, text_line
from app.domain.words import Text
from app.intake.file_bytes import shown_name
from app.intake.images import MEDIA_TYPES
from app.intake.ocr.errors import OcrFailed, OcrMissing
from app.intake.ocr.worker_process import WorkerGone, WorkerProcess

SILENCE_START: Final = 120.0
"""How many seconds the worker may take to load its models; a slow disk was seen to need ten."""
SILENCE_TILE: Final = 120.0
"""How many seconds one tile may take; two is usual."""

_DIED: Final = Text("识别进程意外结束或没有响应", "the recognition process ended or hung")


def is_available() -> bool:
    """Whether text recognition is installed; nothing is imported and no process started."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def _ignore(_done: int, _total: int) -> None:
    return


def _never() -> bool:
    return False


class OcrEngine:
    """Reads pictures in a worker process, which starts with the first picture and again after it died.

    A context manager; leaving it, or `close`, ends the worker. Any thread may call it, one picture is read at a time.
    """

    def __init__(self, *, silence: float = SILENCE_TILE) -> None:
        self._silence = silence
        self._worker: WorkerProcess | None = None
        self._name = ""
        self._is_idle = True
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, if one runs."""
        worker = self._worker
        return worker.pid if worker else None

    def close(self) -> None:
        """End the worker and give its memory back; the next `read` starts another."""
        with self._turn:
            self._end()

    def read(
        self,
        path: Path,
        *,
        media_type: str,
        name: str | None = None,
        progress: Callable[[int, int], None] = _ignore,
        is_cancelled: Callable[[], bool] = _never,
    ) -> Reading:
        """Read a picture file; `name` is what messages call it, `progress` gets tiles done and all.

        Raises:
            OcrMissing: text recognition is not installed.
            OcrFailed: the picture cannot be read, or the worker died over it.
            Cancelled: it is no longer wanted; the worker is killed with what it was doing.
        """
        name = shown_name(name or path.name)
        if media_type not in MEDIA_TYPES.values():
            raise OcrFailed(name, Text("不是图片", "is not a picture"))
        if not is_available():
            raise OcrMissing
        while not self._turn.acquire(timeout=0.05):
            if is_cancelled():
                raise Cancelled
        try:
            return self._read(path, name, progress, is_cancelled)
        except WorkerGone as gone:
            self._end()
            raise OcrFailed(name, _DIED) from gone
        except BaseException:
            # Whatever it is still saying belongs to a picture that nobody waits for.
            if not self._is_idle:
                self._end()
            raise
        finally:
            self._turn.release()

    def _read(
        self, path: Path, name: str, progress: Callable[[int, int], None], is_cancelled: Callable[[], bool]
    ) -> Reading:
        self._is_idle = False
        worker = self._started(is_cancelled)
        worker.ask(path=str(path.absolute()))
        while True:
            answer = _wanted(worker.answer(self._silence, is_cancelled))
            if "done" in answer:
                progress(int(answer["done"]), int(answer["of"]))
                continue
            self._is_idle = True
            if "failed" in answer:
                raise _refusal(name, answer["failed"])
            return _reading(self._name, answer)

    def _started(self, is_cancelled: Callable[[], bool]) -> WorkerProcess:
        if self._worker is not None:
            return self._worker
        self._worker = WorkerProcess()
        first = _wanted(self._worker.answer(SILENCE_START, is_cancelled))
        if "missing" in first:
            raise OcrMissing
        self._name = str(first.get("ready", ""))
        return self._worker

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()


def _wanted(answer: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if answer is None:
        raise Cancelled
    return answer


def _reading(engine: str, answer: Mapping[str, Any]) -> Reading:
    entries = answer.get("lines")
    if not isinstance(entries, list) or len(entries) > LIMIT_LINES:
        raise WorkerGone
    try:
        return Reading(engine, tuple(text_line(entry) for entry in entries))
    except ValueError as error:
        raise WorkerGone from error


def _refusal(name: str, told: Mapping[str, Any]) -> OcrFailed:
    problem, remedy = (Text(*map(str, told[part])) for part in ("problem", "remedy"))
    return OcrFailed(name, problem, remedy)
