"""`dev.py` as a user types it: what reaches the program, what is said, and with which code it ends."""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from firststart.launch import opens_window

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, make_checkout: Callable[[Path], Path]) -> Path:
    """Return a checkout that was started once."""
    root = make_checkout(tmp_path_factory.mktemp("start") / "检出 目录")
    first = _dev(root, ["run", "order", "list"])
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["args"] == ["order", "list"]
    assert "Setting up .venv" in first.stderr
    return root


def _dev(
    root: Path, words: Sequence[str], cwd: Path | None = None, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, str(root / "packaging" / "dev.py"), *words],
        cwd=cwd or root,
        env=environment | {"LC_ALL": "C.UTF-8"} | dict(more or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_a_second_start_adds_no_word_and_passes_all_words_on(checkout: Path) -> None:
    words = ["order", "add", "--note", "两 个 字", "--", "-x", ""]
    done = _dev(checkout, ["run", *words])
    assert json.loads(done.stdout)["args"] == words
    assert done.stdout.count("\n") == 1
    assert done.stderr == "a word on stderr\n"


@pytest.mark.parametrize("code", [0, 1, 2, 3, 77])
def test_the_programs_exit_code_is_the_exit_code(checkout: Path, code: int) -> None:
    assert _dev(checkout, ["run", "verify"], more={"ECHO_EXIT": str(code)}).returncode == code


def test_the_users_folder_stays_and_nothing_in_it_is_run(checkout: Path, tmp_path: Path) -> None:
    for name in ("here/app", "here/json", "elsewhere/app"):
        decoy = tmp_path / name
        decoy.mkdir(parents=True)
        for file in ("__init__.py", "__main__.py"):
            (decoy / file).write_text("raise SystemExit('the wrong module ran')", encoding="utf-8")
    here, path = tmp_path / "here", str(tmp_path / "elsewhere")
    done = _dev(checkout, ["run", "list"], cwd=here, more={"PYTHONPATH": path, "PYTHONSAFEPATH": "1"})
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert Path(said["cwd"]) == here
    assert Path(said["file"]) == checkout / "app" / "__main__.py"
    assert Path(said["prefix"]) == checkout / ".venv"


def test_a_second_start_is_quick(checkout: Path) -> None:
    began = time.monotonic()
    _dev(checkout, ["run", "list"])
    assert time.monotonic() - began < 2


def test_a_second_start_needs_neither_pip_nor_a_writable_checkout(checkout: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (checkout / ".venv").iterdir()}
    _dev(checkout, ["run", "list"])
    assert {path: path.stat().st_mtime_ns for path in (checkout / ".venv").iterdir()} == before


@linux_only
@pytest.mark.parametrize("words", [[], ["--vault", "demo"], ["--vault=demo"], ["--json"]])
def test_without_a_display_the_window_is_one_line(
    tmp_path: Path, make_checkout: Callable[[Path], Path], words: list[str]
) -> None:
    root = make_checkout(tmp_path / "bare")
    done = _dev(root, ["run", *words])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "run demo --out DIR" in done.stderr
    assert not (root / ".venv").exists(), "a user without a display is not made to wait for a set-up first"


@linux_only
def test_the_line_is_chinese_for_a_chinese_user(tmp_path: Path, make_checkout: Callable[[Path], Path]) -> None:
    done = _dev(make_checkout(tmp_path / "bare"), ["run"], more={"LC_ALL": "zh_CN.UTF-8"})
    assert done.stderr.startswith("没有图形显示")
    assert "run demo --out" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["demo", "--out", "x"],
        ["--vault", "x", "order", "list"],
        ["--json", "verify"],
        ["--help"],
        ["--version"],
        ["-h"],
    ],
)
def test_commands_need_no_display(checkout: Path, words: list[str]) -> None:
    assert not opens_window(words)
    assert json.loads(_dev(checkout, ["run", *words]).stdout)["args"] == words


@linux_only
def test_with_a_display_the_window_is_opened(checkout: Path) -> None:
    done = _dev(checkout, ["run", "--vault", "x"], more={"QT_QPA_PLATFORM": "offscreen"})
    assert json.loads(done.stdout)["args"] == ["--vault", "x"]


@pytest.mark.parametrize(("words", "code"), [([], 2), (["walk"], 2), (["--help"], 0)])
def test_other_words_show_the_usage(words: list[str], code: int) -> None:
    done = _dev(ROOT, words)
    assert done.returncode == code
    assert "dev.py test [PYTEST ARGS...]" in (done.stderr if code else done.stdout)


def _as_old_python(path: Path, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run dev.py on this Python made to say that it is 3.9, with one folder on PATH."""
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 18, 'final', 0); sys.version = '3.9.18 (old)';"
        f"sys.argv = {[str(DEV), *words]!r}; runpy.run_path({str(DEV)!r}, run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_an_old_python_says_what_is_needed(tmp_path: Path) -> None:
    done = _as_old_python(tmp_path, ["run"])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Pingju needs Python 3.11 or newer and this is 3.9.18: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has the py launcher for that")
def test_an_old_python_hands_over_to_a_newer_one_on_the_path(tmp_path: Path) -> None:
    broken, good = tmp_path / "python3.14", tmp_path / "python3.11"
    broken.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    broken.chmod(0o755)
    good.write_text(f"#!/bin/sh\nexec '{sys.executable}' \"$@\"\n", encoding="utf-8")
    good.chmod(0o755)
    done = _as_old_python(tmp_path, ["--help"])
    assert done.returncode == 0, done.stderr
    assert "dev.py run [ARGS...]" in done.stdout


def test_old_pythons_can_read_the_file_at_all() -> None:
    source = DEV.read_text(encoding="ascii")
    nodes = list(ast.walk(ast.parse(source)))
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef, ast.Nonlocal)
    assert [type(node).__name__ for node in nodes if isinstance(node, too_new)] == []
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if node.returns or node.args.kwonlyargs] == []
    old = next((found for name in ("python2.7", "python3.8") if (found := shutil.which(name))), None)
    if old and subprocess.run([old, "-c", ""], capture_output=True, check=False).returncode == 0:
        done = subprocess.run([old, str(DEV), "--help"], capture_output=True, text=True, check=False)
        assert "SyntaxError" not in done.stderr
