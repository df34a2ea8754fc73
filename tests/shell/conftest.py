"""The window's fixtures, for what the shell wires."""

from tests.gui.fixtures import dialogs, open_window, qapp, recognises, sitting

__all__ = ["dialogs", "open_window", "qapp", "recognises", "sitting"]
