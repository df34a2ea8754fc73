"""Refresh the English catalogue from the sources and compile it: `python3 packaging/translate.py [--check]`.

With `--check` nothing is written; exit code 1 says that the catalogue is stale or has gaps.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "translations" / "pingju_en.ts"
COMPILED = CATALOGUE.with_suffix(".qm")


def refreshed(target: Path) -> None:
    """Write the catalogue that fits the sources to `target`, keeping the translations it has."""
    if CATALOGUE.exists() and target != CATALOGUE:
        shutil.copy(CATALOGUE, target)
    sources = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "app" / "gui").rglob("*.py"))]
    subprocess.run(
        [tool("lupdate"), *sources, "-no-obsolete", "-locations", "none", "-source-language", "zh_CN",
         "-target-language", "en_US", "-ts", str(target)],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def compiled(target: Path) -> None:
    """Write the compiled catalogue to `target`."""
    subprocess.run(
        [tool("lrelease"), str(CATALOGUE), "-qm", str(target)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
    )


def tool(name: str) -> str:
    """Return the path of a Qt tool that came with PySide6."""
    return shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent)) or f"pyside6-{name}"


def gaps() -> list[str]:
    """Return the source words that have no finished translation."""
    messages = ET.parse(CATALOGUE).getroot().iter("message")  # noqa: S314 - our own file
    return [
        message.findtext("source") or ""
        for message in messages
        if (translation := message.find("translation")) is None or not translation.text or translation.get("type")
    ]


def main() -> int:
    """Refresh, or check."""
    if "--check" not in sys.argv[1:]:
        refreshed(CATALOGUE)
        compiled(COMPILED)
        for words in gaps():
            print(f"not translated: {words}", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh, binary = Path(folder) / CATALOGUE.name, Path(folder) / COMPILED.name
        refreshed(fresh)
        compiled(binary)
        is_stale = fresh.read_bytes() != CATALOGUE.read_bytes() or binary.read_bytes() != COMPILED.read_bytes()
    return 1 if is_stale or gaps() else 0


if __name__ == "__main__":
    sys.exit(main())
