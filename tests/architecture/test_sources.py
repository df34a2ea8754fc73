"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "app"
TESTS = APP.parent / "tests"
MODULES = sorted(APP.rglob("*.py"))
LARGEST = 400

SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|TRIGGER|INDEX)"
    r"|DROP\s+TABLE|PRAGMA\s)",
    re.DOTALL,
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}
CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(APP).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def texts(module: ast.Module) -> Iterator[str]:
    """Return every text of a module but its docstrings; the parts of an f-string as one."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def clock_readings(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder = ast.unparse(node.func.value).rsplit(".", 1)[-1]
            if (holder, node.func.attr) in CLOCKS:
                yield f"line {node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"line {node.lineno}: {name.name}" for name in node.names if name.name in {"time", "time_ns"})


def test_no_module_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LARGEST} == {}
    assert len(lengths) > 50


def test_sql_is_written_in_the_vault_only() -> None:
    speaking = {name_of(path) for path in MODULES if any(map(SQL.search, texts(tree(path))))}
    assert {name for name in speaking if not name.startswith("vault/")} == set()
    assert "vault/facts.py" in speaking  # the search finds what is there


def test_only_the_shell_looks_at_the_machines_clock() -> None:
    found = {name_of(path): list(clock_readings(tree(path))) for path in MODULES}
    readings = {name: lines for name, lines in found.items() if lines}
    assert readings.keys() == {"shell/clock.py"}, readings


@pytest.mark.parametrize(
    "source",
    ["datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "time.time()", "from time import time"],
)
def test_the_search_for_clocks_finds_one(source: str) -> None:
    assert list(clock_readings(ast.parse(source)))


def test_names_say_what_is_inside() -> None:
    vague = [name_of(path) for path in [*MODULES, *APP.rglob("*/")] if path.stem.lower() in VAGUE]
    assert vague == []


def test_every_module_says_why_it_exists() -> None:
    assert [name_of(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_nobody_pumps_the_event_loop_or_keeps_a_global_object() -> None:
    """`processEvents` re-enters; objects made at import time cannot be wired by the shell."""
    pumping = [name_of(path) for path in MODULES if "processEvents" in path.read_text(encoding="utf-8")]
    assert pumping == []
    made = []
    for path in MODULES:
        for node in tree(path).body:
            value = getattr(node, "value", None)
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(value, ast.Call):
                called = ast.unparse(value.func)
                if re.match(r"Q[A-PR-Z]", called) and called != "QSize":
                    made.append(f"{name_of(path)}: {ast.unparse(node)[:80]}")
    assert made == []


def test_no_picture_is_decoded_by_qt_but_into_a_pixmap() -> None:
    """What runs beside the window would hold Python's lock meanwhile, and may wait for the window for ever.

    `app/casework/bitmaps.py` says why. A pixmap is made by the window's thread alone.
    """
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute | ast.Name)
        and (getattr(node, "attr", "") in {"fromData", "QImageReader"} or getattr(node, "id", "") == "QImageReader")
    ]
    assert found == []


def test_tests_wait_for_something_and_never_for_a_time() -> None:
    waits = re.compile(r"qtbot\.wait\(|QTest\.qWait\(|qtbot\.stop\(")
    this = Path(__file__)
    found = [path for path in TESTS.rglob("*.py") if path != this and waits.search(path.read_text(encoding="utf-8"))]
    assert found == []
