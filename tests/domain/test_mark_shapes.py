"""Shapes of marks, and the blocks that a bar has to cover: proved for every turn and every block size."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InvalidField
from app.domain.mark_shapes import Coding, arrow_outline, disc, hidden_markup, letter_size, line_width, mosaic_cell
from app.domain.marks import HIGHEST, Mark, MarkKind, Markup, Region

WIDTH, HEIGHT = 203, 317
SPOTS = st.builds(Region, st.integers(0, 202), st.integers(0, 316), st.integers(1, 203), st.integers(1, 317))
CODINGS = st.builds(
    Coding, st.sampled_from([1, 8, 16]), st.sampled_from([1, 8, 16]), st.integers(0, 8), st.integers(1, 8)
)


def stored(x: int, y: int, orientation: int) -> tuple[int, int]:
    """Return where the displayed pixel is stored (CIPA DC-008, tag 274: where row 0 and column 0 are seen)."""
    right, low = WIDTH - 1 - x, HEIGHT - 1 - y
    return {
        1: (x, y), 2: (right, y), 3: (right, low), 4: (x, low), 5: (y, x), 6: (y, right), 7: (low, right), 8: (low, x),
    }[orientation]  # fmt: skip


def block(at: tuple[int, int], coding: Coding) -> tuple[int, int]:
    return at[0] // coding.block_width, at[1] // coding.block_height


@given(SPOTS, CODINGS, st.data())
def test_every_pixel_that_shares_a_block_with_a_hidden_one_is_hidden(
    spot: Region, coding: Coding, data: st.DataObject
) -> None:
    inside = spot.within(WIDTH, HEIGHT)
    assert inside is not None
    markup = Markup((Mark(MarkKind.BAR, inside), Mark(MarkKind.BOX, inside)))
    grown, box = hidden_markup(markup, WIDTH, HEIGHT, coding).marks
    assert box.region == inside
    assert grown.region.within(WIDTH, HEIGHT) == grown.region
    hidden = stored(
        data.draw(st.integers(inside.x, inside.right - 1)),
        data.draw(st.integers(inside.y, inside.bottom - 1)),
        coding.orientation,
    )
    x, y = data.draw(st.integers(0, WIDTH - 1)), data.draw(st.integers(0, HEIGHT - 1))
    if block(stored(x, y, coding.orientation), coding) == block(hidden, coding):
        assert grown.region.overlaps(Region(x, y, 1, 1))


@given(SPOTS, CODINGS)
def test_a_crop_is_cut_back_and_never_grows(spot: Region, coding: Coding) -> None:
    inside = spot.within(WIDTH, HEIGHT)
    assert inside is not None
    region = hidden_markup(Markup((Mark(MarkKind.CROP, inside),)), WIDTH, HEIGHT, coding).marks[0].region
    if region.width and region.height:
        assert region.x >= inside.x
        assert region.y >= inside.y
        assert region.right <= inside.right
        assert region.bottom <= inside.bottom
    whole = Region(0, 0, WIDTH, HEIGHT)
    assert hidden_markup(Markup((Mark(MarkKind.CROP, whole),)), WIDTH, HEIGHT, coding).crop == whole


@given(st.integers(-500, 500), st.integers(-500, 500), st.integers(1, 20))
def test_an_arrow_ends_in_its_tip_and_is_even(width: int, height: int, line: int) -> None:
    corners = arrow_outline(Region(10, 20, width, height), line)
    if width or height:
        assert math.dist(corners[3], (10 + width, 20 + height)) < 1e-6
    for left, right in ((0, 6), (1, 5), (2, 4)):
        assert math.isclose(math.dist(corners[left], corners[3]), math.dist(corners[right], corners[3]), abs_tol=1e-6)


@given(st.integers(1, 70_000), st.integers(1, 70_000))
def test_sizes_grow_with_the_shorter_side_only(width: int, height: int) -> None:
    assert line_width(width, height) == line_width(height, width) >= 2
    assert letter_size(width, height * 10) <= letter_size(width * 10, height * 10)
    region = Region(0, 0, width, height)
    assert mosaic_cell(region) >= 16
    assert mosaic_cell(region) * 12 >= min(width, height)
    assert disc(region, 1080, 2400)[2] >= letter_size(1080, 2400) * 0.75


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["kind", "at", "text", "number"]), inner)
    ),
    max_leaves=8,
))  # fmt: skip
def test_marks_of_any_json_are_read_or_refused(entry: object) -> None:
    import json

    text = json.dumps({"version": 1, "marks": [entry]})
    try:
        Markup.from_json(text)
    except ValueError as refused:
        assert str(refused)  # noqa: PT017


@given(st.lists(st.builds(
    Mark, st.sampled_from(MarkKind), st.builds(Region, *[st.integers(-(10**20), 10**20) | st.integers(-300, 300)] * 4),
    text=st.text(max_size=20), number=st.none() | st.integers(),
), max_size=4))  # fmt: skip
def test_any_marks_are_cut_to_the_picture_or_refused(marks: list[Mark]) -> None:
    try:
        checked = Markup(tuple(marks)).checked(WIDTH, HEIGHT)
    except InvalidField:
        return
    assert Markup.from_json(checked.to_json()) == checked
    for mark in checked.marks:
        assert mark.number is None or 0 <= mark.number <= HIGHEST
        if mark.kind is not MarkKind.ARROW:
            assert mark.region.within(WIDTH, HEIGHT) == mark.region
