"""`dev.py run` and `dev.py test`: what each needs first, and the hand-over to the program itself."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from firststart import system
from firststart.environment import DEVELOPMENT, RUNTIME, Environment
from firststart.system import Need
from firststart.wording import SetupError, tell

ROOT = Path(__file__).resolve().parents[2]
EXIT_WRONG_USE = 2
EXIT_INTERRUPTED = 130
OPTIONS_WITH_VALUE = frozenset({"--vault"})
OPTIONS_ALONE = frozenset({"--json"})


def main(argv: Sequence[str], usage: str) -> int:
    """Do what the command line says; on POSIX a started program takes this process over."""
    command = argv[0] if argv else ""
    try:
        if command == "run":
            return run(ROOT, argv[1:])
        if command == "test":
            return test(ROOT, argv[1:])
    except SetupError as error:
        tell(error.zh, error.en)
        return EXIT_WRONG_USE
    except KeyboardInterrupt:
        tell("已中断。", "Interrupted.")
        return EXIT_INTERRUPTED
    asked = command in {"-h", "--help"}
    (sys.stdout if asked else sys.stderr).write(usage)
    return 0 if asked else EXIT_WRONG_USE


def run(root: Path, args: Sequence[str]) -> int:
    """Start Pingju with the user's arguments, in the user's folder."""
    window = opens_window(args)
    if window and not has_display(os.environ):
        tell(
            "没有图形显示，无法打开窗口；“python3 packaging/dev.py run demo --out 目录”不需要窗口，"
            "可生成示例库和卷宗。",
            "There is no display to open the window on; `python3 packaging/dev.py run demo --out DIR` needs none "
            "and builds the sample vault and its dossiers.",
        )
        return EXIT_WRONG_USE
    environment = Environment(root)
    ready = environment.is_ready(RUNTIME)
    # Commands are scripts' way in: once set up, they start without a word and without a probe.
    needs = _libraries(os.environ) if window or not ready else []
    missing = _provide(needs, ready)
    if (window and missing) or _lacks_venv(missing):
        return EXIT_WRONG_USE
    if not ready:
        environment.prepare(RUNTIME)
    return _hand_over(environment, ["-P", "-m", "app", *args])


def test(root: Path, args: Sequence[str]) -> int:
    """Run the tests from the root of the checkout, without a display unless the user named a platform."""
    environment = Environment(root)
    ready = environment.is_ready(DEVELOPMENT)
    needs = [*system.QT_CORE, *system.QT_XCB, *system.PDF_TOOLS, *(system.X_TOOLS if sys.platform == "linux" else ())]
    if _provide(needs, ready):
        return EXIT_WRONG_USE
    if not ready:
        environment.prepare(DEVELOPMENT)
    os.chdir(root)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _hand_over(environment, ["-m", "pytest", *args])


def opens_window(args: Sequence[str]) -> bool:
    """Tell whether these arguments open the window: no command among them, and no option that we do not know.

    The command line itself is read by Pingju; this only spares a user without a display a long set-up.
    """
    rest = iter(args)
    for word in rest:
        if word in OPTIONS_WITH_VALUE:
            next(rest, None)
        elif word not in OPTIONS_ALONE and word.partition("=")[0] not in OPTIONS_WITH_VALUE:
            return False
    return True


def has_display(environment: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown; only Linux says so in the environment."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(environment.get(name) for name in names)


def _libraries(environment: Mapping[str, str]) -> list[Need]:
    """Return the libraries that Qt loads on this display; under Wayland it gets on without those of X."""
    return [*system.QT_CORE, *(() if environment.get("WAYLAND_DISPLAY") else system.QT_XCB)]


def _provide(needs: Iterable[Need], ready: bool) -> list[Need]:
    """Bring what is missing, and what making `.venv` needs unless it is made; return what is still missing."""
    return system.provide(system.missing_of(needs if ready else [system.venv_need(), *needs]))


def _lacks_venv(missing: Iterable[Need]) -> bool:
    return any(need.kind == "module" for need in missing)


def _hand_over(environment: Environment, arguments: Sequence[str]) -> int:
    """Become the environment's Python, or on Windows wait for it and return its exit code."""
    command = [str(environment.python), *arguments]
    # Not installed but run from here: the checkout is on the path whatever folder the user stands in.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    variables["PYTHONPATH"] = str(environment.root)
    if os.name == "posix":
        _become(command, variables)
    with subprocess.Popen(command, env=variables) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The console sent Ctrl+C to the program as well, which decides what it means.
                continue


def _become(command: list[str], variables: Mapping[str, str]) -> NoReturn:
    try:
        os.execve(command[0], command, variables)  # noqa: S606 (no shell wanted)
    except OSError as error:
        raise SetupError(
            f"无法启动 {command[0]}：{error.strerror}；删除 .venv 后再试。",
            f"{command[0]} cannot be started ({error.strerror}): delete .venv and start again.",
        ) from error
