"""The window's fixtures."""

from tests.gui.fixtures import dialogs, open_window, qapp, recognises, sitting

__all__ = ["dialogs", "open_window", "qapp", "recognises", "sitting"]
