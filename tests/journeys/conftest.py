"""The window's fixtures, for whole stories."""

from tests.cli.conftest import terminal
from tests.gui.fixtures import dialogs, open_window, qapp, recognises, sitting
from tests.journeys.at_the_case import late, story

__all__ = ["dialogs", "late", "open_window", "qapp", "recognises", "sitting", "story", "terminal"]
