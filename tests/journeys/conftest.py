"""The window's fixtures, for whole stories."""

from tests.cli.conftest import terminal
from tests.gui.fixtures import dialogs, open_window, qapp, sitting

__all__ = ["dialogs", "open_window", "qapp", "sitting", "terminal"]
