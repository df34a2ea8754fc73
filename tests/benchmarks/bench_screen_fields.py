"""How well fields are read off screens: precision, recall and every miss, over the drawn sets and samples.

python tests/benchmarks/bench_screen_fields.py [--set tuned|unseen|fresh|all] [--write] [--stored]

--write keeps the readings for the tests, --stored takes the kept ones instead of recognising again (to tune rules).
Where PINGJU_SAMPLES names a folder with `screens/`, what is read off its pictures is printed, without a verdict.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.domain.errors import InputError  # noqa: E402
from app.intake.images import MEDIA_TYPES  # noqa: E402
from app.intake.ocr.engine import OcrEngine  # noqa: E402
from app.intake.screens.facts import read_screen  # noqa: E402
from app.intake.screens.rules import load_screen_rules  # noqa: E402
from tests.fixtures.screens.drawn_set import FRESH, TUNED, UNSEEN, drawn_set  # noqa: E402
from tests.fixtures.screens.figures import Figures  # noqa: E402
from tests.fixtures.screens.stored import StoredScreen, store, stored_set  # noqa: E402

SETS = {"tuned": TUNED, "unseen": UNSEEN, "fresh": FRESH}


def peak_mb(pid: int | None) -> float:
    """The worker's peak of resident memory, where the system tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def recognised(engine: OcrEngine, seed: int) -> Iterator[StoredScreen]:
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for screen in drawn_set(seed):
            path = Path(folder) / screen.name
            path.write_bytes(screen.draw())
            start = time.perf_counter()
            reading = engine.read(path, media_type=screen.media_type)
            seconds.append(time.perf_counter() - start)
            yield StoredScreen(screen.name, screen.kind, screen.truth, reading)
    print(
        f"seconds a picture: median {statistics.median(seconds):.2f}, mean {statistics.mean(seconds):.2f}, "
        f"most {max(seconds):.2f}; peak {peak_mb(engine.worker_pid):.0f} MB"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--set", choices=[*SETS, "all"], default="all")
    words.add_argument("--write", action="store_true")
    words.add_argument("--stored", action="store_true")
    asked = words.parse_args()
    rules = load_screen_rules(ROOT / "resources" / "rules" / "screens")
    with OcrEngine() as engine:
        for name, seed in SETS.items():
            if asked.set not in {name, "all"}:
                continue
            print(f"== {name} (seed {seed})")
            screens = list(stored_set(seed) if asked.stored else recognised(engine, seed))
            if asked.write:
                store(seed, screens)
            figures = Figures()
            for screen in screens:
                figures.add(screen.name, screen.kind, screen.truth, read_screen(screen.reading, rules))
            print(figures.table())
            print(f"{len(screens)} screens, {figures.kinds_wrong} taken for another kind")
            print("\n".join(figures.misses))
        samples = Path(os.environ.get("PINGJU_SAMPLES", "")) / "screens"
        for path in sorted(samples.rglob("*")) if samples.is_dir() else []:
            if path.suffix.lower() not in {".png", ".jpg", ".jpeg", ".webp"}:
                continue
            try:
                reading = engine.read(path, media_type=MEDIA_TYPES["PNG"])
            except InputError as refused:
                print(f"{path.name}: {refused}")
                continue
            facts = read_screen(reading, rules)
            read = ", ".join(f"{field.name.value}={field.value} ({field.score:.2f})" for field in facts.fields)
            print(f"{path.name}: {len(reading.lines)} lines, {facts.kind.value}; {read}")


if __name__ == "__main__":
    main()
