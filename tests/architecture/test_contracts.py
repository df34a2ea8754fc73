"""The arrows of the design are declared for CI, and kept."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "PySide6": {"domain", "vault", "intake", "dossier", "casework", "cli"},
    "sqlite3": {"domain", "intake", "dossier", "casework", "cli", "shell", "gui"},
    "sqlite_utils": {"domain", "intake", "dossier", "casework", "cli", "shell", "gui"},
    "reportlab": {"gui"},
    **{
        library: {"gui", "domain"}
        for library in (
            *("PIL", "av", "cv2", "cryptography", "lxml", "nh3", "numpy", "onnxruntime", "openpyxl", "pyhanko"),
            *("pypdfium2", "rapidocr", "selectolax"),
        )
    },
}
"""Which rooms must not know which library."""


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert settings["root_package"] == "app"
    assert settings["include_external_packages"] is True
    return list(settings["contracts"])


def test_every_room_has_its_layer(contracts: list[dict[str, Any]]) -> None:
    (layers,) = (contract for contract in contracts if contract["type"] == "layers")
    assert layers["exhaustive"] is True
    declared = {room.strip() for layer in layers["layers"] for room in layer.split("|")}
    built = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")} | {"__main__"}
    assert declared == built
    order = [layer.replace(" ", "") for layer in layers["layers"]]
    assert order == ["__main__", "shell", "gui|cli", "casework", "vault|dossier|intake", "domain"]


def test_the_libraries_are_fenced_in_and_nothing_is_excused(contracts: list[dict[str, Any]]) -> None:
    for library, rooms in FORBIDDEN.items():
        fenced = {
            source.removeprefix("app.")
            for contract in contracts
            if contract["type"] == "forbidden" and library in contract["forbidden_modules"]
            for source in contract["source_modules"]
        }
        assert fenced >= rooms, library
    assert [contract["name"] for contract in contracts if contract.get("ignore_imports")] == []


def test_the_arrows_are_kept() -> None:
    program = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
