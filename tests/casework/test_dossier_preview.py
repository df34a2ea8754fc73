"""The preview: the pages of an export, drawn once for each look, gone when it is closed."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.casework import dossiers
from app.casework.dossier_preview import Drawn, Preview, Wish, compose_for_preview, make_preview, sweep
from app.casework.evidence import edit_evidence
from app.casework.evidence_order import reorder
from app.casework.steps import Steps
from app.domain.errors import Cancelled, OutputError
from app.domain.orders import Order
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import START, add

RESOURCES = paths.resources()
FONTS = RESOURCES / "fonts"


@pytest.fixture
def wish(vault: Vault, order: Order, picture_file: Callable[..., Path]) -> Wish:
    """An order with four pictures."""
    add(vault, order, *(picture_file(number) for number in range(1, 5)))
    return Wish(order.id, "platform", START)


def preview(vault: Vault, wish: Wish, before: Drawn | None = None) -> Preview:
    found = compose_for_preview(vault, wish, resources=RESOURCES)
    return make_preview(found.dossier, vault.folder, fonts=FONTS, before=before)


def files(vault: Vault) -> list[Path]:
    return list((vault.derived / "preview").iterdir())


def draw_all(shown: Preview, width: int = 200) -> list[bytes]:
    return [shown.page(number, width) for number in range(1, shown.count + 1)]


def test_the_pages_are_those_of_the_export(vault: Vault, wish: Wish, tmp_path: Path) -> None:
    import pypdfium2

    shown = preview(vault, wish)
    export = dossiers.export_dossier(
        vault, [wish.order], recipient="platform", target=tmp_path / "out.pdf", fonts=FONTS, at=START
    )
    assert shown.count == export.files[0].pages
    written = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    for number in range(1, shown.count + 1):
        image = Image.open(io.BytesIO(shown.page(number, 300)))
        assert image.width == 300
        scale = (300 - 0.001) / written[number - 1].get_width()
        there = written[number - 1].render(scale=scale).to_pil().convert("RGB")
        assert ImageChops.difference(image.convert("RGB"), there).getbbox() is None, number
    written.close()
    shown.close()


def test_only_pages_that_changed_are_drawn_again(vault: Vault, wish: Wish) -> None:
    first = preview(vault, wish)
    images = draw_all(first)
    assert first.drawn_anew == first.count
    again = preview(vault, wish, first.drawn)
    first.close()
    assert draw_all(again) == images
    assert again.drawn_anew == 0
    item = compose_for_preview(vault, wish, resources=RESOURCES).rows[0].item
    edit_evidence(vault, item.id, {"purpose": "证明付款 100 元"})
    edited = preview(vault, wish, again.drawn)
    changed = [
        number
        for number in range(1, edited.count + 1)
        if number > again.count or edited.fingerprint(number) != again.fingerprint(number)
    ]
    fresh = draw_all(edited)
    assert 0 < edited.drawn_anew == len(changed) < edited.count
    # The hash of a look is not only equal where it should be: each page that looks different has another one.
    for number, image in enumerate(fresh, start=1):
        assert (image != images[number - 1]) == (number in changed), number
    again.close()
    edited.close()


def test_a_picture_that_takes_anothers_place_is_a_change(vault: Vault, wish: Wish) -> None:
    before = preview(vault, wish)
    rows = compose_for_preview(vault, wish, resources=RESOURCES).rows
    reorder(vault, wish.order, [row.item.id for row in reversed(rows)])
    after = preview(vault, wish, before.drawn)
    assert compose_for_preview(vault, wish, resources=RESOURCES).rows[0].item.id == rows[-1].item.id
    assert {after.fingerprint(n) for n in range(1, after.count + 1)} - {
        before.fingerprint(n) for n in range(1, before.count + 1)
    }
    before.close()
    after.close()


def test_rows_say_which_exhibit_an_item_is(vault: Vault, wish: Wish) -> None:
    rows = compose_for_preview(vault, wish, resources=RESOURCES).rows
    assert [row.number for row in rows] == [1, 2, 3, 4]
    edit_evidence(vault, rows[1].item.id, {"left_out": "yes"})
    after = compose_for_preview(vault, wish, resources=RESOURCES).rows
    assert {row.item.name: row.number for row in after} == {
        "picture-1.png": 1, "picture-2.png": None, "picture-3.png": 2, "picture-4.png": 3,
    }  # fmt: skip


def test_edited_texts_are_told_from_those_of_the_case(vault: Vault, wish: Wish) -> None:
    found = compose_for_preview(vault, wish, resources=RESOURCES)
    assert found.edited == frozenset()
    assert "星卡网" in found.texts["statement"]
    dossiers.edit_text(vault, wish.order, "platform", "request", "请退还 100 元")
    found = compose_for_preview(vault, wish, resources=RESOURCES)
    assert found.edited == {"request"}
    assert found.texts["request"] == "请退还 100 元"


def test_the_file_is_the_users_alone_and_goes_with_the_preview(vault: Vault, wish: Wish) -> None:
    shown = preview(vault, wish)
    (file,) = files(vault)
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    kept = shown.page(1, 100)
    shown.close()
    assert files(vault) == []
    assert shown.page(1, 100) == kept
    with pytest.raises(Cancelled):
        shown.page(2, 100)
    shown.close()


def test_a_cancelled_preview_leaves_nothing(vault: Vault, wish: Wish) -> None:
    found = compose_for_preview(vault, wish, resources=RESOURCES)
    told: list[tuple[int, int]] = []
    steps = Steps(lambda done, total: told.append((done, total)), lambda: len(told) > 3)
    with pytest.raises(Cancelled):
        make_preview(found.dossier, vault.folder, fonts=FONTS, steps=steps)
    assert files(vault) == []
    assert told[-1][1] > 1


def test_a_place_that_cannot_be_written_is_named(vault: Vault, wish: Wish) -> None:
    found = compose_for_preview(vault, wish, resources=RESOURCES)
    (vault.derived / "preview").write_bytes(b"a file where the folder should be")
    with pytest.raises(OutputError) as refused:
        make_preview(found.dossier, vault.folder, fonts=FONTS)
    assert "preview" in refused.value.sentence.zh


def test_what_a_crash_left_is_swept(vault: Vault, wish: Wish) -> None:
    shown = preview(vault, wish)
    other = vault.derived / "preview" / "mine.txt"
    other.write_text("kept")
    sweep(vault.folder)
    assert files(vault) == [other]
    assert shown.page(1, 50)  # it is open still, as in another window
    shown.close()


def test_drawn_pages_are_kept_within_their_limit() -> None:
    drawn = Drawn(most_bytes=250)
    for number in range(4):
        drawn.put((str(number), 1), b"x" * 100)
    assert [drawn.get((str(number), 1)) is not None for number in range(4)] == [False, False, True, True]
    drawn.put(("3", 1), b"y" * 10)
    assert drawn.get(("3", 1)) == b"y" * 10
    assert drawn.get(("2", 1)) is not None
