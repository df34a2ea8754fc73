"""The checkout as a whole: folder names that shadow nothing, and the checks' own script."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_packaging_folder_does_not_hide_the_library_of_that_name() -> None:
    # Without an __init__.py it is a namespace at most, which any real package goes before.
    assert not (ROOT / "packaging" / "__init__.py").exists()
    done = subprocess.run(
        [sys.executable, "-c", "import packaging.version; print(packaging.__file__)"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "site-packages" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="the checks run on POSIX")
def test_the_checks_are_a_script_that_the_shell_can_read() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
