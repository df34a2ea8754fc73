"""How long a dossier with a long conversation takes, against bare lines of the same messages on a reportlab canvas.

Run by hand: `python tests/benchmarks/bench_dossier_transcript.py [--repeat 3]`. Both run in turn in one process; the
bare canvas has no bubbles, no line breaking by the rules of Chinese, no links and no index. The exponent is the slope
of log time over log messages: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "resources" / "fonts"
SIZES = (1_000, 3_000, 10_000)
_LINE = 34


def bare(count: int, out: Path) -> None:
    """Write each message as plain lines: who and when, then its text cut every 34 characters."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from tests.dossier.sample_case import transcript

    pdfmetrics.registerFont(TTFont("Noto", str(FONTS / "NotoSansSC_400Regular.ttf")))
    canvas = Canvas(str(out), pagesize=A4)
    y = 0.0
    for said in transcript(count).messages:
        lines = [said.text[start : start + _LINE] for start in range(0, len(said.text), _LINE)]
        if y < 60 + 16 * len(lines):
            if y:
                canvas.showPage()
            canvas.setFont("Noto", 9.5)
            y = 780.0
        for words in (f"{said.sender} {said.at}", *lines):
            canvas.drawString(56, y, words)
            y -= 15
        y -= 9
    canvas.save()


def ours(count: int, out: Path) -> None:
    """Write a whole dossier: cover, index, the dialogue with bubbles and marks, integrity pages."""
    from app.dossier.writer import write_pdf
    from tests.dossier.sample_case import transcript
    from tests.dossier.samples import document, dossier

    write_pdf(dossier(document(1, b"chat", body=transcript(count))), out, FONTS)


def seconds(run: Callable[[int, Path], None], count: int, out: Path, repeat: int) -> float:
    """Return the best of several runs, in seconds of processor time: other programs run on the machine too."""
    best = math.inf
    for _ in range(repeat):
        started = time.process_time()
        run(count, out)
        best = min(best, time.process_time() - started)
        out.unlink()
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    repeat = parser.parse_args().repeat
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="pingju-bench-") as folder:
        out = Path(folder) / "chat.pdf"
        seconds(bare, 10, out, 1)
        seconds(ours, 10, out, 1)
        print(f"{'messages':>9} {'bare':>8} {'dossier':>8} {'ratio':>7}")
        times = []
        for count in SIZES:
            plain, whole = seconds(bare, count, out, repeat), seconds(ours, count, out, repeat)
            times.append(whole)
            print(f"{count:9,} {plain:8.2f} {whole:8.2f} {whole / plain:7.2f}")
        exponent = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
        print(f"exponent {exponent:.2f} (goal: at most 1.5 × bare at 10,000)")


if __name__ == "__main__":
    main()
