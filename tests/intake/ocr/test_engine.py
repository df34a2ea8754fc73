"""Text recognition in its worker process: what it reads, and what is left when it is killed, cancelled or missing."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.casework.ocr import OcrSession
from app.casework.steps import Steps
from app.domain.errors import Cancelled
from app.intake.ocr.engine import OcrEngine, is_available
from app.intake.ocr.errors import OcrFailed, OcrMissing
from app.intake.ocr.worker import LIMIT_MEMORY
from app.intake.ocr.worker_process import WorkerProcess
from tests.fixtures.screens.drawn_set import TUNED, drawn_set
from tests.fixtures.screens.figures import Figures
from tests.intake.ocr.screens_to_read import long_lines, written

pytestmark = pytest.mark.skipif(not is_available(), reason="text recognition is not installed")
ROOT = Path(__file__).resolve().parents[3]
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
WORDS = ["订单号 20260211142908", "实付款 128.50"]


@pytest.fixture(scope="module")
def engine() -> Iterator[OcrEngine]:
    with OcrEngine() as opened:
        yield opened


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return written(tmp_path / "screen.png", WORDS)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone_within(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_alive(pid)


def test_lines_are_read_with_their_places_and_always_the_same(engine: OcrEngine, picture: Path) -> None:
    first = engine.read(picture, media_type="image/png")
    assert [line.text.replace(" ", "") for line in first.lines] == [words.replace(" ", "") for words in WORDS]
    assert all(line.region.within(720, 180) == line.region and line.score > 0.9 for line in first.lines)
    assert first.lines[0].region.y < 90 < first.lines[1].region.y + 20
    assert "rapidocr" in first.engine
    assert engine.read(picture, media_type="image/png") == first
    engine.close()
    assert engine.read(picture, media_type="image/png") == first


def test_a_turned_photo_is_read_as_it_is_displayed(engine: OcrEngine, tmp_path: Path) -> None:
    path = written(tmp_path / "upright.png", WORDS)
    turned, exif = tmp_path / "turned.jpg", Image.Exif()
    exif[0x0112] = 6
    with Image.open(path) as image:
        image.transpose(Image.Transpose.ROTATE_90).save(turned, quality=95, exif=exif)
    reading = engine.read(turned, media_type="image/jpeg")
    assert "128.50" in reading.text
    assert all(line.region.within(720, 180) == line.region for line in reading.lines)


def test_a_wide_screen_is_reduced_and_its_places_are_not(engine: OcrEngine, tmp_path: Path) -> None:
    reading = engine.read(written(tmp_path / "wide.png", WORDS, width=3_840, size=60), media_type="image/png")
    assert "128.50" in reading.text
    assert max(line.region.right for line in reading.lines) < 1_000


def test_every_line_of_a_12660_pixels_tall_screenshot_is_read_once(engine: OcrEngine, tmp_path: Path) -> None:
    lines = long_lines(140)
    tall = written(tmp_path / "tall.png", [*lines, ""][:140], width=1_170, step=12_660 // 140)
    seen: list[tuple[int, int]] = []
    reading = engine.read(tall, media_type="image/png", progress=lambda done, of: seen.append((done, of)))
    assert [line.text.replace(" ", "") for line in reading.lines] == lines
    assert seen[0] == (0, 8)
    assert seen[-1] == (8, 8)


def test_fields_are_read_off_drawn_pictures_of_each_kind(tmp_path: Path) -> None:
    chosen = {"02-order_page", "08-order_page", "32-alipay_bill", "43-wechat_bill", "56-chat", "62-product_page"}
    figures = Figures()
    with OcrSession(ROOT / "resources") as session:
        for screen in (screen for screen in drawn_set(TUNED) if screen.name in chosen):
            path = tmp_path / screen.name
            path.write_bytes(screen.draw())
            facts = session.read(path, screen.media_type)[1]
            figures.add(screen.name, screen.kind, screen.truth, facts)
    assert figures.right.total() > 30
    assert figures.kinds_wrong == 0
    assert figures.precision() >= 0.98, figures.misses
    assert figures.recall() >= 0.9, figures.misses


def test_a_worker_that_is_killed_costs_one_picture(engine: OcrEngine, tmp_path: Path, picture: Path) -> None:
    tall = written(tmp_path / "tall.png", long_lines(40), width=1_080)

    def kill(done: int, _of: int) -> None:
        if done == 1 and engine.worker_pid:
            os.kill(engine.worker_pid, signal.SIGTERM)

    with pytest.raises(OcrFailed, match=r"tall\.png"):
        engine.read(tall, media_type="image/png", progress=kill)
    assert engine.worker_pid is None
    assert "128.50" in engine.read(picture, media_type="image/png").text


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no such signal here")
def test_a_worker_that_hangs_is_given_up(picture: Path) -> None:
    with OcrEngine() as engine:
        engine.read(picture, media_type="image/png")
        engine._silence = 1.0
        hung = engine.worker_pid
        assert hung is not None
        os.kill(hung, signal.SIGSTOP)
        with pytest.raises(OcrFailed):
            engine.read(picture, media_type="image/png")
        assert gone_within(hung, 5)


def test_cancelling_ends_the_work_and_the_next_picture_is_read(tmp_path: Path, picture: Path) -> None:
    tall = written(tmp_path / "tall.png", long_lines(40), width=1_080)
    cancelled = threading.Event()
    with OcrSession(ROOT / "resources") as session:
        steps = Steps(lambda _done, _of: cancelled.set(), cancelled.is_set)
        with pytest.raises(Cancelled):
            session.read(tall, "image/png", steps=steps)
        assert session.read(picture, "image/png")[0].lines
    assert sorted(path.name for path in tmp_path.iterdir()) == ["screen.png", "tall.png"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("cut.png", None), ("words.png", b"no picture at all"), ("empty.png", b"")],
)
def test_a_bad_picture_is_told_by_name(
    engine: OcrEngine, tmp_path: Path, picture: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    path.write_bytes(picture.read_bytes()[:-200] if content is None else content)
    before = engine.worker_pid
    with pytest.raises(OcrFailed, match=name):
        engine.read(path, media_type="image/png")
    with pytest.raises(OcrFailed, match=r"gone\.png"):
        engine.read(tmp_path / "gone.png", media_type="image/png")
    assert before is None or engine.worker_pid == before


def test_what_is_no_picture_is_not_even_tried(tmp_path: Path) -> None:
    with OcrEngine() as engine, pytest.raises(OcrFailed, match="not a picture"):
        engine.read(tmp_path / "clip.mp4", media_type="video/mp4")
    assert engine.worker_pid is None


def test_without_the_optional_part_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, picture: Path
) -> None:
    broken = tmp_path / "packages" / "rapidocr"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('half installed', name='rapidocr')\n")
    monkeypatch.setenv("PYTHONPATH", str(broken.parent))
    with OcrEngine() as engine, pytest.raises(OcrMissing, match="not installed") as refused:
        engine.read(picture, media_type="image/png")
    assert "pip install" in refused.value.remedy.zh
    assert engine.worker_pid is None
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert not is_available()
    with OcrEngine() as engine, pytest.raises(OcrMissing):
        engine.read(picture, media_type="image/png")


def test_nothing_is_written_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, picture: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "ORT_DISABLE_TELEMETRY"):
        monkeypatch.delenv(name, raising=False)
    with OcrEngine() as engine:
        engine.read(picture, media_type="image/png")
        if sys.platform.startswith("linux"):
            environment = Path(f"/proc/{engine.worker_pid}/environ").read_bytes().split(b"\0")
            assert b"ORT_DISABLE_TELEMETRY=1" in environment
    assert list(home.rglob("*")) == []


def test_the_worker_reaches_no_other_machine() -> None:
    code = (
        "import socket; from app.intake.ocr import worker; worker._forbid_network()\n"
        "for reach in (socket.create_connection, lambda place: socket.getaddrinfo(*place)):\n"
        "    try: reach(('127.0.0.1', 9))\n"
        "    except PermissionError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["text recognition works offline"] * 2


@on_linux
def test_the_workers_memory_is_bounded(engine: OcrEngine, picture: Path) -> None:
    engine.read(picture, media_type="image/png")
    limits = Path(f"/proc/{engine.worker_pid}/limits").read_text(encoding="ascii")
    assert f"Max data size             {LIMIT_MEMORY}" in limits


@on_linux
def test_the_worker_ends_with_whoever_started_it(tmp_path: Path) -> None:
    tall = written(tmp_path / "tall.png", long_lines(80), width=1_080)
    code = (
        "import sys; from pathlib import Path; from app.intake.ocr.engine import OcrEngine\n"
        "engine = OcrEngine()\n"
        "told = lambda done, of: print(engine.worker_pid, flush=True)\n"
        "engine.read(Path(sys.argv[1]), media_type='image/png', progress=told)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tall)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout is not None
    with parent.stdout as answers:
        worker = int(answers.readline())
        assert is_alive(worker)
        parent.kill()
        parent.wait(timeout=10)
    assert gone_within(worker, 10)


@on_linux
def test_a_killed_worker_leaves_no_zombie_and_no_thread() -> None:
    worker = WorkerProcess()
    threads = threading.active_count()
    worker.kill()
    assert not Path(f"/proc/{worker.pid}").exists()
    assert threading.active_count() == threads - 1


def test_importing_it_imports_no_library() -> None:
    heavy = ("onnxruntime", "rapidocr", "numpy", "cv2", "PIL", "pi_heif")
    imported = "import sys, app.casework.ocr, app.intake.ocr.worker"
    code = f"{imported}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
