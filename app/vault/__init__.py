"""What is kept: SQLite, content-addressed originals, the custody chain. The only room with SQL."""

import importlib
import sys


def _load_sqlite_utils_alone() -> None:
    """Import sqlite-utils without numpy, which it would load for types that we never store wherever it is installed."""
    for name in ("numpy", "pandas"):
        if name in sys.modules:
            return
    # An entry that is None makes the import fail as if the library were missing.
    sys.modules |= {"numpy": None, "pandas": None}  # type: ignore[dict-item]
    try:
        importlib.import_module("sqlite_utils")
    finally:
        del sys.modules["numpy"], sys.modules["pandas"]


_load_sqlite_utils_alone()
