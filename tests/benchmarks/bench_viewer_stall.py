"""How long the window stands still while pictures of a large order are opened, leafed through, zoomed and marked.

Run by hand: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_viewer_stall.py` (or `xcb` on a display). The
order has 500 screenshots, a 100-megapixel JPEG and a 1170 × 12660 PNG; clicks, wheel and drags go to the real window,
with the program's own garbage collector. The goal is 50 ms. See README.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw  # noqa: E402
from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QPushButton  # noqa: E402

from app.casework import evidence, orders, vaults  # noqa: E402
from app.gui.viewer.canvas import Canvas  # noqa: E402
from app.gui.viewer.page import ViewerPage  # noqa: E402
from app.gui.viewer.tools import Tool  # noqa: E402
from app.shell.clock import SystemClock  # noqa: E402
from tests.benchmarks import stalls  # noqa: E402
from tests.benchmarks.stalls import Sitting, Stall, click, drag, play, rest, wheel  # noqa: E402
from tests.fixtures.cases import order_fields  # noqa: E402

STEPS = 10
LARGE, TALL = "100 MP JPEG", "1170 × 12660 PNG"


def large_photo(path: Path) -> Path:
    image = Image.effect_noise((2000, 2000), 40).resize((10_000, 10_000)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for step in range(200):
        pen.ellipse((step * 50, step * 40, step * 50 + 400, step * 40 + 300), outline="red", width=8)
    image.save(path, quality=88)
    return path


def tall_screenshot(path: Path) -> Path:
    image = Image.new("RGB", (1170, 12_660), "#F5F5F5")
    pen = ImageDraw.Draw(image)
    for top in range(0, 12_660, 120):
        pen.rounded_rectangle((60, top + 10, 900, top + 100), 20, fill="white")
        for left in range(90, 850, 28):
            pen.rectangle((left, top + 30, left + 20, top + 60), fill=(left % 255, top % 255, 100))
    image.save(path)
    return path


def fill(folder: Path, pictures: int) -> None:
    """Make a vault with one order that has the two large pictures and so many small ones."""
    files = folder / "files"
    files.mkdir()
    every = [large_photo(files / "photo.jpg"), tall_screenshot(files / "tall.png")]
    for number in range(pictures):
        path = files / f"shot-{number:03d}.png"
        image = Image.new("RGB", (540, 1200), (number % 256, 90, 160))
        ImageDraw.Draw(image).text((40, 100), str(number), fill="white", font_size=120)
        image.save(path, compress_level=1)
        every.append(path)
    with vaults.open_for_writing(folder / "my.pingju", clock=SystemClock(), actor="bench") as vault:
        order = orders.record_order(vault, order_fields("A100")).value.id
        evidence.add_evidence(vault, order, every)


class Viewing:
    """The viewer in a sitting."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self.tab = sitting.window.parts.order_page.evidence

    @property
    def page(self) -> ViewerPage:
        return self.sitting.window.gallery.room(self.sitting.window).page

    def settled(self) -> bool:
        """Whether the picture stands there sharp."""
        return self.page.isVisible() and self.page.canvas.tiles.is_settled

    def open(self, row: int, name: str) -> None:
        grid = self.tab.grid
        grid.scrollTo(self.tab.model.index(row))
        rest(0.3)
        place = grid.visualRect(self.tab.model.index(row)).center()

        def press() -> None:
            click(grid.viewport(), place)
            QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

        self.sitting.measure(f"open the {name}", press, self.settled)

    def press(self, name: str, button: QPushButton, *, times: int, every_ms: int = 400) -> None:
        """Click a button several times, as somebody does who looks at each."""
        self.sitting.measure(name, lambda: play((click(button) for _ in range(times)), every_ms=every_ms), self.settled)

    def scroll(self, name: str) -> None:
        click(self.page.head.zoom)
        bar = self.page.canvas.verticalScrollBar()

        def turns(by: int) -> Iterator[bool]:
            end = bar.maximum() if by < 0 else bar.minimum()
            while bar.value() != end:
                wheel(self.page.canvas, by=by)
                yield True

        self.sitting.measure(f"scroll the {name} at 100 %", lambda: play(turns(-120)), self.settled)
        self.sitting.measure(f"scroll the {name} back", lambda: play(turns(120)), self.settled)

    def zoom(self, name: str) -> None:
        canvas, head = self.page.canvas, self.page.head
        self.press(f"zoom into the {name} by clicks", head.larger, times=5)
        self.press(f"zoom out of the {name} by clicks", head.smaller, times=8)
        click(head.page_fit)
        rest(0.3)

        def turns() -> Iterator[bool]:
            for by in [30] * 60 + [-30] * 90 + [30] * 30:
                wheel(canvas, by=by, control=True)
                yield True

        self.sitting.measure(f"zoom the {name} by the wheel", lambda: play(turns()), self.settled)
        click(head.width_fit)

    def look_beside(self, name: str) -> None:
        page = self.page

        def both() -> bool:
            return self.settled() and page.beside.canvas.tiles.is_settled

        self.sitting.measure(f"the {name}: side by side", lambda: click(page.head.beside), both)

        def turns() -> Iterator[bool]:
            for by in [-120] * 20 + [120] * 20:
                wheel(page.canvas, by=by)
                yield True

        self.sitting.measure(f"the {name}: scroll both", lambda: play(turns()), both)
        self.sitting.measure(f"the {name}: one again", lambda: click(page.head.beside), self.settled)

    def mark(self, name: str) -> None:
        """Draw marks of several kinds in the view, each saved as it is let go."""
        page, canvas = self.page, self.page.canvas
        click(page.head.width_fit)
        rest(0.5)
        for number, tool in enumerate((Tool.BOX, Tool.ARROW, Tool.CALLOUT, Tool.HIGHLIGHT, Tool.BAR, Tool.MOSAIC)):
            count = len(page.editor.markup.marks)
            start = QPoint(200 + 40 * number, 80 + 70 * number)

            def draw(tool: Tool = tool, start: QPoint = start) -> None:
                click(page.tools.buttons[tool])
                play(drag(canvas.viewport(), start, start + QPoint(160, 60)))

            self.sitting.measure(
                f"mark the {name}: {tool}", draw, lambda count=count: len(page.editor.markup.marks) == count + 1
            )
        click(page.tools.buttons[Tool.SELECT])
        self.scroll_marked(canvas, name)

    def scroll_marked(self, canvas: Canvas, name: str) -> None:
        def turns() -> Iterator[bool]:
            for by in [-120] * 40 + [120] * 40:
                wheel(canvas, by=by)
                yield True

        self.sitting.measure(f"scroll the marked {name}", lambda: play(turns()), self.settled)

    def leave(self, name: str) -> None:
        self.sitting.measure(f"go back from the {name}", lambda: click(self.page.head.back), self.tab.grid.isVisible)


def sit(vault: Path, count: int, is_watched: bool) -> dict[str, Stall]:
    """Do all that is done with pictures."""
    sitting = Sitting(vault, size=(1600, 1000), is_watched=is_watched)
    viewing = Viewing(sitting)
    sitting.measure("idle", lambda: rest(3))
    whole = count + 2
    sitting.measure(f"open an order of {whole}", lambda: sitting.choose_order(1), lambda: sitting.is_shown(1, whole))
    viewing.open(whole // 2, "small one (the first time)")
    page = viewing.page
    viewing.press(f"next, {STEPS} times", page.head.next, times=STEPS)
    viewing.press(f"previous, {STEPS} times", page.head.previous, times=STEPS)
    viewing.press("next, quickly", page.head.next, times=30, every_ms=60)
    viewing.zoom("small one")
    viewing.look_beside("small one")
    viewing.leave("small one")
    for row, name in ((0, LARGE), (1, TALL)):
        viewing.open(row, name)
        viewing.scroll(name)
        viewing.zoom(name)
        viewing.look_beside(name)
        viewing.mark(name)
        print(f"{name}: tiles in memory {page.canvas.tiles.kept_bytes >> 20} MB", file=sys.stderr)
        viewing.leave(name)
    sitting.window.close()
    return sitting.found


if __name__ == "__main__":
    sys.exit(stalls.main(__file__, fill, sit))
