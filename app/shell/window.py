"""Opening the window: language, fonts, theme, the vault and everything that shows it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app.casework.vaults import Vault, open_for_reading, open_for_writing
from app.domain.errors import VaultLocked
from app.domain.times import Clock
from app.gui import errors, theme
from app.gui.desk import Desk
from app.gui.tasks import TaskRunner
from app.gui.window.main_window import MainWindow
from app.shell import crash, paths
from app.shell.clock import SystemClock
from app.shell.garbage import GarbageCollector
from app.shell.language import CHINESE, user_language


def open_window(folder: Path) -> int:
    """Show the window of a vault until it is closed, and return the exit code."""
    crash.keep_log()
    crash.catch_mistakes()
    # Ctrl+C in the terminal ends the window at once: all that was acknowledged is on disk already.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = make_application(sys.argv[:1], paths.resources(), user_language())
    opener = Opener(folder, SystemClock(), paths.resources(), _settings())
    opener.start()
    return application.exec()


def make_application(argv: list[str], resources: Path, language: str) -> QApplication:
    """Return the application with its fonts, language and look."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(argv)
    application.setApplicationName("Pingju")
    application.setApplicationDisplayName("凭据匣" if language == CHINESE else "Pingju")
    application.setDesktopFileName("io.github.pingju.Pingju")
    application.setWindowIcon(QIcon(str(resources / "icons" / "pingju.svg")))
    speak(application, resources, language)
    theme.load_fonts(resources / "fonts")
    icons = resources / "icons"
    theme.apply(application, icons)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: theme.apply(application, icons))
    return application


def speak(application: QApplication, resources: Path, language: str) -> None:
    """Give Qt's own dialogs and ours a language; ours are written in Chinese and translated into English."""
    QLocale.setDefault(QLocale("zh_CN" if language == CHINESE else "en_US"))
    own = QTranslator(application)
    if language != CHINESE and own.load(str(resources / "translations" / "pingju_en.qm")):
        application.installTranslator(own)
    qt = QTranslator(application)
    if qt.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qt)


class Opener:
    """Opens a vault on its own thread, then its window; read-only where another window has it."""

    def __init__(self, folder: Path, clock: Clock, resources: Path, settings: QSettings) -> None:
        self._folder = folder
        self._clock = clock
        self._resources = resources
        self._settings = settings
        self._runner: TaskRunner | None = None
        self.window: MainWindow | None = None
        self._garbage: GarbageCollector | None = None

    def start(self) -> None:
        """Open for writing."""
        self._open(partial(open_for_writing, self._folder, clock=self._clock, actor="window", lock_timeout=1))

    def _open(self, opening: Callable[[], Vault]) -> None:
        self._runner = TaskRunner(opening)
        self._runner.with_vault(lambda vault, _steps: vault.is_read_only, self._show, failed=self._refused)

    def _show(self, is_read_only: bool) -> None:
        if self._runner is None:
            return
        desk = Desk(self._runner, self._folder, self._clock, self._resources / "fonts")
        self.window = MainWindow(
            self._runner,
            desk,
            self._clock,
            self._folder,
            self._settings,
            resources=self._resources,
            notices=paths.working_day_notices(),
            is_read_only=is_read_only,
        )
        runner = self._runner
        self._garbage = GarbageCollector(lambda: runner.is_idle, self.window)
        self._garbage.start()
        self.window.show()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, VaultLocked) and errors.offer_read_only(error):
            self._open(partial(open_for_reading, self._folder, clock=self._clock))
            return
        if not isinstance(error, VaultLocked):
            errors.show(None, error)
        QApplication.exit(3)


def _settings() -> QSettings:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    return QSettings(str(paths.settings_file()), QSettings.Format.IniFormat)
