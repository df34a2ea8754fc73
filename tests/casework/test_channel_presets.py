"""Channels' limits as the user knows them: kept, checked, given back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.casework import channel_presets, vaults
from app.casework.vaults import Vault
from app.domain.channels import PictureFormat
from app.domain.errors import InvalidField
from app.shell import paths
from tests.fixtures.cases import TickingClock

RESOURCES = paths.resources()
ON = date(2026, 9, 2)


@pytest.fixture
def vault(tmp_path: Path, clock: TickingClock) -> Iterator[Vault]:
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as opened:
        yield opened


def test_what_is_typed_is_kept_and_counts_as_not_verified(vault: Vault) -> None:
    before = channel_presets.find_preset(vault, "ticket", resources=RESOURCES)
    assert before.verified
    typed = {"pictures": "3", "picture_mb": "1.5", "formats": "JPEG、png", "characters": "", "messages": ""}
    made = channel_presets.edit_preset(vault, "ticket", typed, on=ON, resources=RESOURCES)
    assert made == channel_presets.find_preset(vault, "ticket", resources=RESOURCES)
    assert (made.pictures, made.picture_bytes, made.characters, made.messages) == (3, 1_500_000, None, None)
    assert made.formats == (PictureFormat.JPG, PictureFormat.PNG)
    assert (made.verified, made.as_of, made.is_own) == (False, ON, True)
    assert made.title == before.title
    sure = channel_presets.edit_preset(vault, "ticket", {"verified": "yes"}, on=ON, resources=RESOURCES)
    assert sure.verified
    assert sure.pictures == 3
    channel_presets.drop_preset(vault, "ticket")
    assert channel_presets.find_preset(vault, "ticket", resources=RESOURCES) == before


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("pictures", ""),
        ("pictures", "many"),
        ("pictures", "-1"),
        ("pictures", "2.5"),
        ("picture_mb", "0"),
        ("picture_mb", "nan"),
        ("formats", ""),
        ("formats", "heic"),
        ("characters", "3"),
        ("title", "x" * 5_000),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(vault: Vault, field: str, text: str) -> None:
    before = channel_presets.list_presets(vault, resources=RESOURCES)
    with pytest.raises(InvalidField) as refused:
        channel_presets.edit_preset(vault, "ticket", {field: text}, on=ON, resources=RESOURCES)
    assert field in refused.value.field
    assert channel_presets.list_presets(vault, resources=RESOURCES) == before


def test_a_channel_of_ones_own_begins_with_the_limits_of_another(vault: Vault) -> None:
    first = channel_presets.add_preset(vault, "12315", on=ON, resources=RESOURCES)
    second = channel_presets.add_preset(vault, first.name, on=ON, resources=RESOURCES)
    like = channel_presets.find_preset(vault, "12315", resources=RESOURCES)
    assert first.name != second.name
    assert (second.pictures, second.picture_bytes, second.verified) == (like.pictures, like.picture_bytes, False)
    assert first.name not in channel_presets.built_in(resources=RESOURCES)
    named = channel_presets.edit_preset(vault, first.name, {"title": "街道办"}, on=ON, resources=RESOURCES)
    assert (named.title.zh, named.title.en) == ("街道办", "街道办")
    channel_presets.drop_preset(vault, first.name)
    assert {one.name for one in channel_presets.list_presets(vault, resources=RESOURCES)} == {
        *channel_presets.built_in(resources=RESOURCES),
        second.name,
    }
