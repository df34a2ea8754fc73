"""A dossier is written whole or not at all, and the same dossier is always the same bytes."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pytest

from app.domain.errors import Cancelled, OutputError
from app.dossier.errors import ExhibitUnreadable
from app.dossier.outline import Dossier, Exhibit
from app.dossier.writer import write_pdf
from tests.dossier.samples import FONTS, Bytes, document, dossier, encoded, exhibit, order_page

ROOT = Path(__file__).parents[2]
PICTURES = [encoded(order_page().resize((108, 240 + index)).convert("RGBA")) for index in range(4)]


def outline() -> Dossier:
    return dossier(*(exhibit(number, data) for number, data in enumerate(PICTURES, start=1)))


def test_the_same_dossier_is_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from app.dossier.writer import write_pdf;"
        "from tests.dossier.samples import FONTS, rich; print(write_pdf(rich(), Path(sys.argv[1]), FONTS).sha256)"
    )
    digests = []
    for seed, zone in (("1", "Asia/Shanghai"), ("4711", "America/Lima")):
        path = tmp_path / f"{seed}.pdf"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)], cwd=ROOT, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        digests.append(done.stdout.decode().strip())
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digests[-1]
    assert digests[0] == digests[1]


def test_a_changed_word_changes_the_hash(tmp_path: Path) -> None:
    first = write_pdf(dossier(request="全额退款"), tmp_path / "a.pdf", FONTS)
    second = write_pdf(dossier(request="部分退款"), tmp_path / "b.pdf", FONTS)
    assert first.sha256 != second.sha256


def test_progress_counts_every_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    report = write_pdf(outline(), tmp_path / "a.pdf", FONTS, lambda done, total: told.append((done, total)))
    assert told == [(page, report.pages) for page in range(report.pages + 1)]


@pytest.mark.parametrize("pages", [0, 1, 4, 7])
def test_cancelling_leaves_nothing_and_keeps_what_was_there(pages: int, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"the dossier of yesterday")
    done: list[int] = []
    with pytest.raises(Cancelled):
        write_pdf(outline(), path, FONTS, lambda number, _: done.append(number), lambda: done[-1] >= pages)
    assert done[-1] == pages
    assert path.read_bytes() == b"the dossier of yesterday"
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_dossier_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"the dossier of yesterday")
    write_pdf(outline(), path, FONTS)
    assert path.read_bytes().startswith(b"%PDF-1.7")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("missing/a.pdf", "文件夹不存在"),
        ("folder", "这是一个文件夹"),
        ("file/a.pdf", "上级不是文件夹"),
        ("长" * 300 + ".pdf", "文件名过长"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(place: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError) as caught:
        write_pdf(outline(), tmp_path / place, FONTS)
    assert words in caught.value.line("zh")
    assert place in caught.value.line("zh")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def open_full(path: Path, mode: str = "r", **options: object) -> object:
        if path.suffix == ".part":
            opened(path, mode).close()
            return opened(Path("/dev/full"), "wb")
        return opened(path, mode, **options)

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(OutputError, match="disk is full") as caught:
        write_pdf(outline(), tmp_path / "a.pdf", FONTS)
    assert "磁盘空间不足" in caught.value.line("zh")
    assert list(tmp_path.iterdir()) == []


@dataclass(frozen=True)
class Unreadable:
    """An original on a disk that fails."""

    def open(self) -> BinaryIO:
        raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(
    "wrong",
    [
        exhibit(9, PICTURES[0], original=Bytes(PICTURES[1]), file_name="变了.png"),
        document(9, b"a,b\n", original=Bytes(b"a,c\n"), file_name="变了.png"),
        exhibit(9, PICTURES[0], original=Unreadable(), file_name="变了.png"),
        document(9, b"a,b\n", original=Unreadable(), file_name="变了.png"),
    ],
    ids=["picture changed", "file changed", "picture unreadable", "file unreadable"],
)
@pytest.mark.parametrize("place", [0, 2])
def test_an_original_that_changed_or_fails_stops_the_dossier(wrong: Exhibit, place: int, tmp_path: Path) -> None:
    good = [exhibit(number, data) for number, data in enumerate(PICTURES[2:], start=1)]
    with pytest.raises(ExhibitUnreadable, match=r"exhibit 9 \(变了\.png\)"):
        write_pdf(dossier(*good[:place], wrong, *good[place:]), tmp_path / "a.pdf", FONTS)
    assert list(tmp_path.iterdir()) == []


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"NotoSansSC_400Regular\.ttf"):
        write_pdf(outline(), tmp_path / "a.pdf", tmp_path / "nowhere")


def test_numbers_must_differ_and_the_date_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="share a number"):
        dossier(exhibit(1, PICTURES[0]), exhibit(1, PICTURES[1]))
    with pytest.raises(ValueError, match="no zone"):
        dossier(stated_at=outline().stated_at.replace(tzinfo=None))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the peak of memory from /proc")
def test_memory_stays_at_about_one_picture(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from random import Random
from PIL import Image
from app.dossier.writer import write_pdf
from tests.dossier.samples import FONTS, OnDisk, dossier, encoded, exhibit
exhibits = []
for number in range(1, int(sys.argv[2]) + 1):
    data = encoded(Image.frombytes("RGB", (600, 600), Random(number).randbytes(1080000)))
    path = Path(sys.argv[1]) / f"{number}.png"
    path.write_bytes(data)
    exhibits.append(exhibit(number, data, original=OnDisk(path)))
write_pdf(dossier(*exhibits), Path(sys.argv[1]) / "out.pdf", FONTS)
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""
    peaks = []
    for count in (4, 44):
        command = [sys.executable, "-W", "ignore", "-c", program, str(tmp_path), str(count)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        peaks.append(int(done.stdout) * 1024)
    # Forty more pictures of 1.1 MB each may cost the memory of a few, not of all.
    assert peaks[1] - peaks[0] < 10_000_000
