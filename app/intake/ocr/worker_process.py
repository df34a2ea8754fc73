"""The worker process as its parent sees it: started, asked, listened to with a limit on silence, and killed."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

WORKER_WORD: Final = "--ocr-worker"
"""The one word by which a bundled Pingju starts as the worker."""

_TICK: Final = 0.05
"""How often (seconds) a waiting parent looks whether it is still wanted."""
_LIMIT_ANSWER: Final = 32 << 20
"""The longest answer in bytes; 20,000 lines of text need less."""


class WorkerGone(Exception):
    """The worker died, was killed, or said nothing for too long."""


class WorkerProcess:
    """A running worker; one thread at a time may use it.

    Raises (when made):
        WorkerGone: it cannot be started.
    """

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise WorkerGone from error
        if self._process.stdin is None or self._process.stdout is None:
            raise WorkerGone
        self._requests, self._replies = self._process.stdin, self._process.stdout
        self._answers: queue.Queue[bytes | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(self, **request: str) -> None:
        """Send a request.

        Raises:
            WorkerGone: nobody listens.
        """
        try:
            self._requests.write(json.dumps(request).encode("ascii") + b"\n")
            self._requests.flush()
        except (OSError, ValueError) as error:
            raise WorkerGone from error

    def answer(self, silence: float, is_cancelled: Callable[[], bool]) -> Mapping[str, Any] | None:
        """Wait for the next answer, at most `silence` seconds; None as soon as it is no longer wanted.

        Raises:
            WorkerGone: the worker ended, said something unintelligible or nothing.
        """
        until = time.monotonic() + silence
        while True:
            if is_cancelled():
                return None
            try:
                line = self._answers.get(timeout=_TICK)
            except queue.Empty:
                if time.monotonic() > until:
                    raise WorkerGone from None
                continue
            if line is None:
                raise WorkerGone
            return _parsed(line)

    def kill(self) -> None:
        """End the worker now, and leave no zombie and no open pipe; a worker that has ended is no error."""
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=10)
        # What was not sent is wanted by nobody.
        with contextlib.suppress(OSError):
            self._requests.close()
        self._listener.join(timeout=10)

    def _listen(self) -> None:
        with self._replies as answers, contextlib.suppress(OSError, ValueError):
            while line := answers.readline(_LIMIT_ANSWER):
                self._answers.put(line)
        self._answers.put(None)


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError as error:
        raise WorkerGone from error
    if not isinstance(answer, dict):
        raise WorkerGone
    return answer


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_WORD]
    # -P: a file called numpy.py in the folder where the user happens to be is not ours.
    return [sys.executable, "-P", "-m", "app.intake.ocr.worker"]


def _environment() -> dict[str, str]:
    environment = dict(os.environ, ORT_DISABLE_TELEMETRY="1")
    if not getattr(sys, "frozen", False):
        ours = str(Path(__file__).resolve().parents[3])
        others = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([ours, others] if others else [ours])
    return environment
