"""How fast and how large a dossier of 200 phone screenshots is, against the floor and against img2pdf.

Run by hand: `python tests/benchmarks/bench_dossier_images.py [--count 200]`. What is compared runs in one process each,
one after another, over the same files. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "resources" / "fonts"
WIDTH, HEIGHT = 1080, 2400


def draw(folder: Path, count: int, *, alpha_of: int | None) -> None:
    """Draw screens; every `alpha_of`-th has an alpha channel, none where it is None."""
    from tests.dossier.samples import noisy_screen

    for index in range(count):
        data = noisy_screen(index, alpha=alpha_of is not None and index % alpha_of == 0)
        (folder / f"{index:03d}.png").write_bytes(data)


def floor(files: list[Path], out: Path) -> None:
    """Read, hash and write: less cannot be done."""
    with out.open("wb") as target:
        for file in files:
            data = file.read_bytes()
            hashlib.sha256(data).digest()
            target.write(data)
        target.flush()
        os.fsync(target.fileno())


def image_objects(files: list[Path], out: Path) -> None:
    """Only the image objects, without fonts and pages."""
    from app.dossier.outline import Picture
    from app.dossier.pdf.pictures import prepare
    from app.dossier.pdf.stream_document import StreamDocument

    with out.open("wb") as target:
        document = StreamDocument(target)
        for file in files:
            data = file.read_bytes()
            hashlib.sha256(data).digest()
            prepare(data, Picture(WIDTH, HEIGHT)).image.write(document)
        target.flush()
        os.fsync(target.fileno())


def dossier(files: list[Path], out: Path) -> None:
    """A whole dossier: cover, index, a page an exhibit, hashes checked, integrity pages, fonts."""
    from app.dossier.outline import Dossier, Exhibit, Fact, Integrity, OrderSheet, Picture, Recipient
    from app.dossier.writer import write_pdf
    from tests.dossier.samples import OnDisk

    exhibits = tuple(
        Exhibit(
            number, f"截图 {number}", "订单截图", "手机截屏", "2026-09-01 12:00:00", "证明订单状态。", "订单",
            file.name, "image/png", file.stat().st_size, file.with_suffix(".sha256").read_text(),
            "2026-09-02 20:00:00", OnDisk(file), Picture(WIDTH, HEIGHT),
        )
        for number, file in enumerate(files, start=1)
    )  # fmt: skip
    write_pdf(
        Dossier(
            "虚拟商品交易争议证据卷宗", "PJ-1", Recipient.ARCHIVE, datetime(2026, 9, 3, tzinfo=UTC),
            (OrderSheet("订单", (Fact("平台", "测试卡盟", on_cover=True),)),), exhibits,
            Integrity(1, "00" * 32, "一致"), "凭据匣",
        ),
        out,
        FONTS,
    )  # fmt: skip


def img2pdf_file(files: list[Path], out: Path) -> None:
    import img2pdf

    with out.open("wb") as target:
        img2pdf.convert([str(file) for file in files], outputstream=target)


RUNS = {"floor": floor, "image objects": image_objects, "dossier": dossier, "img2pdf": img2pdf_file}

SETS = {"half with alpha": 2, "opaque": None, "with alpha": 1}
"""Some phones write an alpha channel and some do not, so the goal is for as many of one kind as of the other."""


def child(name: str, folder: Path) -> None:
    """Run one of `RUNS` and print what it took as JSON; imports count, as they do for a user."""
    files, out = sorted(folder.glob("*.png")), folder / "out"
    started = time.perf_counter()
    RUNS[name](files, out)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "memory": peak_memory(), "bytes": out.stat().st_size}))
    out.unlink()


def peak_memory() -> int | None:
    """Return this process's peak of resident memory in bytes, where the system tells (Linux, macOS)."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent held before this process began
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(name: str, folder: Path, repeat: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", name, "--folder", str(folder)]
    results = [
        json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
        for _ in range(repeat)
    ]
    return min(results, key=lambda result: result["seconds"])


def report(label: str, folder: Path, repeat: int) -> None:
    files = sorted(folder.glob("*.png"))
    pixels = sum(file.stat().st_size for file in files)
    print(f"\n{label}: {len(files)} PNG of {WIDTH}×{HEIGHT}, {pixels / 1e6:.0f} MB (best of {repeat})")
    print(f"{'':14} {'seconds':>8} {'× floor':>8} {'peak MB':>8} {'file/images':>12}")
    base = 0.0
    for name in RUNS:
        if name == "img2pdf" and importlib.util.find_spec("img2pdf") is None:
            print("img2pdf        not installed here: skipped")
            continue
        result = measure(name, folder, repeat)
        base = base or result["seconds"]
        memory = "?" if result["memory"] is None else f"{result['memory'] / 1e6:.0f}"
        print(
            f"{name:14} {result['seconds']:8.2f} {result['seconds'] / base:8.1f} {memory:>8} "
            f"{result['bytes'] / pixels:12.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", choices=SETS)
    parser.add_argument("--child")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if arguments.child:
        child(arguments.child, arguments.folder)
        return
    for label, alpha_of in SETS.items():
        if arguments.only not in {None, label}:
            continue
        folder = Path(tempfile.mkdtemp(prefix="pingju-bench-"))
        try:
            draw(folder, arguments.count, alpha_of=alpha_of)
            for file in folder.glob("*.png"):
                file.with_suffix(".sha256").write_text(hashlib.sha256(file.read_bytes()).hexdigest())
            report(label, folder, arguments.repeat)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
