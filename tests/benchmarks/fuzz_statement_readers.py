"""Feed broken statements to every reader for as long as asked; stops at the first exception that is not a refusal.

    python tests/benchmarks/fuzz_statement_readers.py [--inputs 100000] [--seconds 3600] [--seed 1] [--reader NAME ...]

With PINGJU_SAMPLES set, the public samples are broken as well (XLS is among those only). The reader's `detect` and
`read` get each input, every other reader's `detect` and the mapping get one in four.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.intake.statements.fuzzing import FIXTURES, mutated, reader_of, run


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=100_000, help="inputs a reader")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", nargs="*", help="these readers alone, by name")
    asked = parser.parse_args()
    warnings.simplefilter("error")
    samples = [path for path in sorted(FIXTURES.iterdir()) if path.suffix in {".csv", ".xlsx"}]
    public = os.environ.get("PINGJU_SAMPLES")
    if public:
        samples += [
            path
            for path in sorted((Path(public) / "payments").glob("*/*.*"))
            if path.suffix in {".csv", ".xls", ".xlsx"}
        ]
    # The public ones are large, and so slow: one input in fifty is theirs.
    by_reader: dict[str, tuple[list[tuple[Path, bytes]], list[tuple[Path, bytes]]]] = {}
    readers = {}
    for sample in samples:
        reader = reader_of(sample)
        if asked.reader and reader.name not in asked.reader:
            continue
        readers[reader.name] = reader
        own, foreign = by_reader.setdefault(reader.name, ([], []))
        (own if sample.parent == FIXTURES else foreign).append((sample, sample.read_bytes()))
    chance = random.Random(asked.seed)
    fed = dict.fromkeys(readers, 0)
    was_read = dict.fromkeys(readers, 0)
    end = time.monotonic() + asked.seconds
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "broken"
        while time.monotonic() < end and min(fed.values()) < asked.inputs:
            for name, reader in readers.items():
                own, foreign = by_reader[name]
                sample, data = chance.choice(foreign if (foreign and chance.random() < 0.02) or not own else own)
                broken = mutated(data, chance)
                try:
                    was_read[name] += run(broken, reader, path, for_all=fed[name] % 4 == 0)
                except BaseException:
                    kept = Path(tempfile.gettempdir()) / f"fuzz-{name}-{fed[name]}"
                    kept.write_bytes(broken)
                    print(f"{name}: {sample.name} broken as in {kept}")
                    raise
                fed[name] += 1
    for name, count in fed.items():
        print(f"{name:20} {count:8} inputs, {was_read[name]:8} of them still whole")


if __name__ == "__main__":
    main()
