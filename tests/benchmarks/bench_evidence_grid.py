"""How long the window stands still while an order of 500 screenshots is opened, scrolled, described and searched.

Run by hand: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_evidence_grid.py` (or `xcb` on a display). Clicks,
keys, wheel and drags go to the real window, with the program's own garbage collector; no thumbnail is kept from before.
The goal is 50 ms. See README.md.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw  # noqa: E402
from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from app.casework import evidence, orders, vaults  # noqa: E402
from app.domain.evidence import EvidenceKind  # noqa: E402
from app.gui.evidence.tab import EvidenceTab  # noqa: E402
from app.shell.clock import SystemClock  # noqa: E402
from app.shell.garbage import FULL_EVERY, YOUNG_MS  # noqa: E402
from tests.benchmarks import stalls  # noqa: E402
from tests.benchmarks.stalls import Sitting, Stall, click, drag, play, rest, wheel  # noqa: E402
from tests.fixtures.cases import order_fields  # noqa: E402

FEW, MANY = 1, 2
SOME = 3


def screenshot(number: int) -> bytes:
    """Return a screenshot of a phone's size, another one for each number."""
    image = Image.new("RGB", (1080, 2400), (245, 245, (number * 7) % 200 + 55))
    pen = ImageDraw.Draw(image)
    for row in range(30):
        pen.rectangle((60, 80 * row + 20, 200 + (number * 37 + row * 91) % 800, 80 * row + 60), fill=(40, 80, 120))
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def fill(folder: Path, count: int) -> None:
    """Make a vault with an order that has so many screenshots, and one that has three."""
    with tempfile.TemporaryDirectory() as made:
        files = []
        for number in range(count + SOME):
            files.append(Path(made) / f"Screenshot_2026-01-{number % 28 + 1:02}_{number:04}.png")
            files[-1].write_bytes(screenshot(number))
        with vaults.open_for_writing(folder / "my.pingju", clock=SystemClock(), actor="benchmark") as vault:
            for number, some in (("A100", files[count:]), ("A200", files[:count])):
                order = orders.record_order(vault, order_fields(number), status="pending_delivery").value
                evidence.add_evidence(vault, order.id, some, kind="chat")


def sit(vault: Path, count: int, is_watched: bool) -> dict[str, Stall]:
    """Do all that is done with the exhibits of a large order."""
    sitting = Sitting(vault, size=(1280, 800), is_watched=is_watched)
    measure, tab = sitting.measure, sitting.window.parts.order_page.evidence
    grid, shows_all = tab.grid, lambda: sitting.is_shown(MANY, count)
    measure("idle", lambda: rest(3))
    measure("open an order (the first time)", lambda: sitting.choose_order(FEW), lambda: sitting.is_shown(FEW, SOME))
    measure(f"open an order of {count}", lambda: sitting.choose_order(MANY), shows_all)
    measure("scroll to its end (thumbnails are drawn)", lambda: play(turns(tab, -120)))
    measure("scroll back", lambda: play(turns(tab, 120)))
    measure("open the small one", lambda: sitting.choose_order(FEW), lambda: sitting.is_shown(FEW, SOME))
    measure(f"open that of {count} again", lambda: sitting.choose_order(MANY), shows_all)
    unfold(sitting, tab)
    drag_about(sitting, tab)
    describe_all(sitting, tab)
    narrow_down(sitting, tab)
    search(sitting, tab)
    seconds = (FULL_EVERY + 2) * YOUNG_MS / 1000
    measure("idle until all garbage was collected", lambda: rest(seconds), seconds=seconds + 60)
    assert grid.model().rowCount() == count
    sitting.window.close()
    return sitting.found


def turns(tab: EvidenceTab, by: int) -> Iterator[bool]:
    """Turn the wheel until the grid's end is reached."""
    bar = tab.grid.verticalScrollBar()
    end = bar.maximum() if by < 0 else bar.minimum()
    while bar.value() != end:
        wheel(tab.grid, by=by)
        yield True


def unfold(sitting: Sitting, tab: EvidenceTab) -> None:
    was_unfolded = tab.checklist.is_unfolded
    words = ("fold the checklist", "unfold the checklist")
    sitting.measure(words[not was_unfolded], lambda: click(tab.checklist.toggle))
    sitting.measure(words[was_unfolded], lambda: click(tab.checklist.toggle))


def drag_about(sitting: Sitting, tab: EvidenceTab) -> None:
    """Drag the first card behind the third, and choose by keys."""
    grid = tab.grid
    grid.scrollToTop()
    first = tab.items[0].id

    def place(row: int) -> QPoint:
        return grid.visualRect(tab.model.index(row)).center()

    def moved() -> bool:
        return tab.items[2].id == first

    sitting.measure("choose the next card", lambda: click(grid.viewport(), place(1)))
    aim = place(2) + QPoint(40, 0)
    sitting.measure("drag a card elsewhere", lambda: play(drag(grid.viewport(), place(0), aim)), moved)
    sitting.measure("undo it", sitting.window.named_actions["undo"].trigger, lambda: tab.items[0].id == first)


def describe_all(sitting: Sitting, tab: EvidenceTab) -> None:
    """Choose every exhibit and describe all at once."""
    grid = tab.grid
    grid.setFocus()
    sitting.measure("choose all (Ctrl+A)", lambda: QTest.keySequence(grid, "Ctrl+A"), tab.bulk.isVisible)
    sitting.measure(
        "set the kind of all",
        lambda: click(tab.bulk.kinds.button(EvidenceKind.PAYMENT)),
        lambda: all(item.kind is EvidenceKind.PAYMENT for item in tab.items),
    )

    def add_tag() -> None:
        tab.bulk.tags.setFocus()
        QTest.keyClicks(tab.bulk.tags, "fee")
        QTest.keyClick(tab.bulk.tags, Qt.Key.Key_Return)

    sitting.measure("give all a tag", add_tag, lambda: all(item.tags for item in tab.items))
    click(grid.viewport(), grid.visualRect(tab.model.index(1)).center())


def narrow_down(sitting: Sitting, tab: EvidenceTab) -> None:
    """Leave only one kind, then one tag, then show all again."""
    item = tab.items[3]
    tab.edited.emit(item.id, "kind", "refund")
    assert stalls.run(lambda: tab.filter.kinds.count() == 3 and sitting.is_idle())

    def choose(box: object, key: Qt.Key) -> None:
        tab.filter.kinds.setFocus()
        QTest.keyClick(box, key)  # type: ignore[call-overload]

    kinds, tags, down = tab.filter.kinds, tab.filter.tags, Qt.Key.Key_Down
    sitting.measure("filter by kind", lambda: choose(kinds, down), lambda: tab.filter.is_active)
    sitting.measure("filter by another kind", lambda: choose(kinds, down))
    sitting.measure("show all again", lambda: click(tab.filter.clear), lambda: not tab.filter.is_active)
    sitting.measure("filter by tag", lambda: choose(tags, down), lambda: tab.filter.is_active)
    sitting.measure("show all once more", lambda: click(tab.filter.clear), lambda: not tab.filter.is_active)


def search(sitting: Sitting, tab: EvidenceTab) -> None:
    """Look for what every exhibit is called, go through the hits, and open one."""
    box = sitting.window.finder.box

    def type_query() -> None:
        box.setFocus()
        QTest.keyClicks(box, "Screenshot")

    def found() -> bool:
        return box.panel.isVisible() and box.panel.model.rowCount() > 5

    def step() -> Iterator[bool]:
        for _ in range(40):
            QTest.keyClick(box, Qt.Key.Key_Down)
            yield True

    sitting.measure("search: type, see hits", type_query, found)
    sitting.measure("search: go through the hits", lambda: play(step()))
    sitting.measure("search: open a hit", lambda: QTest.keyClick(box, Qt.Key.Key_Return), tab.grid.isVisible)


if __name__ == "__main__":
    sys.exit(stalls.main(__file__, fill, sit))
