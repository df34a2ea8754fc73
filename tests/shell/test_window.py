"""The window as a process of its own: it opens, remembers, and leaves with the right code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.shell import window
from tests.cli.terminal import ROOT, Terminal
from tests.gui.sitting import Sitting

CLOSE_SOON = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.shell import main, window

made = window.make_application

def close_when_shown(*arguments):
    application = made(*arguments)
    timer = QTimer(application, interval=20)
    timer.timeout.connect(lambda: [w.close() for w in application.topLevelWidgets() if w.isVisible()])
    timer.start()
    return application

window.make_application = close_when_shown
sys.exit(main.main(["--vault", sys.argv[1]]))
"""


def test_the_program_opens_a_window_on_a_new_vault_and_ends_with_0(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "my.pingju")
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    done = subprocess.run(
        [sys.executable, "-c", CLOSE_SOON, str(terminal.vault)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert terminal.json("verify")["ok"] is True
    assert (tmp_path / "config" / "Pingju" / "window.ini").exists()
    assert not (tmp_path / "data").exists()
    assert not (terminal.vault / "vault.lock.json").exists()


def test_the_application_is_named_as_its_desktop_file(qapp: QApplication) -> None:
    assert qapp.applicationName() == "Pingju"
    assert qapp.applicationDisplayName() == "凭据匣"
    desktop = ROOT / "packaging" / "linux" / f"{qapp.desktopFileName()}.desktop"
    assert desktop.is_file()
    assert not qapp.windowIcon().isNull()


def test_making_the_application_again_gives_the_same_one(qapp: QApplication) -> None:
    assert window.make_application([], ROOT / "resources", "zh_CN") is qapp


def test_the_window_says_what_it_is(sitting: Sitting) -> None:
    assert sitting.window.windowTitle() == "凭据匣 Pingju"
    assert sitting.window.minimumWidth() == 820
