"""The table of quirks names tests that exist."""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("quirks.md")


def named_tests() -> list[tuple[str, str]]:
    rows = [line.split("|")[1:-1] for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [(cells[0].strip(), cells[2].strip()) for cells in rows if cells[0].strip() != "section"]


def test_every_test_that_the_table_names_exists() -> None:
    missing = []
    for section, named in named_tests():
        path, _, test = named.partition("::")
        file = TESTS / path
        if not file.is_file():
            missing.append((section, named))
        elif test:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            held = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            if test not in held:
                missing.append((section, named))
    assert missing == []


def test_every_section_of_payments_and_chats_has_quirks() -> None:
    sections = {section for section, _ in named_tests()}
    assert {
        "1.1.a",
        "1.1.b",
        "1.1.c",
        "1.1.d",
        "1.2",
        "1.3",
        "2.0.a",
        "2.0.b",
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "2.5",
    } <= sections
    assert {f"0.{number}" for number in range(1, 9)} <= sections
    assert {f"1.4.{number}" for number in range(1, 10)} <= sections
