"""The window's menus, made from the list of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from app.gui import actions


def fill_menus(
    window: QMainWindow, do: Mapping[str, Callable[[], object]], *, is_read_only: bool
) -> dict[str, QAction]:
    """Put every action into its menu and return them by name; what changes the vault is off where it is read only."""
    made = {}
    menus = {name: window.menuBar().addMenu(title) for name, title in actions.menu_titles().items()}
    for spec in actions.actions():
        action = actions.make_action(spec, window)
        action.triggered.connect(lambda _checked=False, name=spec.name: do[name]())
        action.setEnabled(not (spec.changes and is_read_only))
        menus[spec.menu].addAction(action)
        made[spec.name] = action
    return made


def keep_to(action: QAction, views: Iterable[QWidget]) -> None:
    """Have an action's keys work in some views only."""
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    for view in views:
        view.addAction(action)
