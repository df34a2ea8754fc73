"""The words that start Pingju as something else than a command or the window."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.intake.ocr.worker_process import WORKER_WORD
from app.shell.main import OCR_WORKER
from tests.intake.ocr.screens_to_read import written

ROOT = Path(__file__).resolve().parents[2]


def started(words: str, asked: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "app", words], cwd=ROOT, input=asked, capture_output=True, timeout=120, check=False
    )


def test_the_worker_is_started_by_the_word_that_its_parent_says_and_ends_with_its_input() -> None:
    assert OCR_WORKER == WORKER_WORD
    done = started(OCR_WORKER)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_worker_reads_a_picture(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    picture = written(tmp_path / "screen.png", ["订单号 20260211142908"])
    with subprocess.Popen(
        [sys.executable, "-m", "app", OCR_WORKER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert json.loads(worker.stdout.readline())["ready"].startswith("rapidocr ")
        worker.stdin.write(json.dumps({"path": str(picture)}).encode() + b"\n")
        worker.stdin.flush()
        answers = iter(lambda: json.loads(worker.stdout.readline()), None)
        lines = next(answer["lines"] for answer in answers if "lines" in answer)
        worker.stdin.close()
        assert worker.wait(20) == 0
    assert "".join(line[0] for line in lines).replace(" ", "") == "订单号20260211142908"


def test_the_word_is_no_word_of_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "order", OCR_WORKER], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2
