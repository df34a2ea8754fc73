"""Joined screenshots and frames become exhibits that name what they were made of; the sources stay as they are."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.casework import evidence, marks, vaults
from app.casework.importing.run import Wishes, import_files
from app.casework.made_evidence import (
    StitchRefused,
    choose_frame,
    is_recording,
    join_aside,
    overview_of,
    propose_order,
    record_joined,
    shown_offset,
    sources_of,
    stitch_evidence,
)
from app.casework.steps import Steps
from app.domain.errors import Cancelled, InputError, InvalidField
from app.domain.evidence import Evidence, EvidenceKind, Making
from app.domain.marks import Mark, MarkKind, Markup, Region
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import START, add, put, state
from tests.intake.long_chat import chat, kept, screens
from tests.intake.test_recordings import COLOURS, gif, video

WIDTH, HEIGHT = 270, 600


@pytest.fixture
def chats(vault: Vault, order: Order, tmp_path: Path) -> list[Evidence]:
    """Three screens of a chat, added last first."""
    made, _ = screens(chat(1, WIDTH, 2000), [0, 300, 520], HEIGHT)
    folder = tmp_path / "screens"
    folder.mkdir()
    return add(vault, order, *reversed(kept(folder, made)))


def opened(vault: Vault, item: Evidence) -> Image.Image:
    with Image.open(vault.originals.path(item.original.sha256)) as image:
        return image.convert("RGB")


def test_scrolling_screenshots_become_one_exhibit_in_their_own_order(
    vault: Vault, order: Order, chats: list[Evidence]
) -> None:
    _, whole = screens(chat(1, WIDTH, 2000), [0, 300, 520], HEIGHT)
    for minute, item in enumerate(chats):
        evidence.edit_evidence(vault, item.id, {"kind": "chat", "captured_at": f"2024-01-01 10:0{minute}"})
    outcome = stitch_evidence(vault, [item.id for item in chats], proposed=True)
    made = outcome.value
    assert opened(vault, made).tobytes() == whole.tobytes()
    assert made.made_from is not None
    assert made.made_from.making is Making.STITCH
    assert made.made_from.sources == tuple(item.original.sha256 for item in reversed(chats))
    assert (made.order, made.kind, made.number) == (order.id, EvidenceKind.CHAT, 4)
    assert made.capture == evidence.list_evidence(vault, order.id)[2].capture, "the time of the last of them"
    assert [item.id for item in evidence.list_evidence(vault, order.id)][:3] == [item.id for item in chats]
    data = vault.originals.path(made.original.sha256).read_bytes()
    assert hashlib.sha256(data).hexdigest() == made.original.sha256
    assert vaults.verify(vault, deep=True).is_sound
    assert not list((vault.folder / "derived").glob(".join-*")), "nothing is left behind"
    vaults.undo(vault, outcome.change)
    assert [item.id for item in evidence.list_evidence(vault, order.id, with_trash=False)] == [i.id for i in chats]


def test_what_was_hidden_in_a_source_stays_hidden_in_the_joined_picture(vault: Vault, chats: list[Evidence]) -> None:
    second = chats[1]
    bar = Mark(MarkKind.BAR, Region(40, 400, 100, 60))
    marks.save_marks(vault, second.id, Markup((bar, Mark(MarkKind.CROP, Region(0, 100, WIDTH, 450)))))
    keys = [item.id for item in reversed(chats)]
    joined = join_aside(vault.folder, sources_of(vault, keys), now=START)
    piece = joined.plan.pieces[1]
    made = record_joined(vault, joined).value
    covered = marks.load_marks(vault, made.id).marks
    assert {mark.kind for mark in covered} == {MarkKind.BAR}
    place = next(mark.region for mark in covered if mark.region.x == 40)
    assert (place.y, place.height) == (max(400, piece.top) - piece.top + piece.at, 460 - max(400, piece.top))
    below = next(mark.region for mark in covered if mark.region.x == 0)
    assert below.bottom == piece.at + piece.bottom - piece.top, "what the crop cut off is not brought back"


def test_neighbours_that_do_not_fit_are_named_and_nothing_is_written(vault: Vault, chats: list[Evidence]) -> None:
    keys = [item.id for item in chats]
    before = state(vault)
    with pytest.raises(StitchRefused) as refused:
        stitch_evidence(vault, keys)
    assert refused.value.pair == (1, 2)
    assert state(vault) == before
    stopped = Steps(is_cancelled=lambda: True)
    with pytest.raises(Cancelled):
        propose_order(sources_of(vault, keys), stopped)
    assert state(vault) == before


def test_a_join_that_nobody_wants_leaves_nothing(vault: Vault, chats: list[Evidence]) -> None:
    before = state(vault)
    joined = join_aside(vault.folder, sources_of(vault, [item.id for item in reversed(chats)]), now=START)
    assert joined.preview.startswith(b"\xff\xd8")
    assert state(vault) != before
    joined.discard()
    assert state(vault) == before


def recorded(vault: Vault, order: Order, folder: Path, name: str, data: bytes) -> Evidence:
    (report,) = import_files(vault, [put(folder, name, data)], Wishes(order=order.id)).value
    return evidence.list_evidence(vault, order.id)[-1] if report.evidence else pytest.fail("not taken")


@pytest.mark.parametrize("kind", ["mp4", "gif"])
def test_a_frame_of_a_recording_becomes_an_exhibit(vault: Vault, order: Order, tmp_path: Path, kind: str) -> None:
    item = recorded(vault, order, tmp_path, f"录屏.{kind}", gif() if kind == "gif" else video("mp4"))
    assert is_recording(item)
    found = overview_of(sources_of(vault, [item.id])[0], count=5)
    assert len(found.frames) == 5
    assert 4000 <= found.facts.milliseconds <= 5100
    frame = choose_frame(vault, item.id, 2500).value
    assert frame.made_from is not None
    assert (frame.made_from.making, frame.made_from.sources) == (Making.FRAME, (item.original.sha256,))
    assert frame.made_from.note == "00:00:02.500"
    middle = opened(vault, frame).getpixel((20, 20))
    assert isinstance(middle, tuple)
    assert all(abs(one - other) < 12 for one, other in zip(middle, COLOURS[2], strict=True)), middle
    assert vaults.verify(vault, deep=True).is_sound


def test_only_a_recording_has_frames_and_none_before_its_start(
    vault: Vault, order: Order, chats: list[Evidence], tmp_path: Path
) -> None:
    item = recorded(vault, order, tmp_path, "录屏.gif", gif())
    before = state(vault)
    with pytest.raises(InputError, match="no recording"):
        choose_frame(vault, chats[0].id, 0)
    with pytest.raises(InvalidField):
        choose_frame(vault, item.id, -1)
    assert state(vault) == before


def test_a_time_in_a_recording_is_written_out() -> None:
    assert shown_offset(83_450) == "00:01:23.450"
    assert shown_offset(int(timedelta(hours=2).total_seconds()) * 1000 + 1) == "02:00:00.001"
