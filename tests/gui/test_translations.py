"""The English catalogue is as fresh as the sources, has no gaps, and fills the same places as the Chinese."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from app.shell import paths

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"\{[^{}]*\}")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff0a\uff0c-\uff60]")
"""Signs that only Chinese has; “＋” is none of them, buttons wear it in both languages."""
PROGRAM_NAME = "Pingju 凭据匣"
"""The program's own name, the one Chinese word that the English window keeps."""


@pytest.fixture(scope="module")
def messages() -> list[tuple[str, str, str]]:
    """Return where each text of the catalogue is from, its source and its translation."""
    catalogue = ET.parse(paths.resources() / "translations" / "pingju_en.ts").getroot()
    return [
        (
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("translation") or "",
        )
        for context in catalogue.iter("context")
        for message in context.iter("message")
    ]


def test_the_catalogue_is_fresh_and_complete() -> None:
    checked = subprocess.run(
        [sys.executable, "packaging/translate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, f"run packaging/translate.py\n{checked.stderr}"


def test_each_translation_fills_the_same_places_in_the_same_order(messages: list[tuple[str, str, str]]) -> None:
    assert len(messages) > 300
    unlike = [row for row in messages if PLACE.findall(row[1]) != PLACE.findall(row[2])]
    assert unlike == []


def test_no_chinese_is_left_in_the_english(messages: list[tuple[str, str, str]]) -> None:
    left = [row for row in messages if CHINESE.search(row[2].replace(PROGRAM_NAME, ""))]
    assert left == []


def test_an_ampersand_is_only_a_menu_letter(messages: list[tuple[str, str, str]]) -> None:
    # Qt would take any other for the mark of a shortcut and swallow it.
    stray = [row for row in messages if row[2].count("&") != row[1].count("&")]
    assert stray == []


def test_file_filters_name_the_same_files(messages: list[tuple[str, str, str]]) -> None:
    filters = [row for row in messages if "(*" in row[1]]
    assert filters
    unlike = [row for row in filters if re.findall(r"\*[.\w]*", row[1]) != re.findall(r"\*[.\w]*", row[2])]
    assert unlike == []
