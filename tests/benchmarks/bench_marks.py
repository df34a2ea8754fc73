"""How long marking 200 phone screenshots takes, against decoding and encoding the same files with plain Pillow.

Run by hand: `python tests/benchmarks/bench_marks.py [--count 200] [--repeat 2]`. Both run in one process, in
turns over the same files (1080 by 2400, some 0.9 MB each); each copy carries nine marks, of which one is a mosaic
and two are bars. To hold: at most 1.25 times the plain decoding and encoding.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from app.domain.marks import Mark, MarkColour, MarkKind, Markup, Region  # noqa: E402
from app.dossier.marking.copies import render  # noqa: E402
from tests.dossier.samples import noisy_screen  # noqa: E402

FONTS = ROOT / "resources" / "fonts"
MARKS = Markup(
    (
        Mark(MarkKind.BOX, Region(60, 300, 900, 200)),
        Mark(MarkKind.ARROW, Region(900, 1500, -400, -600), MarkColour.BLUE),
        Mark(MarkKind.CALLOUT, Region(600, 400, 90, 90), number=1, text="这里承诺“秒到账”"),
        Mark(MarkKind.CALLOUT, Region(600, 900, 60, 60), MarkColour.GREEN, number=2),
        Mark(MarkKind.HIGHLIGHT, Region(60, 800, 900, 120), MarkColour.AMBER),
        Mark(MarkKind.TEXT, Region(200, 2000, 500, 100), text="已超过 24 小时，未发货"),
        Mark(MarkKind.BAR, Region(80, 1200, 600, 70)),
        Mark(MarkKind.BAR, Region(80, 1700, 500, 60)),
        Mark(MarkKind.MOSAIC, Region(80, 1350, 600, 120)),
    )
)


def plain(file: Path) -> int:
    """Decode and encode, as PNG with Pillow's own settings."""
    with Image.open(file) as image:
        out = io.BytesIO()
        image.convert("RGB").save(out, "PNG")
        return len(out.getvalue())


def marked(file: Path) -> int:
    """Render the marked copy."""
    return render(file, "image/png", MARKS, io.BytesIO(), fonts_dir=FONTS).bytes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{index:03d}.png" for index in range(given.count)]
        for index, file in enumerate(files):
            file.write_bytes(noisy_screen(index, alpha=False))
        best = {"plain": float("inf"), "marked": float("inf")}
        sizes = {}
        for _ in range(given.repeat):
            spent = dict.fromkeys(best, 0.0)
            sizes = dict.fromkeys(best, 0)
            # In turns, file by file: what else the machine does strikes both alike.
            for file in files:
                for name, work in (("plain", plain), ("marked", marked)):
                    start = time.thread_time()
                    sizes[name] += work(file)
                    spent[name] += time.thread_time() - start
            best = {name: min(seconds, spent[name]) for name, seconds in best.items()}
        for name, seconds in best.items():
            print(
                f"{name:7} {seconds:7.2f} s  {seconds / given.count * 1000:6.1f} ms each  {sizes[name] / 1e6:7.1f} MB"
            )
        print(f"ratio   {best['marked'] / best['plain']:7.2f}")


if __name__ == "__main__":
    main()
