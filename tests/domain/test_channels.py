"""Presets of channels: what they allow together, and what no preset can say."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.channels import PIXELS, SIDE, PictureFormat, clean_name, preset
from app.domain.errors import InvalidField

PLAIN: dict[str, Any] = {"formats": ["jpg"], "pictures": 4, "picture_mb": 2.5}


def test_a_preset_that_says_little_is_one_message_without_further_limits() -> None:
    made = preset("plain", PLAIN)
    assert (made.most_pictures, made.picture_bytes) == (4, 2_500_000)
    assert (made.longest_side, made.most_pixels) == (SIDE, PIXELS)
    assert made.title.zh == "plain"
    assert made.title_characters is None
    assert not made.verified
    assert preset("plain", made.to_data()) == made


def test_messages_are_counted_with_the_opening_one() -> None:
    made = preset("two", PLAIN | {"opening": 1, "messages": 2})
    assert made.most_pictures == 9
    assert [made.batch_of(place) for place in range(9)] == [1, 2, 2, 2, 2, 3, 3, 3, 3]
    assert preset("any", PLAIN | {"messages": "any"}).most_pictures is None
    assert [made.batches(count) for count in (0, 1, 2, 6)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("formats", ["pdf"]),
        ("formats", "jpg"),
        ("formats", [1]),
        ("pictures", 0),
        ("pictures", True),
        ("pictures", "4"),
        ("messages", "many"),
        ("picture_mb", float("nan")),
        ("picture_mb", float("inf")),
        ("picture_mb", True),
        ("total_mb", "5"),
        ("side", 10),
        ("pixels", -1),
        ("characters", 1),
        ("title", 5),
        ("note", ["x"]),
        ("as_of", "yesterday"),
        ("title_max", 5),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(InvalidField) as refused:
        preset("own", PLAIN | {field: value})
    assert "own" in refused.value.field or field in refused.value.field


@pytest.mark.parametrize("name", ["", "-a", "a/b", "名", "a" * 41, "../x"])
def test_names_are_plain(name: str) -> None:
    with pytest.raises(InvalidField):
        clean_name(name)
    assert clean_name(" Ticket-2 ") == "ticket-2"


def test_formats_know_their_media_types() -> None:
    assert [form.media_type for form in PictureFormat] == ["image/png", "image/jpeg", "image/webp"]
