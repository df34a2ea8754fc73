"""Every action: in words of both languages, under shortcuts of its own, with a tip, and in a menu."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QMessageBox

from app.gui import actions
from app.shell import paths
from tests.gui.sitting import Sitting

# What the offscreen platform says of every dialog.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def in_english(qapp: object) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(paths.resources() / "translations" / "pingju_en.qm"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_words_and_tips_are_chinese_as_written(qapp: object) -> None:
    for spec in actions.actions():
        assert CHINESE.search(spec.words), spec
        assert CHINESE.search(spec.tip), spec
    assert all(map(CHINESE.search, actions.menu_titles().values()))


def test_words_and_tips_are_translated_into_english(in_english: None) -> None:
    texts = [text for spec in actions.actions() for text in (spec.words, spec.tip)]
    texts += actions.menu_titles().values()
    assert [text for text in texts if CHINESE.search(text) or not text.strip()] == []


def test_names_and_shortcuts_are_unique(qapp: object) -> None:
    specs = actions.actions()
    assert len({spec.name for spec in specs}) == len(specs)
    keys = Counter(QKeySequence(keys).toString() for spec in specs for keys in spec.keys)
    assert "" not in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_menu_has_its_own_letter(qapp: object) -> None:
    letters = [title[title.index("&") + 1] for title in actions.menu_titles().values()]
    assert len(set(letters)) == len(letters)
    assert set(actions.menu_titles()) == set(actions.MENUS)


def test_every_action_is_in_its_menu_with_its_tip(sitting: Sitting) -> None:
    bar = sitting.window.menuBar()
    reachable: dict[str, QAction] = {}
    for top in bar.actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        reachable |= {action.objectName(): action for action in menu.actions()}
    specs = {spec.name: spec for spec in actions.actions()}
    assert reachable.keys() == specs.keys() == sitting.window.named_actions.keys()
    for name, action in reachable.items():
        assert action.isVisible()
        assert action.statusTip() == action.toolTip() == specs[name].tip
        assert [keys.toString() for keys in action.shortcuts()] == [
            QKeySequence(keys).toString() for keys in specs[name].keys
        ]


def test_what_is_on_the_keys_dialog(sitting: Sitting) -> None:
    sitting.window.named_actions["keys"].trigger()
    (dialog,) = sitting.window.findChildren(QDialog)
    sitting.wait(dialog.isVisible)
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    for spec in actions.actions():
        if spec.keys:
            assert spec.words in shown
            native = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            assert any(native in text for text in shown), native
    dialog.reject()


def test_about_opens_without_blocking(sitting: Sitting) -> None:
    sitting.window.named_actions["about"].trigger()
    (box,) = sitting.window.findChildren(QMessageBox)
    sitting.wait(box.isVisible)
    assert "0." in box.text()
    box.close()


def test_quit_closes_the_window(sitting: Sitting) -> None:
    sitting.window.named_actions["quit"].trigger()
    sitting.wait(lambda: not sitting.window.isVisible())
