"""The worker process: it reads requests from standard input, and answers on standard output, a JSON object a line.

Request: `{"path": "…"}`. Answers to it: `{"done": 1, "of": 3}` any number of times, then `{"lines": […]}` or
`{"failed": {"problem": […], "remedy": […]}}`. Before the first request: `{"ready": "engine"}` or `{"missing": "…"}`.
It ends when its standard input does, in the midst of work too: whoever started it is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.errors import UnreadableFile
from app.domain.words import Text
from app.intake.ocr.recogniser import Recogniser

LIMIT_MEMORY: Final = 3 << 30
"""The most memory of its own (bytes) that the worker may take: it was seen to need 0.7 GB, and the largest picture
adds less than 1.5. Of the system's limits this is RLIMIT_DATA: the mapped models of RLIMIT_AS are no memory."""

_NO_NETWORK: Final = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})
_REFUSED: Final = Text("识别组件内部出错", "the recognition library failed")
_FULL: Final = Text("内存不足", "it needs more memory than it may take")
_REMEDY: Final = Text("原件没有受影响，请裁剪后重试或手动填写", "the original is untouched; crop it or type it in")


class _Channel:
    """The two pipes, kept from libraries that print: what they write to standard output goes nowhere."""

    def __init__(self) -> None:
        self._requests: queue.Queue[bytes] = queue.Queue()
        self._input: BinaryIO = os.fdopen(os.dup(0), "rb")
        self._output: BinaryIO = os.fdopen(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)

    def listen(self) -> None:
        """Start taking requests; the end of input ends the process at once."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._input:
            self._requests.put(line)
        os._exit(0)

    def next(self) -> Mapping[str, str]:
        """Wait for the next request."""
        request: Mapping[str, str] = json.loads(self._requests.get())
        return request

    def say(self, **answer: object) -> None:
        """Send an answer; where nobody listens any more the process ends."""
        try:
            # ASCII only: half characters of a broken file name must come through, too.
            self._output.write(json.dumps(answer).encode("ascii") + b"\n")
            self._output.flush()
        except OSError:
            os._exit(0)


def main() -> int:
    """Serve until the input ends."""
    # Before any library is loaded: see recogniser.py.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    channel = _Channel()
    channel.listen()
    _forbid_network()
    _bound_memory()
    try:
        recogniser = Recogniser()
    except ImportError as error:
        channel.say(missing=error.name or "rapidocr")
        return 0
    channel.say(ready=recogniser.name)
    while True:
        _serve(recogniser, channel)


def _serve(recogniser: Recogniser, channel: _Channel) -> None:
    path = Path(channel.next()["path"])
    try:
        lines = recogniser.lines(path, lambda done, of: channel.say(done=done, of=of))
    except UnreadableFile as refused:
        channel.say(failed=_told(refused.problem, refused.remedy))
    except MemoryError:
        channel.say(failed=_told(_FULL, _REMEDY))
    except Exception:  # noqa: BLE001 - a library may raise anything; the next picture must still be read
        channel.say(failed=_told(_REFUSED, _REMEDY))
    else:
        entries = [
            [line.text, line.region.x, line.region.y, line.region.width, line.region.height, line.score]
            for line in lines
        ]
        channel.say(lines=entries)


def _told(problem: Text, remedy: Text) -> dict[str, list[str]]:
    return {"problem": [problem.zh, problem.en], "remedy": [remedy.zh, remedy.en]}


def _forbid_network() -> None:
    """Make every attempt to reach another machine fail: the library downloads models that it does not find."""

    def refuse(event: str, _arguments: tuple[object, ...]) -> None:
        if event in _NO_NETWORK:
            raise PermissionError("text recognition works offline")

    sys.addaudithook(refuse)


def _bound_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = LIMIT_MEMORY if hard == resource.RLIM_INFINITY else min(LIMIT_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


if __name__ == "__main__":
    raise SystemExit(main())
