"""What happens when we are wrong: a log that holds no evidence, and one dialog with what to do next."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path
from types import TracebackType

import platformdirs

from app.gui import errors

_log = logging.getLogger("pingju")
_LIMIT_BYTES = 256 * 1024


def log_file() -> Path:
    """Return where the log is kept."""
    return Path(platformdirs.user_log_dir("Pingju", appauthor=False)) / "pingju.log"


def keep_log() -> None:
    """Write warnings and errors to a small file; what people typed is never in them."""
    path = log_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_LIMIT_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return  # a program without a log is better than none
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def catch_mistakes() -> None:
    """Tell the user about an error that nobody expected, instead of dying without a word."""
    sys.excepthook = _on_mistake


def _on_mistake(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    places = []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    # The kind and the places only: the error's own words may quote what the user typed.
    _log.error("%s at %s", kind.__name__, " > ".join(places))
    errors.show(None, error)
