"""The virtual environment `.venv`: made, filled from a lock file with every hash checked, and known to be complete.

A stamp is written last and removed first, and a marker stands in the folder while work goes on: a start that was
killed half-way is seen by the next one, which begins again. Nothing here trusts a folder that has neither.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from firststart import pip_output
from firststart.exclusive import held
from firststart.wording import SetupError, tell

RUNTIME: Final = "requirements.txt"
DEVELOPMENT: Final = "requirements-dev.txt"
# What each lock file also satisfies: the development lock is compiled under the runtime lock's versions.
SATISFIES: Final = {RUNTIME: (RUNTIME,), DEVELOPMENT: (RUNTIME, DEVELOPMENT)}
STAMP_FORMAT: Final = 1
# Any of these in the user's environment would send pip or Python elsewhere than to `.venv`.
MISLEADING: Final = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PIP_NO_DEPS")


class Environment:
    """The `.venv` of one checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self._guard = self.folder / ".setup-lock"
        self._marker = self.folder / ".unfinished"
        self._stamp = self.folder / "pingju-stamp.json"
        self.log = self.folder / "pip.log"

    @property
    def python(self) -> Path:
        """The environment's own interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def is_ready(self, lock: str) -> bool:
        """Tell, without starting a process, whether the lock file's packages are all installed."""
        if self._marker.exists():
            return False
        try:
            stamp = json.loads(self._stamp.read_bytes())
        except (OSError, ValueError):
            return False
        base = self._base()
        return (
            isinstance(stamp, dict)
            and (stamp.get("format"), stamp.get("root")) == (STAMP_FORMAT, str(self.root))
            and base is not None
            and stamp.get("base") == base
            and stamp.get(lock) == self._digest(lock)
        )

    def prepare(self, lock: str) -> None:
        """Bring the environment to the lock file; a second process waits and finds it done.

        Raises:
            SetupError: in one line, why it cannot be done.
        """
        try:
            self.folder.mkdir(exist_ok=True)
            with held(self._guard) as guard:
                if not self.is_ready(lock):
                    self._install(lock, guard)
        except OSError as error:
            raise SetupError(
                f"无法写入 {self.folder}：{error.strerror or error}；请关闭正在运行的凭据匣，并检查磁盘空间和权限。",
                f"{self.folder} cannot be written ({error.strerror or error}): close Pingju's windows and check "
                "the disk's space and your rights.",
            ) from error

    def _install(self, lock: str, guard: int) -> None:
        tell(
            "首次启动：正在准备 .venv（仅一次，约需下载 250 MB）……",
            "Setting up .venv (once; about 250 MB to download)…",
        )
        # A folder that works but has no stamp is somebody's own: it is completed, not thrown away.
        if self._marker.exists() or not self._works(guard):
            self._remake(guard)
        self._marker.touch()
        self._stamp.unlink(missing_ok=True)
        self._pip_install(lock, guard)
        self._write_stamp(lock)
        self._marker.unlink()
        tell("准备完成。", "Set-up is complete.")

    def _remake(self, guard: int) -> None:
        self._marker.touch()
        for entry in self.folder.iterdir():
            if entry in (self._guard, self._marker):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        done = self._call([_base_python(), "-I", "-m", "venv", str(self.folder)], guard)
        if done.returncode != 0:
            last = (done.stdout.strip().splitlines() or ["?"])[-1]
            raise SetupError(f"无法创建 .venv：{last}", f"python -m venv failed: {last}")

    def _works(self, guard: int) -> bool:
        """Tell whether the environment's interpreter starts, is new enough, is here, and has pip."""
        probe = "import sys, pip; print(sys.version_info >= (3, 11), sys.prefix)"
        try:
            done = self._call([str(self.python), "-I", "-c", probe], guard)
        except OSError:
            return False
        if done.returncode != 0 or not done.stdout.startswith("True "):
            return False
        prefix = done.stdout.removeprefix("True ").strip()
        return Path(prefix).resolve() == self.folder.resolve() and not self._has_moved()

    def _has_moved(self) -> bool:
        """Tell whether the folder was copied or renamed since its stamp: its scripts still name the old place."""
        try:
            stamp = json.loads(self._stamp.read_bytes())
        except (OSError, ValueError):
            return False
        return not isinstance(stamp, dict) or stamp.get("root") != str(self.root) or stamp.get("base") != self._base()

    def _pip_install(self, lock: str, guard: int) -> None:
        command = [
            str(self.python),
            "-I",
            "-X",
            "utf8",
            "-m",
            "pip",
            "install",
            "--require-hashes",
            "--only-binary=:all:",
        ]
        command += ["--no-input", "--disable-pip-version-check", "-r", str(self._lock_path(lock))]
        with (
            subprocess.Popen(
                command,
                env=_clean_environment() | {"PIP_USER": "0"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                pass_fds=_kept(guard),
            ) as process,
            self.log.open("w", encoding="utf-8") as log,
        ):
            lines = []
            for line in process.stdout or ():
                log.write(line)
                lines.append(line.rstrip())
                size = pip_output.large_download(line)
                if size:
                    tell(f"  下载 {size}", f"  downloading {size}")
        if process.returncode != 0:
            raise pip_output.failure(lines, self.log)

    def _write_stamp(self, lock: str) -> None:
        stamp: dict[str, object] = {"format": STAMP_FORMAT, "root": str(self.root), "base": self._base()}
        stamp |= {name: self._digest(name) for name in SATISFIES[lock]}
        unfinished = self._stamp.with_suffix(".tmp")
        unfinished.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        unfinished.replace(self._stamp)

    def _base(self) -> str | None:
        """Return the interpreter that the environment stands on, or None when it is gone.

        On POSIX `.venv/bin/python` is a link, so that a system upgrade from python3.11 to python3.13 shows here.
        """
        if os.name != "nt":
            return os.path.realpath(self.python) if self.python.exists() else None
        try:
            lines = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return None
        home = next((line.partition("=")[2].strip() for line in lines if line.startswith("home")), "")
        base = Path(home) / "python.exe"
        return str(base) if base.exists() and self.python.exists() else None

    def _lock_path(self, lock: str) -> Path:
        return self.root / "packaging" / lock

    def _digest(self, lock: str) -> str:
        return hashlib.sha256(self._lock_path(lock).read_bytes()).hexdigest()

    def _call(self, command: Sequence[str], guard: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=_clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            pass_fds=_kept(guard),
            check=False,
        )


def _kept(guard: int) -> tuple[int, ...]:
    return (guard,) if os.name == "posix" else ()


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.upper() not in MISLEADING}


def _base_python() -> str:
    """Return the interpreter outside any virtual environment: the one in use may be the one to be remade."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)
