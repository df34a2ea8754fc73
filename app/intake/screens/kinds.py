"""Which kind of page a reading shows, by the words on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from app.domain.readings import Reading
from app.domain.screen_text import without_blanks
from app.intake.screens.rules import PageRules, ScreenRules

_MARGIN: Final = 1.0
"""By how much the best kind must be ahead of the next."""
_SPOKEN: Final = 4
"""The fewest characters of a line that may be something said."""
_EACH_SIDE: Final = 2
_STAMP: Final = re.compile(r"(?:昨天|前天|今天|星期.|周.)?(?:上午|下午|晚上|凌晨|早上|中午)?\d{1,2}:\d{2}")
"""A time in a line of its own, as between messages; the first line of a screen is the phone's clock."""
_STAMPS: Final = 2


def page_of(reading: Reading, rules: ScreenRules) -> PageRules | None:
    """Return the rules of the page type that the reading shows; None where none fits or two do."""
    texts = [without_blanks(line.text) for line in reading.lines]
    are_bubbles = _has_bubbles(reading)
    stamps = sum(_STAMP.fullmatch(text) is not None for text in texts[1:])
    weights = [_weight(page, texts, are_bubbles, stamps) for page in rules.pages]
    ranked = sorted(zip(weights, rules.pages, strict=True), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < ranked[0][1].least:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        return None
    return ranked[0][1]


def _weight(page: PageRules, texts: Sequence[str], are_bubbles: bool, stamps: int) -> float:
    equal = sum(weight for word, weight in page.equal.items() if any(text.rstrip(":") == word for text in texts))
    holds = sum(weight for word, weight in page.holds.items() if any(word in text for text in texts))
    shape = (page.bubbles if are_bubbles else 0.0) + (page.stamps if stamps >= _STAMPS else 0.0)
    return equal + holds + shape


def _has_bubbles(reading: Reading) -> bool:
    """Whether things are said from both sides: lines alone in their row, some on the left, some on the right."""
    width = max((line.region.right for line in reading.lines), default=0)
    spoken = [line for line in reading.lines if len(line.text) >= _SPOKEN]
    alone = [
        line.region
        for line in spoken
        if not any(
            other is not line
            and len(other.text) >= _SPOKEN
            and other.region.y < line.region.bottom
            and line.region.y < other.region.bottom
            for other in reading.lines
        )
    ]
    left = [box for box in alone if box.x < 0.3 * width and box.right < 0.85 * width]
    right = [box for box in alone if box.x > 0.3 * width and box.x + box.width / 2 > 0.56 * width]
    return len(left) >= _EACH_SIDE and len(right) >= _EACH_SIDE
