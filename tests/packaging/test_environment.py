"""`.venv` and its stamp: begun at once when complete, begun again when it is not. Real venv, real pip, no network."""

import base64
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from firststart.environment import DEVELOPMENT, RUNTIME, Environment
from firststart.wording import SetupError

ROOT = Path(__file__).resolve().parents[2]
PREPARE = (
    "import sys; from pathlib import Path; from firststart.environment import Environment;"
    "Environment(Path(sys.argv[1])).prepare('requirements.txt')"
)
Maker = Callable[[Path], Path]


class FirstStarts(NamedTuple):
    """What came of two processes that made the same environment at once: (stdout, stderr) of each."""

    environment: Environment
    codes: list[int]
    said: list[tuple[str, str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(scope="module")
def first_starts(tmp_path_factory: pytest.TempPathFactory, make_checkout: Maker) -> FirstStarts:
    """Start twice at once in a bare checkout, and keep what each said."""
    environment = Environment(make_checkout(tmp_path_factory.mktemp("first") / "a checkout"))
    assert not environment.is_ready(RUNTIME)
    both = [_start(environment), _start(environment)]
    said = [process.communicate(timeout=120) for process in both]
    return FirstStarts(environment, [process.returncode for process in both], said)


@pytest.fixture
def ready(first_starts: FirstStarts) -> Environment:
    """Return one environment for all tests, made complete again after whatever the last one did to it."""
    shared = first_starts.environment
    (shared.root / "packaging" / RUNTIME).write_text("# nothing to install\n", encoding="utf-8")
    if not shared.is_ready(RUNTIME):
        (shared.folder / ".unfinished").unlink(missing_ok=True)
        shared.prepare(RUNTIME)
    return shared


def _start(environment: Environment) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE, str(environment.root)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "packaging"), "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _starts(environment: Environment) -> bool:
    done = subprocess.run([environment.python, "-c", "import pip"], capture_output=True, check=False)
    return done.returncode == 0


def test_two_first_starts_at_once_make_it_once_and_speak_on_stderr_only(first_starts: FirstStarts) -> None:
    assert first_starts.codes == [0, 0]
    assert [out for out, _ in first_starts.said] == ["", ""]
    assert sum("Setting up .venv (once;" in err for _, err in first_starts.said) == 1
    assert first_starts.environment.is_ready(RUNTIME)
    assert _starts(first_starts.environment)
    assert not first_starts.environment.is_ready(DEVELOPMENT), "the tests' packages were not asked for"


def test_the_development_lock_covers_the_runtime_lock(ready: Environment) -> None:
    (ready.root / "packaging" / RUNTIME).write_text("# another lock\n", encoding="utf-8")
    assert not ready.is_ready(RUNTIME)
    ready.prepare(DEVELOPMENT)
    assert ready.is_ready(DEVELOPMENT)
    assert ready.is_ready(RUNTIME)


def test_a_changed_lock_is_installed_over_what_is_there(ready: Environment) -> None:
    kept = ready.folder / "kept"
    kept.touch()
    (ready.root / "packaging" / RUNTIME).write_text("# another lock\n", encoding="utf-8")
    assert not ready.is_ready(RUNTIME)
    ready.prepare(RUNTIME)
    assert ready.is_ready(RUNTIME)
    assert kept.exists()


@pytest.mark.parametrize("damage", ["torn", "copied"])
def test_a_broken_environment_is_made_again(ready: Environment, damage: str) -> None:
    left = ready.folder / "left over"
    left.touch()
    stamp = ready.folder / "pingju-stamp.json"
    if damage == "torn":
        ready.python.unlink()
        stamp.write_text('{"format": 1', encoding="utf-8")
    else:
        # As after `cp -r`: the scripts in it still name the other place.
        stamp.write_text(stamp.read_text(encoding="utf-8").replace("a checkout", "another"), encoding="utf-8")
    assert not ready.is_ready(RUNTIME)
    ready.prepare(RUNTIME)
    assert ready.is_ready(RUNTIME)
    assert _starts(ready)
    assert not left.exists()


@pytest.mark.skipif(os.name == "nt", reason="the environment's interpreter is a link on POSIX only")
def test_an_interpreter_that_the_system_replaced_is_noticed(ready: Environment) -> None:
    was = ready.python.readlink()
    ready.python.unlink()
    ready.python.symlink_to(shutil.which("sh") or "/bin/sh")
    assert not ready.is_ready(RUNTIME)
    ready.python.unlink()
    ready.python.symlink_to(was)
    assert ready.is_ready(RUNTIME)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, make_checkout: Maker) -> None:
    checkout = make_checkout(tmp_path / "a checkout")
    (checkout / ".venv").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(SetupError, match=r"\.venv cannot be written \(.*\)") as caught:
        Environment(checkout).prepare(RUNTIME)
    assert "\n" not in str(caught.value)


def _lock(environment: Environment, package: str, digest: str) -> None:
    line = f"{package} --hash=sha256:{digest}\n"
    (environment.root / "packaging" / RUNTIME).write_text(line, encoding="utf-8")


def _wheel(folder: Path, version: str) -> str:
    """Write a wheel of pingju-none, one module, and return its SHA-256."""
    info = f"pingju_none-{version}.dist-info"
    files = {
        "pingju_none.py": b"ANSWER = 42\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: pingju-none\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(data)}")
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    wheel = folder / f"pingju_none-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.fixture
def own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of wheels the only index."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_a_package_with_the_right_hash_is_installed_wherever_the_users_settings_point(
    ready: Environment, own_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lock(ready, "pingju-none==1.0", _wheel(own_index, "1.0"))
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "nowhere"))
    ready.prepare(RUNTIME)
    said = subprocess.run(
        [ready.python, "-I", "-c", "import pingju_none; print(pingju_none.ANSWER)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "42\n"
    assert not (tmp_path / "elsewhere").exists()


def test_a_wrong_hash_installs_nothing(ready: Environment, own_index: Path) -> None:
    assert _wheel(own_index, "2.0") != "0" * 64
    _lock(ready, "pingju-none==2.0", "0" * 64)
    with pytest.raises(SetupError, match="does not match the lock file's hash"):
        ready.prepare(RUNTIME)
    assert not ready.is_ready(RUNTIME)
    assert not list(ready.folder.rglob("pingju_none-2.0*"))


def test_no_network_is_one_line_that_names_a_mirror(ready: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    _lock(ready, "pingju-never==1.0", "0" * 64)
    # Port 9 of this machine: nobody listens.
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(SetupError, match=r"cannot be reached.*PIP_INDEX_URL=https://") as caught:
        ready.prepare(RUNTIME)
    assert "\n" not in str(caught.value)
    assert "镜像" in caught.value.zh


@pytest.mark.usefixtures("own_index")
def test_a_package_that_no_index_has_names_the_pythons_that_do(ready: Environment) -> None:
    _lock(ready, "pingju-never==1.0", "0" * 64)
    with pytest.raises(SetupError, match=r"no pingju-never==1\.0 for this Python"):
        ready.prepare(RUNTIME)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_a_start_that_was_killed_is_finished_by_the_next(ready: Environment) -> None:
    shutil.rmtree(ready.folder)
    process = _start(ready)
    deadline = time.monotonic() + 60
    while not list(ready.folder.glob("**/site-packages/pip/__init__.py")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not ready.is_ready(RUNTIME)
    ready.prepare(RUNTIME)
    assert ready.is_ready(RUNTIME)
    assert _starts(ready)
