"""No limit of any preset is broken and no line of text is cut, whatever the case: proved on drawn-up numbers."""

from __future__ import annotations

import random
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.channels import Preset, preset
from app.domain.marks import Region
from app.domain.readings import TextLine
from app.dossier.calm_rows import rows_between
from app.dossier.packs.cutting import Material, material, parts
from app.dossier.packs.sheets import READABLE, STRIP, LeftOut, SheetPlan, plan_sheets, strip_width
from app.dossier.packs.texts import pack_text

ROOT = Path(__file__).resolve().parents[3]
PRESETS = {
    name: preset(name, data)
    for name, data in tomllib.loads((ROOT / "resources/rules/channels.toml").read_text(encoding="utf-8")).items()
}
CASES = 1_000


def lines_on(dice: random.Random, width: int, height: int) -> list[TextLine]:
    """Return lines of text from the top down, some side by side, none across a gap of less than two rows."""
    lines, y = [], dice.randrange(0, 60)
    while True:
        tall = dice.choice((18, 24, 30, 36, 42, 60))
        if y + tall >= height:
            return lines
        columns = dice.choice((1, 1, 1, 2))
        for column in range(columns):
            x = column * width // columns
            lines.append(TextLine("字", Region(x + 2, y, max(4, width // columns - 8), tall), 0.9))
        y += tall + dice.choice((2, 8, 16, 40, 200))


def pictures(dice: random.Random, most: int) -> tuple[list[Material], dict[int, list[TextLine]]]:
    found, lines = [], {}
    for number in range(1, dice.randrange(1, most) + 1):
        width = dice.choice((120, 360, 720, 1080, 1170, 1440, 2160))
        height = dice.choice((90, 300, 600, 1600, 2400, 2400, 4000, 12_000))
        lines[number] = lines_on(dice, width, height)
        cuts = rows_between(lines[number], height)
        found.append(material(number, width, height, cuts, lines[number]))
    return found, lines


def check(plan: SheetPlan, limits: Preset, found: list[Material], lines: dict[int, list[TextLine]]) -> None:
    assert limits.most_pictures is None or len(plan.sheets) <= limits.most_pictures
    by_number = {one.exhibit: one for one in found}
    shown: dict[int, list[tuple[int, int]]] = {}
    for sheet in plan.sheets:
        assert max(sheet.width, sheet.height) <= limits.longest_side
        assert sheet.width * sheet.height <= limits.most_pixels
        taken: list[Region] = []
        for piece in sheet.pieces:
            across = max(piece.width, strip_width(piece.label))
            block = Region(piece.x, piece.y, across, STRIP + piece.height)
            assert block.right <= sheet.width
            assert block.bottom <= sheet.height
            assert not any(block.overlaps(other) for other in taken)
            taken.append(block)
            one = by_number[piece.exhibit]
            assert piece.width / one.width * one.text >= min(one.text, READABLE) * 0.95 - one.text / one.width
            shown.setdefault(piece.exhibit, []).append((piece.part.top, piece.part.bottom))
    left = {number for number, _ in plan.left_out}
    assert set(shown) | left == set(by_number)
    assert not set(shown) & left
    for number, ranges in shown.items():
        assert ranges[0][0] == 0
        assert ranges[-1][1] == by_number[number].height
        assert all(after[0] <= before[1] for before, after in pairwise(ranges))
        for line in lines[number]:
            # No edge goes through a line, and some part shows it whole.
            assert not any(line.region.y < edge < line.region.bottom for part in ranges for edge in part)
            assert any(top <= line.region.y and line.region.bottom <= bottom for top, bottom in ranges)


def test_a_thousand_random_cases_break_no_limit_of_any_preset() -> None:
    dice = random.Random(20260107)
    held = left = 0
    for _ in range(CASES):
        found, lines = pictures(dice, dice.choice((2, 4, 9)))
        for limits in PRESETS.values():
            plan = plan_sheets(found, limits)
            check(plan, limits, found, lines)
            held += len(plan.sheets)
            left += len(plan.left_out)
    assert held > CASES * len(PRESETS)
    assert left == 0 or held > left


def test_limits_of_size_and_number_leave_out_what_has_no_room_and_say_how_much_it_would_take() -> None:
    tiny = preset("tiny", {"formats": ["jpg"], "pictures": 1, "picture_mb": 1, "side": 1600, "pixels": 900_000})
    dice = random.Random(7)
    found, lines = pictures(dice, 30)
    plan = plan_sheets(found, tiny)
    check(plan, tiny, found, lines)
    assert len(plan.sheets) <= 1
    assert plan.left_out
    assert plan.needed > 1
    assert {why for _, why in plan.left_out} <= {LeftOut.NO_ROOM, LeftOut.TOO_SMALL}


def test_pictures_without_a_free_row_are_cut_so_that_each_line_stays_whole_somewhere() -> None:
    dense = [Region(0, y, 500, 40) for y in range(0, 9_000, 30)]
    one = material(1, 500, 9_000, (), dense)
    found = parts(one, 1_500)
    assert len(found) > 6
    for line in dense:
        if line.bottom <= 9_000:
            assert any(part.top <= line.y and line.bottom <= part.bottom for part in found), line


def test_parts_overlap_and_are_of_even_height() -> None:
    lines = [TextLine("字", Region(10, y, 800, 36), 1.0) for y in range(20, 11_900, 60)]
    one = material(1, 1080, 12_000, rows_between(lines, 12_000), lines)
    found = parts(one, 3_200)
    assert len(found) == 4
    assert all(after.top < before.bottom for before, after in pairwise(found))
    assert min(part.height for part in found) > 0.7 * max(part.height for part in found)


def test_small_pictures_share_a_sheet_and_large_ones_do_not() -> None:
    small = [material(number, 1080, 500, ()) for number in (1, 2, 3)]
    assert [sheet.exhibits for sheet in plan_sheets(small, PRESETS["loose"]).sheets] == [(1, 2, 3)]
    large = [material(number, 1080, 2400, ()) for number in (1, 2, 3)]
    assert [sheet.exhibits for sheet in plan_sheets(large, PRESETS["loose"]).sheets] == [(1,), (2,), (3,)]


def test_text_becomes_smaller_only_where_the_pictures_would_be_too_many() -> None:
    large = [material(number, 1080, 2400, range(10, 2400, 50)) for number in range(1, 13)]
    assert plan_sheets(large[:4], PRESETS["strict"]).text is None
    crowded = plan_sheets(large, PRESETS["strict"])
    assert crowded.text is not None
    assert not crowded.left_out
    assert len(crowded.sheets) <= 4


def test_the_ticket_opens_with_one_picture_and_goes_on_with_eight_a_message() -> None:
    ticket = PRESETS["ticket"]
    assert [ticket.batch_of(place) for place in (0, 1, 8, 9, 16, 17)] == [1, 2, 2, 3, 3, 4]
    assert ticket.batches(0) == 0
    assert ticket.batches(18) == 4


def random_words(dice: random.Random) -> str:
    letters = "订单已付款未发货请退款AB12 。，！？；\n🧧👨‍👩‍👧“”…"
    return "".join(dice.choice(letters) for _ in range(dice.choice((0, 3, 150, 250, 900, 60_000))))


def test_no_text_is_longer_than_its_channel_takes() -> None:
    dice = random.Random(4)
    for _ in range(150):
        title, body = random_words(dice)[:400], random_words(dice)
        for limits in PRESETS.values():
            made = pack_text(title, body, limits)
            assert limits.characters is None or made.characters <= limits.characters
            assert limits.text_bytes is None or len(made.body.encode()) <= limits.text_bytes
            assert made.is_cut or made.body.split() == body.split()
            if limits.title_characters:
                least, most = limits.title_characters
                assert made.title is not None
                assert least <= len(made.title) <= most
                assert "\n" not in made.title


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("我已付款。" * 60, ("我已付款。" * 60)[:200]),
        ("我已付款。" * 39 + "这一句很长" * 9, "我已付款。" * 39),
        ("无句号" * 100, ("无句号" * 100)[:199] + "…"),
    ],
)
def test_what_is_asked_stays_when_the_end_is_cut_off(words: str, kept: str) -> None:
    del kept
    asked = "请求：全额退款 ¥100.00"
    made = pack_text("", words, PRESETS["strict"], demand=asked)
    assert made.body.endswith(asked) or made.body == words
    assert made.characters <= 200


def test_the_point_of_an_amount_ends_no_sentence() -> None:
    words = "我付了款。" * 39 + "¥10.00。" + "完" * 9
    assert words[198] == "."
    assert pack_text("", words, PRESETS["strict"]).body == "我付了款。" * 39


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("我已付款。" * 60, ("我已付款。" * 60)[:200]),
        ("我已付款。" * 39 + "这一句很长" * 9, "我已付款。" * 39),
        ("无句号" * 100, ("无句号" * 100)[:199] + "…"),
    ],
)
def test_text_ends_with_a_sentence_where_it_can(words: str, kept: str) -> None:
    assert pack_text("", words, PRESETS["strict"]).body == kept
