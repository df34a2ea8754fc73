"""Take a generated statement into a vault: the whole import beside one bare pass of its reader over the same file.

    python tests/benchmarks/bench_import.py [--rows 200000]

Each runs in a process of its own; seconds are of processor time, for the machine may be busy; memory is the process's
peak of resident memory. The import copies, hashes, reads, writes every row with its digest, indexes it for the search
and commits; then the same file is imported again, and the vault is verified.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.bench_statement_reader import ours, write_csv

Work = Callable[[Path], int]


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def taken(path: Path) -> int:
    """Import the file into the vault beside it and return how many rows were new or known."""
    from app.casework import vaults
    from app.casework.importing.run import import_files

    with vaults.open_for_writing(path.parent / "vault", clock=_Clock(), actor="benchmark") as vault:
        (report,) = import_files(vault, [path]).value
    return report.new + report.known


def verified(path: Path) -> int:
    """Check the vault and return how many rows that were."""
    from app.casework import vaults

    with vaults.open_for_reading(path.parent / "vault", clock=_Clock()) as vault:
        found = vaults.verify(vault)
    assert found.is_sound, found.findings
    return found.rows


def _measured(work: Work, path: Path, results: multiprocessing.Queue[tuple[int, float, float]]) -> None:
    begun = time.process_time()
    rows = work(path)
    results.put((rows, time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(name: str, work: Work, path: Path) -> float:
    spawning = multiprocessing.get_context("spawn")
    results = spawning.Queue()
    process = spawning.Process(target=_measured, args=(work, path, results))
    process.start()
    rows, seconds, peak = results.get()
    process.join()
    print(f"{name:16} {rows:9,} rows {seconds:8.2f} s {peak:6.0f} MB peak", flush=True)
    return float(seconds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.csv"
        write_csv(path, asked.rows)
        floor = measure("reader alone", ours, path)
        first = measure("import", taken, path)
        again = measure("import again", taken, path)
        measure("verify", verified, path)
        print(f"import / reader {first / floor:.1f}, again / reader {again / floor:.1f}")


if __name__ == "__main__":
    main()
