"""One rich dossier, written once, that many tests read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.dossier.fonts import Fonts, load_fonts
from app.dossier.outline import Dossier
from app.dossier.writer import PdfReport, write_pdf
from tests.dossier.samples import FONTS, rich


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return load_fonts(FONTS)


@pytest.fixture(scope="session")
def rich_outline() -> Dossier:
    return rich()


@pytest.fixture(scope="session")
def rich_pdf(rich_outline: Dossier, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PdfReport]:
    path = tmp_path_factory.mktemp("dossier") / "卷宗.pdf"
    return path, write_pdf(rich_outline, path, FONTS)
