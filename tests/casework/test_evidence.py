"""Evidence: the exact bytes in and out, one file once, and never half a batch."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.casework import evidence, orders, vaults
from app.casework.evidence import Pasted
from app.casework.steps import Steps
from app.domain.errors import (
    Cancelled,
    InputError,
    InvalidField,
    NotFound,
    UnreadableFile,
    VaultDamaged,
)
from app.domain.evidence import CapturedFrom, CaptureMeaning, EvidenceId, EvidenceKind
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import FILE_TIME, START, add, kept_files, order_fields, picture, put, state

PictureFile = Callable[..., Path]
SAMPLES = Path(__file__).parents[1] / "samples" / "images"

MEDIA = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
}


class TestExactBytes:
    @pytest.mark.parametrize("pillow_format", MEDIA)
    @pytest.mark.parametrize("name", ["right", "misnamed.txt", "无扩展名"])
    def test_they_come_back_whatever_the_file_is_called(
        self, vault: Vault, order: Order, tmp_path: Path, pillow_format: str, name: str
    ) -> None:
        data = picture(5, pillow_format)
        path = put(tmp_path, f"right.{pillow_format.lower()}" if name == "right" else name, data)
        (item,) = add(vault, order, path)
        assert item.original.media_type == MEDIA[pillow_format]
        assert (item.original.width, item.original.height, item.original.bytes) == (24, 40, len(data))
        assert item.original.sha256 == hashlib.sha256(data).hexdigest()
        assert item.name == path.name
        evidence.export_evidence(vault, item.id, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == data == path.read_bytes()
        assert vaults.verify(vault).is_sound

    @pytest.mark.parametrize("name", ["screenshot.heic", "turned.heic"])
    def test_a_phones_heic_comes_back_too(self, vault: Vault, order: Order, tmp_path: Path, name: str) -> None:
        (item,) = add(vault, order, SAMPLES / name)
        assert (item.original.media_type, item.original.width, item.original.height) == ("image/heic", 120, 200)
        evidence.export_evidence(vault, item.id, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == (SAMPLES / name).read_bytes()

    def test_a_picture_from_the_clipboard_comes_back(self, vault: Vault, order: Order, tmp_path: Path) -> None:
        pasted = Pasted(picture(8), "剪贴板.png", "剪贴板")
        done = evidence.add_evidence(vault, order.id, [pasted], captured_at="2024-01-01 11:00")
        item = done.value.added[0].evidence
        assert (item.name, item.source, item.capture.known_from) == ("剪贴板.png", "剪贴板", CapturedFrom.USER)
        evidence.export_evidence(vault, item.id, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == picture(8)

    @pytest.mark.parametrize("source", ["data:image/png;base64," + "A" * 100_000, "a\nb\0c\ud800", " https://x "])
    def test_where_a_pasted_picture_came_from_is_kept_on_one_line(
        self, vault: Vault, order: Order, source: str
    ) -> None:
        item = evidence.add_evidence(vault, order.id, [Pasted(picture(8), "a.png", source)]).value.added[0].evidence
        assert len(item.source) <= 300
        assert item.source.splitlines() == [item.source]
        assert evidence.edit_evidence(vault, item.id, {"source": item.source}).change.rows == ()


class TestCaptureTime:
    def test_the_file_name_tells_before_the_file_time(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        named, unnamed = add(
            vault, order, picture_file(1, name="Screenshot_20240101-090000_Alipay.png"), picture_file(2, name="a.png")
        )
        assert (named.capture.at, named.capture.known_from) == (START - timedelta(hours=3), CapturedFrom.FILE_NAME)
        assert (unnamed.capture.at, unnamed.capture.known_from) == (FILE_TIME, CapturedFrom.FILE_TIME)
        assert unnamed.capture.meaning is CaptureMeaning.MODIFIED

    def test_what_the_user_typed_tells_before_all(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        path = picture_file(1, name="Screenshot_20240101-090000_Alipay.png")
        done = evidence.add_evidence(vault, order.id, [path], captured_at="2024-01-01 08:00")
        capture = done.value.added[0].evidence.capture
        assert (capture.at, capture.known_from) == (START - timedelta(hours=4), CapturedFrom.USER)

    @pytest.mark.parametrize("seconds", [-(2**33), 0, 2**33, 2**40, 2**55])
    def test_a_file_time_that_cannot_be_is_not_believed(
        self, vault: Vault, order: Order, picture_file: PictureFile, seconds: int
    ) -> None:
        path = picture_file(1, name="a.png")
        with contextlib.suppress(OSError, OverflowError):
            os.utime(path, (seconds, seconds))
        if path.stat().st_mtime == FILE_TIME.timestamp():
            pytest.skip("this file system keeps no such time")
        (item,) = add(vault, order, path)
        assert (item.capture.at, item.capture.known_from) == (None, CapturedFrom.NONE)


class TestKnownBytes:
    def test_the_same_bytes_on_one_order_are_one_item(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        first, again = picture_file(1, name="a.png"), picture_file(1, name="b.png")
        (item,) = add(vault, order, first)
        before = state(vault)
        done = evidence.add_evidence(vault, order.id, [again], kind="chat")
        assert [(added.evidence, added.is_known) for added in done.value.added] == [(item, True)]
        assert done.change.rows == ()
        assert state(vault) == before

    def test_the_same_bytes_twice_in_one_batch_are_one_item(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        files = [picture_file(1, name="a.png"), picture_file(2), picture_file(1, name="b.png")]
        added = evidence.add_evidence(vault, order.id, files).value.added
        assert [item.is_known for item in added] == [False, False, True]
        assert added[0].evidence == added[2].evidence
        assert len(kept_files(vault)) == 2

    def test_the_same_bytes_on_another_order_are_stored_once(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        other = orders.record_order(vault, order_fields("A101")).value
        (item,) = add(vault, order, picture_file(1))
        done = evidence.add_evidence(vault, other.id, [picture_file(1)])
        linked = done.value.added[0]
        assert linked.is_known
        assert linked.evidence.id != item.id
        assert (linked.evidence.number, linked.evidence.original) == (1, item.original)
        assert {row.table for row in done.change.rows} == {"evidence"}
        assert len(kept_files(vault)) == 1

    def test_the_same_bytes_come_out_of_the_trash(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        (item,) = add(vault, order, picture_file(1))
        evidence.trash_evidence(vault, [item.id])
        done = evidence.add_evidence(vault, order.id, [picture_file(1)])
        assert [(added.evidence, added.is_known) for added in done.value.added] == [(item, True)]
        assert [row.table for row in done.change.rows] == ["evidence"]
        vaults.undo(vault, done.change)
        assert evidence.list_trash(vault)[0].id == item.id

    def test_a_stray_left_by_a_crash_is_taken_up(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        data = picture(1)
        name = hashlib.sha256(data).hexdigest()
        (vault.originals.folder / name[:2]).mkdir()
        put(vault.originals.folder / name[:2], name, data)
        assert len(vaults.unreferenced(vault)) == 1
        assert not evidence.add_evidence(vault, order.id, [picture_file(1)]).value.added[0].is_known
        assert vaults.unreferenced(vault) == []
        assert vaults.verify(vault).is_sound

    def test_bytes_that_were_damaged_since_are_not_taken_for_kept(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        path = vault.originals.path(item.original.sha256)
        path.chmod(0o600)
        path.write_bytes(b"spoiled")
        before = state(vault)
        other = orders.record_order(vault, order_fields("A101")).value
        with pytest.raises(VaultDamaged, match="is damaged"):
            evidence.add_evidence(vault, other.id, [picture_file(1)])
        assert kept_files(vault) == before[2]
        assert evidence.list_evidence(vault, other.id) == []


class TestRefusal:
    @pytest.fixture
    def bad_files(self, tmp_path: Path, picture_file: PictureFile) -> dict[str, Path]:
        whole = picture(3)
        bad = {
            "cut short": put(tmp_path, "cut.png", whole[: len(whole) // 2]),
            "text": put(tmp_path, "text.png", b"hello"),
            "empty": put(tmp_path, "empty.png", b""),
            "folder": tmp_path / "folder.png",
            "missing": tmp_path / "missing.png",
            "under a file": tmp_path / "text.png" / "a.png",
        }
        bad["folder"].mkdir()
        if sys.platform != "win32":
            bad["pipe"] = tmp_path / "pipe.png"
            os.mkfifo(bad["pipe"])
            bad["device"] = Path("/dev/null")
        if sys.platform == "linux":
            # An ordinary file by its looks, whose reading fails: what a drive does that is pulled out half way.
            bad["gone half way"] = Path("/proc/self/mem")
        return bad

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_one_bad_file_refuses_the_batch_and_leaves_the_vault_as_it_was(
        self, vault: Vault, order: Order, picture_file: PictureFile, bad_files: dict[str, Path], place: int
    ) -> None:
        add(vault, order, picture_file(9))
        before = state(vault)
        for why, bad in bad_files.items():
            files = [picture_file(1), picture_file(2)]
            files.insert(place, bad)
            with pytest.raises(UnreadableFile) as refused:
                evidence.add_evidence(vault, order.id, files)
            assert refused.value.name == bad.name, why
            assert refused.value.line("en").startswith(f"{bad.name}: "), why
            assert refused.value.remedy.zh, why
            assert str(vault.folder) not in refused.value.line("en"), why
            assert state(vault) == before, why
        assert vaults.verify(vault).is_sound

    def test_the_good_files_of_a_batch_are_taken_where_that_was_asked(
        self, vault: Vault, order: Order, picture_file: PictureFile, bad_files: dict[str, Path]
    ) -> None:
        files = [picture_file(1), *bad_files.values(), picture_file(2)]
        done = evidence.add_evidence(vault, order.id, files, refuse_all=False)
        assert [added.evidence.name for added in done.value.added] == ["picture-1.png", "picture-2.png"]
        assert {refused.name for refused in done.value.refused} == {bad.name for bad in bad_files.values()}
        assert len(done.value.refused) == len(bad_files)
        assert len(kept_files(vault)) == 2
        assert vaults.verify(vault).is_sound

    @pytest.mark.parametrize(
        ("given", "field"),
        [({"kind": "selfie"}, "kind"), ({"purpose": "a\0b"}, "purpose"), ({"captured_at": "soon"}, "captured_at")],
    )
    def test_a_wrong_word_is_named_before_any_file_is_looked_at(
        self, vault: Vault, order: Order, given: dict[str, str], field: str
    ) -> None:
        before = state(vault)
        with pytest.raises(InvalidField) as refused:
            evidence.add_evidence(vault, order.id, [Path("/nowhere")], **given)  # type: ignore[arg-type]
        assert refused.value.field == field
        assert state(vault) == before

    def test_cancelling_at_any_file_leaves_nothing(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        before = state(vault)
        files = [picture_file(number) for number in range(4)]
        for stop_at in range(5):
            seen: list[int] = []
            steps = Steps(progress=lambda done, _: seen.append(done), is_cancelled=lambda: len(seen) == stop_at)  # noqa: B023
            with pytest.raises(Cancelled):
                evidence.add_evidence(vault, order.id, files, steps=steps)
            assert seen == list(range(stop_at))
            assert state(vault) == before

    def test_progress_counts_the_files(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        seen: list[tuple[int, int]] = []
        steps = Steps(progress=lambda done, total: seen.append((done, total)))
        evidence.add_evidence(vault, order.id, [picture_file(1), picture_file(2)], steps=steps)
        assert seen == [(0, 2), (1, 2), (2, 2)]


class TestDescribing:
    def test_fields_change_one_by_one(self, vault: Vault, order: Order, picture_file: PictureFile) -> None:
        (item,) = add(vault, order, picture_file(1))
        done = evidence.edit_evidence(
            vault,
            item.id,
            {
                "kind": "聊天记录",
                "name": "聊天.png",
                "purpose": "第一行\n第二行",
                "source": "微信",
                "captured_at": "2024-01-01 09:00",
            },
        )
        edited = done.value
        assert (edited.kind, edited.name, edited.source) == (EvidenceKind.CHAT, "聊天.png", "微信")
        assert edited.purpose == "第一行\n第二行"
        assert (edited.capture.at, edited.capture.known_from) == (START - timedelta(hours=3), CapturedFrom.USER)
        assert edited.original == item.original
        cleared = evidence.edit_evidence(vault, item.id, {"kind": None, "source": "", "captured_at": ""}).value
        assert (cleared.kind, cleared.source, cleared.capture.at) == (None, "", None)
        actions = [entry.action for entry in evidence.history(vault, item.id)]
        assert actions == ["evidence.added", "evidence.edited", "evidence.edited"]

    @pytest.mark.parametrize(
        ("field", "typed"), [("kind", "selfie"), ("name", ""), ("purpose", "a\0"), ("captured_at", "soon")]
    )
    def test_a_wrong_value_is_named_and_changes_nothing(
        self, vault: Vault, order: Order, picture_file: PictureFile, field: str, typed: str
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        with pytest.raises(InvalidField, match=f"{field}: "):
            evidence.edit_evidence(vault, item.id, {"source": "x", field: typed})
        assert evidence.list_evidence(vault, order.id) == [item]

    def test_what_is_not_the_users_to_say_cannot_be_edited(
        self, vault: Vault, order: Order, picture_file: PictureFile
    ) -> None:
        (item,) = add(vault, order, picture_file(1))
        for field in ("sha256", "number", "imported_at", "order_id", "trashed_at"):
            with pytest.raises(InputError, match=f"no field “{field}”"):
                evidence.edit_evidence(vault, item.id, {field: "1"})

    @pytest.mark.parametrize("key", [99, 0, -1, 2**63, 10**30])
    def test_evidence_that_is_not_there_is_not_found(self, vault: Vault, tmp_path: Path, key: int) -> None:
        item = EvidenceId(key)
        for attempt in (
            lambda: evidence.edit_evidence(vault, item, {}),
            lambda: evidence.trash_evidence(vault, [item]),
            lambda: evidence.restore_evidence(vault, [item]),
            lambda: evidence.purge_evidence(vault, [item]),
            lambda: evidence.export_evidence(vault, item, tmp_path / "out"),
        ):
            with pytest.raises(NotFound, match=r"evidence .* does not exist"):
                attempt()
        assert not (tmp_path / "out").exists()
