"""Python's garbage collector kept to the main thread: what is dropped is found, what stays is not walked through."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.shell import garbage
from app.shell.garbage import GarbageCollector

pytestmark = pytest.mark.usefixtures("qapp")


class Ring:
    """Something that only a collection frees."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[GarbageCollector]:
    monkeypatch.setattr(garbage, "_is_away", lambda: False)
    made = GarbageCollector(lambda: True)
    made.start()
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()
    assert gc.isenabled(), "who comes after has the collector back"
    assert gc.get_freeze_count() == 0


def dropped() -> weakref.ref[Ring]:
    return weakref.ref(Ring())


def test_rings_that_are_dropped_are_freed_by_the_next_collection(collector: GarbageCollector) -> None:
    assert not gc.isenabled()
    ring = dropped()
    assert ring() is not None
    collector._collect()
    assert ring() is None


def test_what_was_there_at_the_start_is_walked_through_no_more(collector: GarbageCollector) -> None:
    assert gc.get_freeze_count() > 10_000
    collector._turns = garbage.FULL_EVERY - 1
    collector._collect()
    assert len(gc.get_objects()) < garbage.MOST_OBJECTS


def test_what_gathers_is_frozen_before_it_makes_a_full_collection_long(
    collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "MOST_OBJECTS", 1000)
    kept = [Ring() for _ in range(2000)]
    before = gc.get_freeze_count()
    collector._collect()
    collector._collect()
    assert gc.get_freeze_count() >= before + len(kept)


def test_a_frozen_ring_is_freed_while_the_user_is_in_another_program(
    collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [Ring()]
    ring = weakref.ref(kept[0])
    gc.freeze()
    kept.clear()

    def full() -> None:
        collector._turns = garbage.FULL_EVERY - 1
        collector._collect()

    for _ in range(garbage.THOROUGH_EVERY + 1):
        full()
    assert ring() is not None, "nobody waits for a thorough collection while they work"
    monkeypatch.setattr(garbage, "_is_away", lambda: True)
    full()
    assert ring() is None
