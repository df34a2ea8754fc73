"""The window's fixtures."""

from tests.gui.fixtures import dialogs, open_window, qapp, recognises, sitting
from tests.gui.statement_sitting import start

__all__ = ["dialogs", "open_window", "qapp", "recognises", "sitting", "start"]
