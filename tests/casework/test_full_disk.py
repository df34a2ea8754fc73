"""A disk that runs full at any place of a write: a refusal with a remedy, and the vault as it was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.casework import evidence, orders, vaults
from app.domain.errors import (
    OutputError,
    PingjuError,
    VaultError,
    VaultFull,
)
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import add, order_fields, put, state

PictureFile = Callable[..., Path]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
class TestFullDisk:
    @pytest.fixture
    def largest_file(self) -> Iterator[Callable[[int], None]]:
        """Let no file grow beyond some bytes: to a program that is what a full disk is, at a place of our choice."""
        import resource
        import signal

        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size if size >= 0 else before[0], before[1]))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)

    def test_wherever_it_runs_full_the_vault_is_as_before(
        self, vault: Vault, order: Order, picture_file: PictureFile, largest_file: Callable[[int], None]
    ) -> None:
        """From no byte at all to enough for everything, in steps of half a page of the database's log."""
        files = [picture_file(number) for number in range(3)]
        refusals: list[VaultError] = []
        for limit in range(0, 1 << 20, 2048):
            before = state(vault)
            largest_file(limit)
            try:
                done = evidence.add_evidence(vault, order.id, files)
            except VaultError as full:
                refusals.append(full)
            else:
                assert len(done.value.added) == 3
                break
            finally:
                largest_file(-1)
            assert state(vault) == before, limit
            assert vaults.verify(vault).is_sound
        else:
            pytest.fail("it never fitted")
        assert all(isinstance(refused, VaultFull) and "room" in refused.remedy.en for refused in refusals)
        said = {refused.sentence.en.partition(" (")[0] for refused in refusals}
        assert said == {"the vault cannot be written", "the disk is full, so the change was not saved"}
        assert vaults.verify(vault, deep=True).is_sound
        assert vaults.unreferenced(vault) == []

    def test_every_other_write_is_refused_too(
        self, vault: Vault, order: Order, picture_file: PictureFile, largest_file: Callable[[int], None], tmp_path: Path
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        before = state(vault)
        target = put(tmp_path, "out.png", b"mine")
        attempts: list[Callable[[], object]] = [
            lambda: orders.record_order(vault, order_fields("A101")),
            lambda: orders.edit_order(vault, order.id, {"note": "x" * 9000}),
            lambda: evidence.trash_evidence(vault, [item.id]),
            lambda: vaults.save_draft(vault, "order", {"note": "x" * 9000}),
            lambda: evidence.export_evidence(vault, item.id, target),
        ]
        largest_file(10)
        try:
            for attempt in attempts:
                with pytest.raises(PingjuError) as refused:
                    attempt()
                assert isinstance(refused.value, VaultFull | OutputError)
                assert "room" in refused.value.remedy.en
        finally:
            largest_file(-1)
        assert state(vault) == before
        assert target.read_bytes() == b"mine"
        for attempt in attempts:
            attempt()
        assert vaults.verify(vault, deep=True).is_sound
