"""The ways in which a value is found on a page; each yields candidates, which the parsers and `facts` then judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Final

from app.intake.screens.layout import Cell, Found, Layout, value_box
from app.intake.screens.rules import FieldRule
from app.intake.screens.values import Meanings, amount, instant, is_number, is_text, is_time, value_of, whole_meaning

_STANDS_OUT: Final = 1.3
"""How much higher than the page's other lines (median) the one amount of a bill is."""
_SHARED: Final = 0.3
"""How far (in line heights) two boxes of one row may overlap: the engine draws them a little too large."""
_GO_ON: Final = re.compile(r"[A-Za-z0-9_-]+(?:复制)?")
_REST_OF_TIME: Final = re.compile(r"[\d:.日]{1,8}")
_CHEVRON: Final = re.compile(r"[>›〉＞]+$")
_TOLD: Final = re.compile(r"(?:订单(?:号码?|编号)?|单号)(?:是|为)?[:：]?(?P<number>[A-Za-z0-9][A-Za-z0-9_-]{7,63})")
_COUNTED: Final = "分元点个天年月日时小秒次"
"""What a number in the next line of a message may count: then it is no part of an order number."""


def labelled(layout: Layout, rule: FieldRule, labels: tuple[str, ...], meanings: Meanings) -> Iterator[Found]:
    """Values behind, beside or below one of the labels."""
    for cell in layout.cells:
        if cell.label not in labels:
            continue
        if cell.value is not None:
            first = Found(cell.value, value_box(cell), cell.line.score)
            yield _completed(layout, rule, cell, first)
            continue
        for value in (layout.right_of(cell), layout.below(cell)):
            if value is None or value.label is not None or (is_number(rule.name) and _is_crowded(layout, value)):
                continue
            first = Found(value.line.text, value.region, value.line.score)
            found = _completed(layout, rule, value, first)
            if value_of(rule.name, found.text, meanings) is not None:
                yield found
                break
            # Words beside a label are its value, whatever may stand below.
            if is_text(rule.name):
                break


def largest_amount(layout: Layout, _rule: FieldRule, _meanings: Meanings) -> Iterator[Found]:
    """The amount in the largest letters, alone in its row, above all labels."""
    top = min((cell.region.y for cell in layout.cells if cell.is_label), default=0)
    usual = median([cell.region.height for cell in layout.cells] or [0])
    sums = [
        cell
        for cell in layout.cells
        if cell.region.bottom <= top
        and cell.region.height >= usual * _STANDS_OUT
        and amount(cell.line.text) is not None
        and not layout.row(cell)
    ]
    if len(sums) == 1:
        yield _whole(sums[0])


def standing_word(layout: Layout, rule: FieldRule, meanings: Meanings) -> Iterator[Found]:
    """A known word in a line of its own; words side by side are tabs or the steps of a progress bar."""
    words = meanings[rule.name]
    standing = [cell for cell in layout.cells if whole_meaning(cell.line.text, words) is not None]
    for cell in standing:
        if not any(other in standing for other in layout.row(cell)):
            yield _whole(cell)


def standing_time(layout: Layout, _rule: FieldRule, _meanings: Meanings) -> Iterator[Found]:
    """Times with their date in lines of their own, as between the messages of a chat."""
    return (_whole(cell) for cell in layout.cells if instant(cell.line.text) is not None)


def beside_price(layout: Layout, rule: FieldRule, _meanings: Meanings) -> Iterator[Found]:
    """The goods of an order's card: words to the right of a picture, with a price in the row, above all labels."""
    for cell in _goods(layout):
        yield _completed(layout, rule, cell, Found(cell.line.text, cell.region, cell.line.score))


def under_price(layout: Layout, rule: FieldRule, _meanings: Meanings) -> Iterator[Found]:
    """The words under the one price in the largest letters, at its left edge."""
    prices = [cell for cell in layout.cells if amount(cell.line.text) is not None and "¥" in cell.joined]
    tallest = max((cell.region.height for cell in prices), default=0)
    tall = [cell for cell in prices if cell.region.height >= 0.9 * tallest]
    under = layout.below(tall[0]) if len(tall) == 1 else None
    if under is not None and under.label is None:
        yield _completed(layout, rule, under, Found(under.line.text, under.region, under.line.score))


def shop_name(layout: Layout, rule: FieldRule, _meanings: Meanings) -> Iterator[Found]:
    """The name above an order's card of goods; it ends as names of shops do."""
    goods = next(iter(_goods(layout)), None)
    if goods is None:
        return
    reach = goods.region.y - 4 * goods.region.height
    for cell in layout.cells:
        name = _CHEVRON.sub("", cell.joined)
        is_above = reach <= cell.region.y and cell.region.bottom <= goods.region.y + 0.3 * goods.region.height
        if is_above and cell.region.x < goods.region.x and cell.label is None and name.endswith(rule.words):
            yield _whole(cell)


def beside_word(layout: Layout, rule: FieldRule, _meanings: Meanings) -> Iterator[Found]:
    """What stands to the left of a button with one of the words, such as the shop beside 进店."""
    for cell in layout.cells:
        if _CHEVRON.sub("", cell.joined) in rule.words:
            left = layout.left_of(cell)
            if left is not None and left.label is None:
                yield _whole(left)


def in_text(layout: Layout, _rule: FieldRule, _meanings: Meanings) -> Iterator[Found]:
    """An order number that somebody tells in a message."""
    for cell in layout.cells:
        match = _TOLD.search(cell.joined)
        if match is None:
            continue
        found = Found(match["number"], cell.region, cell.line.score)
        following = layout.below(cell, 0.8) if match.end() == len(cell.joined) else None
        more = re.match(r"[A-Za-z0-9_-]+", following.joined) if following else None
        if following is None or more is None:
            yield found
            continue
        rest = following.joined[more.end() :]
        # Only a full line goes on in the next; a count there would be told from the number by guessing.
        if rest[:1] not in _COUNTED or not rest:
            joined = found.joined(following)
            yield Found(match["number"] + more[0], joined.region, joined.score)


def _goods(layout: Layout) -> Iterator[Cell]:
    """The first cell with a price to its right that is no label, above all labels; none where there are several."""
    top = min((cell.region.y for cell in layout.cells if cell.label), default=0)
    goods = []
    for cell in layout.cells:
        price = layout.right_of(cell)
        is_title = cell.label is None and amount(cell.line.text) is None and cell.region.x > 0.12 * layout.width
        if is_title and cell.region.bottom <= top and price is not None and amount(price.line.text) is not None:
            goods.append(cell)
    if len(goods) == 1:
        yield goods[0]


def _is_crowded(layout: Layout, cell: Cell) -> bool:
    """Whether its box runs into a neighbour's, whose first letters were then read as its last."""
    most = _SHARED * cell.region.height
    return any(
        min(cell.region.right, other.region.right) - max(cell.region.x, other.region.x) > most
        for other in layout.row(cell)
        if not other.is_label
    )


def _completed(layout: Layout, rule: FieldRule, cell: Cell, first: Found) -> Found:
    """Return a value with the lines in which it goes on; amounts and words with a meaning never do."""
    found = first
    if is_text(rule.name):
        for piece in layout.run_on(cell):
            if amount(piece.line.text) is not None:
                break
            found = found.joined(piece)
    for following in layout.wrapped(cell):
        if is_text(rule.name):
            goes_on = amount(following.line.text) is None
        elif is_number(rule.name):
            goes_on = _GO_ON.fullmatch(following.joined) is not None
        else:
            goes_on = is_time(rule.name) and _REST_OF_TIME.fullmatch(following.joined) is not None
        if not goes_on:
            break
        found = found.joined(following)
    return found


def _whole(cell: Cell) -> Found:
    return Found(cell.line.text, cell.region, cell.line.score)
