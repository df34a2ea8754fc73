"""Tall pictures are cut so that each line is whole somewhere, and put together so that each is there once."""

from __future__ import annotations

import itertools

import pytest

from app.domain.marks import Region
from app.domain.readings import TextLine
from app.intake.ocr.tiles import OVERLAP, TALLEST, TILE, Tile, in_reading_order, joined, tiles


def line(text: str, x: int, y: int, width: int = 300, height: int = 40, score: float = 0.9) -> TextLine:
    return TextLine(text, Region(x, y, width, height), score)


@pytest.mark.parametrize("height", [1, TALLEST, TALLEST + 1, 3_600, 12_660, 65_500])
def test_tiles_cover_the_picture_and_overlap(height: int) -> None:
    cut = tiles(height)
    assert cut[0].top == 0
    assert cut[-1].bottom == height
    assert all(tile.bottom - tile.top in {height, TILE} for tile in cut)
    assert all(before.bottom - after.top >= OVERLAP for before, after in itertools.pairwise(cut))


def test_a_line_in_two_tiles_is_kept_once_with_the_better_score() -> None:
    above = [line("订单号 123", 40, 1_700, score=0.8)]
    below = [line("订单号 123", 42, 60, score=0.95), line("下一行", 40, 400)]
    read = joined([(Tile(0, 1_800), above), (Tile(1_640, 3_440), below)])
    assert [(one.text, one.score) for one in read] == [("订单号 123", 0.95), ("下一行", 0.9)]
    assert read[1].region.y == 2_040


def test_half_a_line_at_a_cut_gives_way_to_the_whole_one() -> None:
    above = [line("半行", 40, 1_785, height=15)]
    below = [line("整行", 40, 145)]
    assert [one.text for one in joined([(Tile(0, 1_800), above), (Tile(1_640, 3_440), below)])] == ["整行"]


def test_lines_at_the_pictures_own_edges_stay() -> None:
    read = joined([(Tile(0, 900), [line("顶", 40, 0), line("底", 40, 860)])])
    assert [one.text for one in read] == ["顶", "底"]


def test_rows_are_read_from_the_left() -> None:
    lines = [line("值", 500, 98), line("标签", 40, 104), line("下", 40, 160)]
    assert [one.text for one in in_reading_order(lines)] == ["标签", "值", "下"]
