"""Build what is handed out, and try each as its user would: `.venv/bin/python packaging/build.py [program] [wheel]`.

`program` is the folder that PyInstaller makes (dist/pingju); `wheel` is the package for pip (dist/*.whl), installed
into a bare environment from the runtime lock alone, so that a dependency only developers have is found here.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from firststart import system

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
WINDOW_LIFE_S = 5
STEP_LIMIT_S = 600
RECOGNITION_LIMIT_S = 120
# Each of these is read through a library that is imported only then, so that its absence shows nowhere else.
READ_IN = (
    "statements/wechat_2026.xlsx",
    "statements/alipay_aes_123456.zip",
    "chats/qce_v5.json",
    "chats/wechat_exporter.html",
    "chats_text/qq_msgmgr.mht",
)
LIBRARY = re.compile(r"\.(so|dll|dylib|pyd)(\.|$)")


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
    _refuse_gpl(folder)
    with tempfile.TemporaryDirectory(prefix="pingju-") as scratch:
        _try_commands(executable, Path(scratch))
        _try_window(executable, Path(scratch))
        if sys.platform != "darwin":  # THIRD-PARTY.md says why
            _try_recognition(executable, Path(scratch))
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
        executable = binaries / ("pingju.exe" if os.name == "nt" else "pingju")
        _try_commands(executable, Path(scratch))
        _try_recognition(executable, Path(scratch))
    sys.stdout.write(f"{wheels[0]}: {wheels[0].stat().st_size / 1e6:.1f} MB, tried\n")
    return wheels[0]


def _try_commands(executable: Path, scratch: Path) -> None:
    """Ask for the version, build the demo and read files in, from a folder and an environment that know no checkout."""
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
    files = [str(ROOT / "tests" / "fixtures" / name) for name in READ_IN]
    _call([str(executable), "--vault", str(checked), "import", "--password", "123456", *files], scratch)
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


def _try_recognition(executable: Path, scratch: Path) -> None:
    """Let the program read a picture by its worker: models, engine and OpenCV must be there, without the network."""
    from PIL import Image, ImageDraw, ImageFont

    words = "订单号20260211142908"
    image = Image.new("RGB", (720, 120), "white")
    font = ImageFont.truetype(str(ROOT / "resources" / "fonts" / "NotoSansSC_400Regular.ttf"), 40)
    ImageDraw.Draw(image).text((40, 60), words, "black", font, "lm")
    picture = scratch / "截图.png"
    image.save(picture)
    with subprocess.Popen(
        [str(executable), "--ocr-worker"],
        cwd=scratch,
        env=_bare(scratch),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as worker:
        limit = threading.Timer(RECOGNITION_LIMIT_S, worker.kill)
        limit.start()
        said = list(_conversation(worker, picture))
        limit.cancel()
    read = "".join(line[0] for line in said[-1].get("lines", [])) if said else ""
    if read.replace(" ", "") != words:
        raise BuildError(f"{executable.name} read {read!r} from a picture of {words!r}; it said {said[-2:]}")


def _conversation(worker: "subprocess.Popen[bytes]", picture: Path) -> Iterator[dict[str, Any]]:
    """Ask for one picture; yield each answer up to the last (formats: app/intake/ocr/worker.py)."""
    if worker.stdin is None or worker.stdout is None:
        return
    worker.stdin.write(json.dumps({"path": str(picture)}).encode("ascii") + b"\n")
    worker.stdin.flush()
    for line in worker.stdout:
        answer = json.loads(line)
        yield answer
        if not answer.keys().isdisjoint({"lines", "failed", "missing"}):
            worker.stdin.close()
            return


def _refuse_gpl(folder: Path) -> None:
    """Look into every shared library: FFmpeg built with GPL parts, x264 and x265 must not be handed on."""
    for entry in sorted(folder.rglob("*")):
        if not LIBRARY.search(entry.name) or not entry.is_file():
            continue
        if re.match(r"(lib)?x26[45]", entry.name) or b"--enable-gpl" in entry.read_bytes():
            raise BuildError(
                f"{entry.relative_to(folder)} is under the GPL, which the package's licence does not allow"
            )


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
