"""The window's fixtures."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.fixtures import dialogs, open_window, qapp, recognises, sitting
from tests.gui.statement_sitting import start

__all__ = ["dialogs", "open_window", "qapp", "recognises", "sitting", "start"]


@pytest.fixture(autouse=True)
def _speaks_chinese(qapp: QApplication) -> None:
    """Have the application made, which settles the language, whichever test comes first."""
