"""Build what is handed out, and try each as its user would: `.venv/bin/python packaging/build.py [program] [wheel]`.

`program` is the folder that PyInstaller makes (dist/pingju); `wheel` is the package for pip (dist/*.whl), installed
into a bare environment from the runtime lock alone, so that a dependency only developers have is found here.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from firststart import system

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
WINDOW_LIFE_S = 5
STEP_LIMIT_S = 600


class BuildError(Exception):
    """A build or its trial failed; the message says which and how."""


def main(argv: Sequence[str]) -> int:
    """Build the named things, or all; return 1 with one line on stderr when one fails."""
    steps = {"program": build_program, "wheel": build_wheel}
    unknown = [name for name in argv if name not in steps]
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(unknown)}; there are {', '.join(steps)}\n")
        return 2
    try:
        for name in argv or steps:
            steps[name]()
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def build_program() -> Path:
    """Build dist/pingju, try it, and return its executable."""
    if sys.platform == "linux" and system.provide(system.missing_of(system.BUILD_TOOLS)):
        raise BuildError("PyInstaller cannot work without the tool named above")
    folder = DIST / "pingju"
    shutil.rmtree(folder, ignore_errors=True)
    places = ["--distpath", str(DIST), "--workpath", str(ROOT / "build" / "pyinstaller")]
    spec = str(ROOT / "packaging" / "pingju.spec")
    _call([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *places, spec])
    executable = folder / ("pingju-cli.exe" if os.name == "nt" else "pingju")
    with tempfile.TemporaryDirectory(prefix="pingju-") as scratch:
        _try_commands(executable, Path(scratch))
        _try_window(executable, Path(scratch))
    size = sum(entry.stat().st_size for entry in folder.rglob("*") if entry.is_file() and not entry.is_symlink())
    sys.stdout.write(f"{folder}: {size / 1e6:.0f} MB, tried\n")
    return executable


def build_wheel() -> Path:
    """Build dist/pingju-….whl, try it in an environment of its own, and return it."""
    for old in DIST.glob("pingju-*.whl"):
        old.unlink()
    _call(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            str(DIST),
            str(ROOT),
        ]
    )
    wheels = list(DIST.glob("pingju-*.whl"))
    if len(wheels) != 1:
        raise BuildError(f"one wheel was expected in {DIST}, found {len(wheels)}")
    with tempfile.TemporaryDirectory(prefix="pingju-") as scratch:
        place = Path(scratch) / "venv"
        binaries = place / ("Scripts" if os.name == "nt" else "bin")
        _call([sys.executable, "-m", "venv", str(place)])
        pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _call([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(ROOT / "packaging" / "requirements.txt")])
        _call([*pip, "--no-deps", str(wheels[0])])
        _call([str(binaries / "python"), "-m", "pip", "check"])
        _try_commands(binaries / ("pingju.exe" if os.name == "nt" else "pingju"), Path(scratch))
    sys.stdout.write(f"{wheels[0]}: {wheels[0].stat().st_size / 1e6:.1f} MB, tried\n")
    return wheels[0]


def _try_commands(executable: Path, scratch: Path) -> None:
    """Ask for the version and build the demo, from a folder and an environment that know no checkout."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    said = _call([str(executable), "--version"], scratch)
    if not re.search(rf"\b{re.escape(version)}\b", said):
        raise BuildError(f"{executable.name} --version said {said.strip()!r}, not {version}")
    _call([str(executable), "demo", "--out", str(scratch / "样例")], scratch)
    dossiers = list((scratch / "样例").rglob("*.pdf"))
    if not dossiers or not all(path.read_bytes()[:5] == b"%PDF-" for path in dossiers):
        raise BuildError(f"{executable.name} demo made {len(dossiers)} dossiers, or one that is no PDF")
    checked = next((path.parent for path in (scratch / "样例").rglob("vault.sqlite3")), None)
    if checked is None:
        raise BuildError(f"{executable.name} demo made no vault")
    _call([str(executable), "--vault", str(checked), "verify"], scratch)


def _try_window(executable: Path, scratch: Path) -> None:
    """Open the window on no screen and see that it stays: a library left out of the folder shows here."""
    environment = _bare(scratch) | {"QT_QPA_PLATFORM": "offscreen"}
    log = scratch / "window.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [str(executable), "--vault", str(scratch / "window.pingju")],
            cwd=scratch,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + WINDOW_LIFE_S
            while time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.1)
            ended = process.poll()
        finally:
            process.terminate()
            process.wait(30)
    if ended is not None:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-5:]
        raise BuildError(f"the window ended at once with {ended}: {' / '.join(last)}")


def _call(command: Sequence[str], bare: Path | None = None) -> str:
    """Run a step and return its stdout; with `bare`, from that folder and with nothing of ours in the environment."""
    done = subprocess.run(
        command,
        cwd=bare or ROOT,
        env=None if bare is None else _bare(bare),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if bare is None else None,
        encoding="utf-8",
        errors="replace",
        timeout=STEP_LIMIT_S,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        raise BuildError(f"{' '.join(command[:4])} … ended with {done.returncode}")
    return done.stdout


def _bare(home: Path) -> dict[str, str]:
    """Return an environment as after a log-in: no Python, Qt or Pingju variable, and a home of its own."""
    own = ("PYTHON", "QT_", "PINGJU_", "VIRTUAL_ENV", "DISPLAY", "WAYLAND_DISPLAY")
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(own)}
    return kept | {"HOME": str(home), "USERPROFILE": str(home)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
