"""Nothing is cut off: every button and label has the room that its words need, in both languages and at every size."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.gui.scrolling import ElidedLabel
from app.shell import paths
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.journeys.cases import record_with_evidence

SIZES = [(820, 560), (1024, 700), (1600, 1000)]
PictureFile = Callable[..., Path]


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: object) -> Iterator[str]:
    translator = QTranslator()
    if request.param == "en":
        assert translator.load(str(paths.resources() / "translations" / "pingju_en.qm"))
        QCoreApplication.installTranslator(translator)
        QLocale.setDefault(QLocale("en_US"))
    yield request.param
    QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(QLocale("zh_CN"))


def cut_off(root: QWidget) -> list[str]:
    """Return the visible buttons and labels that are narrower or lower than their words."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QAbstractButton | QLabel):
            continue
        if isinstance(widget, ElidedLabel) or not widget.text():
            continue  # ends in “…” on purpose, with the whole in its tooltip
        if isinstance(widget, QLabel) and widget.wordWrap():
            too_small = widget.height() < widget.heightForWidth(widget.width())
        else:
            needed = widget.sizeHint()
            too_small = widget.width() < needed.width() or widget.height() < needed.height()
        if too_small:
            found.append(f"{type(widget).__name__} “{widget.text()}” {widget.size()} needs {widget.sizeHint()}")
    return found


def sticks_out(root: QWidget) -> list[str]:
    """Return the visible buttons that reach over the edge of what holds them sideways."""
    found = []
    for widget in root.findChildren(QAbstractButton):
        holder = widget.parentWidget()
        if (
            widget.isVisible()
            and holder is not None
            and widget.text()
            and not holder.rect().contains(widget.geometry())
        ):
            found.append(f"“{widget.text()}” {widget.geometry()} in {holder.size()}")
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off(
    language: str, open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile, width: int, height: int
) -> None:
    sitting = open_window()
    resize(sitting, width, height)
    parts = sitting.parts
    problems = looked_at(sitting, "welcome")
    sitting.close()
    record_with_evidence(tmp_path, [picture_file(1), picture_file(2)])
    sitting = open_window()
    parts = sitting.parts
    resize(sitting, width, height)
    problems += looked_at(sitting, "nothing chosen")
    sitting.choose_order()
    for tab in range(parts.order_page.tabs.count()):
        sitting.show_tab(tab)
        problems += looked_at(sitting, f"tab {tab}")
    sitting.click(parts.new_order)
    parts.new_page.show_problem("amount", "不是金额：“abc”，请写成 100、100.00 或 ¥1,234.50")
    problems += looked_at(sitting, "new order")
    sitting.click(parts.places.button("trash"))
    problems += looked_at(sitting, "trash")
    assert not problems, "\n".join(problems)


def test_the_places_fold_where_the_window_is_narrow(sitting: Sitting) -> None:
    places = sitting.parts.places
    resize(sitting, 1600, 1000)
    assert places.button("orders").text().startswith("订单")
    wide = places.width()
    resize(sitting, 820, 560)
    sitting.wait(lambda: places.width() < wide)
    assert "订单" not in places.button("orders").text()
    assert places.button("orders").toolTip().startswith("订单")
    assert places.button("orders").accessibleName().startswith("订单")


def test_a_place_with_many_things_is_not_cut_off(sitting: Sitting) -> None:
    sitting.parts.places.show_counts(orders=12_345, trash=99)
    for width in (820, 1300):
        resize(sitting, width, 600)
        sitting.wait(lambda: not cut_off(sitting.parts.places) and not sticks_out(sitting.parts.places))


def test_size_and_panes_are_remembered(open_window: OpenWindow) -> None:
    first = open_window()
    resize(first, 820, 620)  # the screen of the offscreen platform is small
    parts = first.parts
    first.wait(lambda: parts.splitter.width() == first.window.width() - parts.places.width())
    parts.splitter.setSizes([300, parts.splitter.width() - 300])
    sizes = parts.splitter.sizes()
    first.close()
    second = open_window()
    assert (second.window.width(), second.window.height()) == (820, 620)
    second.wait(lambda: second.parts.splitter.sizes() == sizes)


def test_every_entry_and_button_has_a_name_for_a_screen_reader(
    open_window: OpenWindow, tmp_path: Path, picture_file: PictureFile
) -> None:
    record_with_evidence(tmp_path, [picture_file(1)])
    sitting = open_window()
    sitting.choose_order()
    nameless = []
    for widget in sitting.window.findChildren(QWidget):
        is_reached = widget.isVisible() and widget.focusPolicy() and not widget.objectName().startswith("qt_")
        if is_reached and isinstance(widget, QAbstractButton) and not (widget.accessibleName() or widget.text()):
            nameless.append(widget)
    assert nameless == []
    for page in (sitting.parts.order_page.facts, sitting.parts.new_page.fields):
        assert [name for name, field in page.fields.items() if not field.entry.accessibleName()] == []


def resize(sitting: Sitting, width: int, height: int) -> None:
    sitting.window.resize(width, height)
    sitting.wait(lambda: (sitting.window.width(), sitting.window.height()) == (width, height))


def looked_at(sitting: Sitting, what: str) -> list[str]:
    """Return what is cut off and stays so: nested layouts need more than one turn of the event loop to settle."""

    def problems() -> list[str]:
        return [f"{what}: {problem}" for problem in cut_off(sitting.window) + sticks_out(sitting.window)]

    sitting.idle()
    with contextlib.suppress(sitting.qtbot.TimeoutError):
        sitting.qtbot.waitUntil(lambda: not problems(), timeout=2_000)
    return problems()
