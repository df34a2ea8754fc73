"""What the tests of the first start share: the scripts' folder on the path, and a tiny checkout to start in."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

# A program that says how it was started, in place of Pingju: the start is under test here, not the program.
ECHO = """
import json, os, sys
print(json.dumps({"args": sys.argv[1:], "cwd": os.getcwd(), "file": __file__, "prefix": sys.prefix}))
print("a word on stderr", file=sys.stderr)
sys.exit(int(os.environ.get("ECHO_EXIT", "0")))
"""


@pytest.fixture(scope="session")
def make_checkout() -> Callable[[Path], Path]:
    """Return a maker of checkouts whose lock files name no package, so that a start needs no network."""

    def make(root: Path) -> Path:
        scripts = root / "packaging"
        shutil.copytree(
            ROOT / "packaging" / "firststart", scripts / "firststart", ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copy(ROOT / "packaging" / "dev.py", scripts)
        for name in ("requirements.txt", "requirements-dev.txt"):
            (scripts / name).write_text(f"# {name}: nothing to install\n", encoding="utf-8")
        (root / "app").mkdir()
        (root / "app" / "__init__.py").touch()
        (root / "app" / "__main__.py").write_text(ECHO, encoding="utf-8")
        return root

    return make
