"""Heavy libraries are imported when they are used, not when the program starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "reportlab", "PIL", "pi_heif", "isal", "icalendar", "chinese_calendar", "onnxruntime", "rapidocr", "numpy", "cv2",
    "av", "openpyxl", "xlrd", "defusedxml", "pyzipper", "ijson", "lxml", "selectolax", "nh3", "pypdfium2", "pyhanko",
    "cryptography", "asn1crypto", "pypinyin", "segno", "dhash", "requests", "aiohttp",
)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "also"),
    [("import app.cli.parser; app.cli.parser.build()", ("PySide6",)), ("import app.shell.window", ())],
)
def test_a_start_pays_for_nothing_it_does_not_show(start: str, also: tuple[str, ...]) -> None:
    code = f"import sys; {start}; print([name for name in {HEAVY + also!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_said_without_any_of_them() -> None:
    code = (
        "import sys; from app.shell.main import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        f"print([name for name in {(*HEAVY, 'PySide6')!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_window_of_an_empty_vault_loads_only_the_calendar(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication\n"
        "from app.shell import window\n"
        "def end(): print([name for name in HEAVY if name in sys.modules]); QApplication.exit(0)\n"
        f"HEAVY = {tuple(name for name in HEAVY if name != 'chinese_calendar')!r}\n"
        "made = QApplication.__init__\n"
        "def init(self, *args): made(self, *args); QTimer.singleShot(600, end)\n"
        "QApplication.__init__ = init\n"
        "sys.exit(window.open_window(Path(sys.argv[1])))"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "my.pingju")],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
