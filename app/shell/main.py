"""The start of the program: read the words, then run a command or open the window."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.shell import paths
from app.shell.clock import SystemClock
from app.shell.language import user_language

INTERRUPTED: Final = 130
"""The exit code after Ctrl+C, as shells count it."""
OCR_WORKER: Final = "--ocr-worker"
"""The first word that makes this process a worker; not for users (`app/intake/ocr/worker_process.py` says it)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run Pingju with command-line words and return its exit code."""
    from app.cli import parser
    from app.cli.run import run
    from app.cli.session import Session

    _speak_utf8()
    arguments = parser.build().parse_args(argv)
    folder = Path(arguments.vault) if arguments.vault else paths.default_vault()
    if hasattr(arguments, "run"):
        return run(
            arguments,
            lambda: Session(
                folder=folder,
                clock=SystemClock(),
                resources=paths.resources(),
                language=user_language(),
                working_day_notices=paths.working_day_notices(),
                as_json=arguments.as_json,
            ),
        )
    if not _has_display():
        sys.stderr.write(
            "pingju: 没有图形界面（未设置 DISPLAY）；可运行 demo --out DIR 生成示例 / "
            "no display here; `run demo --out DIR` works without one\n"
        )
        return 2
    from app.shell.window import open_window

    return open_window(folder)


def start() -> int:
    """Run Pingju as its own process; Ctrl+C ends it without a traceback, also while it is still starting.

    As the worker that reads text in pictures it is started by itself: a bundled program has no other executable.
    """
    if sys.argv[1:2] == [OCR_WORKER]:
        from app.intake.ocr.worker import main as serve

        return serve()
    try:
        return main()
    except KeyboardInterrupt:
        return INTERRUPTED


def _speak_utf8() -> None:
    # A closed stream, or a program without a console, has none: words to nobody are no error.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 (lives as long as the program)
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
