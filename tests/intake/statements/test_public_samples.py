"""Samples read whole: counts, sums and times of our readers beside those of `recomputed`, which uses none of ours."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.payment_totals import totals
from app.domain.payments import StatementRow
from app.domain.times import shown
from app.intake.sources import Source
from app.intake.statements.registry import find_statement_reader
from tests.intake.statements import biff, recomputed
from tests.intake.statements.building import FIXTURES
from tests.intake.statements.recomputed import Figures, figures

_SAMPLES = os.environ.get("PINGJU_SAMPLES")
_FOLDER = Path(_SAMPLES or "") / "payments" / "deb-sig_double-entry-generator"
needs_samples = pytest.mark.skipif(
    not _SAMPLES, reason="PINGJU_SAMPLES is not set: the public samples are not in the repository"
)


def read_by_us(path: Path) -> Figures:
    source = Source(path)
    reader = find_statement_reader(source)
    assert reader is not None, path.name
    rows = [item for item in reader.read(source) if isinstance(item, StatementRow)]
    sums, times = totals(rows), [row.at for row in rows]
    return Figures(sums.rows, str(sums.out), str(sums.in_), str(sums.refund), shown(min(times)), shown(max(times)))


@needs_samples
@pytest.mark.parametrize("name", recomputed.PUBLIC)
def test_a_public_sample_is_read_whole(name: str) -> None:
    assert read_by_us(_FOLDER / name) == figures(_FOLDER / name)


@pytest.mark.parametrize("name", recomputed.OWN)
def test_a_sample_of_our_own_is_read_whole(name: str) -> None:
    assert read_by_us(FIXTURES / name) == figures(FIXTURES / name)


@needs_samples
def test_every_public_payment_file_is_recomputed() -> None:
    assert {path.name for path in _FOLDER.iterdir()} - {"LICENSE"} == set(recomputed.PUBLIC)


def test_every_sample_of_our_own_is_recomputed() -> None:
    tables = {path.name for path in FIXTURES.iterdir() if path.suffix in {".csv", ".xlsx", ".xls"}}
    assert tables - {"cashbook.csv"} == set(recomputed.OWN)


@needs_samples
@pytest.mark.parametrize(
    ("name", "worked_out", "stated"),
    [
        # What the files say of themselves above their rows, where they were not cut down for publication: JD counts
        # what was spent without what came back of it in part (16 rows, 1648.43 yuan, 4 of them refunded in part).
        ("jd__example-jd-records.csv", lambda told: (told.rows, _fen(told.out) - 62927), (26, 164843)),
        ("alipay__2019-web-version.csv", lambda told: (told.rows, told.out, told.in_), (2, "27.00", "0.01")),
    ],
)
def test_the_figures_are_those_that_the_files_state(
    name: str, worked_out: Callable[[Figures], object], stated: object
) -> None:
    assert worked_out(figures(_FOLDER / name)) == stated


def _fen(yuan: str) -> int:
    return round(float(yuan) * 100)


@pytest.mark.parametrize("module", [recomputed, biff])
def test_the_second_opinion_uses_nothing_of_ours(module: object) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    used = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    used |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    ours = {name for name in used if name.split(".")[0] in {"app", "openpyxl", "xlrd", "pyzipper", "lxml"}}
    assert not ours
