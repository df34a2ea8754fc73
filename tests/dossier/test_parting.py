"""A dossier in parts: none too large, one index and one numbering, links from file to file, all or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from app.domain.errors import Cancelled, OutputError
from app.dossier.errors import ExhibitTooLarge
from app.dossier.outline import Dossier
from app.dossier.parting import count_parts, write_parts
from app.dossier.reduction import ImagePolicy
from app.dossier.writer import PdfReport, write_pdf
from tests.dossier.archival_rules import check_archival
from tests.dossier.bundle_rules import check_bundle, links_of, page_texts
from tests.dossier.reading import assert_sound, bookmarks
from tests.dossier.samples import FONTS, document, dossier, encoded, exhibit, noisy_screen

SCREENS = [noisy_screen(number, alpha=False) for number in range(6)]
LIMIT = 2_300_000


def outline(count: int = 6, **changes: object) -> Dossier:
    shots = [exhibit(number, SCREENS[number - 1]) for number in range(1, count + 1)]
    return dossier(*shots, document(count + 1, b"a,b\n"), exhibit(count + 2, SCREENS[0]), **changes)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[PdfReport, ...]:
    return write_parts(outline(), tmp_path_factory.mktemp("parts") / "卷宗.pdf", FONTS, LIMIT)


def test_no_part_is_over_the_limit_and_each_is_sound(parts: tuple[PdfReport, ...]) -> None:
    count = len(parts)
    assert count >= 3
    assert [part.path.name for part in parts] == [f"卷宗-{number}of{count}.pdf" for number in range(1, count + 1)]
    assert sorted(parts[0].path.parent.iterdir()) == sorted(part.path for part in parts)
    for part in parts:
        assert part.path.stat().st_size == part.bytes <= LIMIT
        assert hashlib.sha256(part.path.read_bytes()).hexdigest() == part.sha256
        assert_sound(part.path)
        check_archival(part.path, part=2)
        check_bundle(part.path)


def test_numbers_run_through_and_every_exhibit_is_there(parts: tuple[PdfReport, ...]) -> None:
    total = sum(part.pages for part in parts)
    texts = [words for part in parts for words in page_texts(part.path)]
    labels = [label for part in parts for label in PdfReader(part.path).page_labels]
    assert labels == [str(number) for number in range(1, total + 1)]
    for number, words in enumerate(texts, start=1):
        assert f"第{number}页/共{total}页" in words
    titles = [title for part in parts for _, title, _ in bookmarks(PdfReader(part.path))]
    for number in range(1, 9):
        assert len([title for title in titles if title.startswith(f"证据{number} ")]) == 1


def test_each_part_opens_with_what_it_holds(parts: tuple[PdfReport, ...]) -> None:
    first = 1
    for number, part in enumerate(parts, start=1):
        cover = page_texts(part.path)[0]
        assert f"第{number}册（共{len(parts)}册）第{first}页至第{first + part.pages - 1}页本册" in cover
        assert all(other.path.name in cover for other in parts)
        held = [title.split()[0] for _, title, _ in bookmarks(PdfReader(part.path)) if title.startswith("证据")]
        exhibits = [label for label in held if label[2:].isdigit()]
        if exhibits:
            names = exhibits[0] if len(exhibits) == 1 else f"{exhibits[0]}至{exhibits[-1]}"
            assert f"本册含：{names}" in cover
        first += part.pages


def test_the_index_stands_whole_in_the_first_part_and_leads_to_the_others(parts: tuple[PdfReport, ...]) -> None:
    rows = [link for link in links_of(parts[0].path) if link.words.startswith("证据") and "册" in link.words[-6:]]
    assert len(rows) >= 5
    assert {link.target.path for link in rows} <= {part.path for part in parts[1:]}
    for link in rows:
        place = [part.path for part in parts].index(link.target.path) + 1
        label = PdfReader(link.target.path).page_labels[link.target.page - 1]
        assert link.words.endswith(f"{place}册{label}")
    back = [link for link in links_of(parts[1].path) if link.words == "返回证据目录"]
    assert back
    assert {link.target.path for link in back} == {parts[0].path}


def test_parts_are_the_same_bytes_every_time(parts: tuple[PdfReport, ...], tmp_path: Path) -> None:
    again = write_parts(outline(), tmp_path / "卷宗.pdf", FONTS, LIMIT)
    assert [part.sha256 for part in again] == [part.sha256 for part in parts]


def test_what_fits_stays_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    [report] = write_parts(outline(1), path, FONTS, 20_000_000)
    assert report.path == path
    assert report.sha256 == write_pdf(outline(1), tmp_path / "b.pdf", FONTS).sha256


def test_an_exhibit_that_alone_is_too_large_is_split_by_page(tmp_path: Path) -> None:
    text = "\n".join(f"第{number}行：订单超时未到账，商家拒绝退款。" for number in range(12000))
    long = document(1, b"x", purpose=text)
    whole = write_pdf(dossier(long), tmp_path / "whole.pdf", FONTS)
    limit = whole.bytes * 3 // 5
    parts = write_parts(dossier(long), tmp_path / "a.pdf", FONTS, limit)
    assert len(parts) > 1
    assert max(part.bytes for part in parts) <= limit
    assert "本册含：证据1（接上册）" in page_texts(parts[1].path)[0]


@pytest.mark.parametrize("limit", [1_300_000, 2_300_000, 4_000_000, 100_000_000])
def test_the_parts_are_counted_before_they_are_written(limit: int, tmp_path: Path) -> None:
    said = count_parts(outline(), tmp_path / "scratch.pdf", FONTS, limit)
    assert list(tmp_path.iterdir()) == []
    made = write_parts(outline(), tmp_path / "卷宗.pdf", FONTS, limit)
    assert said.files == len(made)
    assert (said.bytes <= limit) == (said.files == 1)
    assert not said.is_reduced


def test_two_pictures_on_a_page_are_put_apart_before_anything_is_refused(tmp_path: Path) -> None:
    limit = 1_400_000
    assert len(SCREENS[0]) < limit < len(SCREENS[0]) + len(SCREENS[1])
    parts = write_parts(dossier(exhibit(1, SCREENS[0]), exhibit(2, SCREENS[1])), tmp_path / "a.pdf", FONTS, limit)
    assert max(part.bytes for part in parts) <= limit
    assert "证据1、证据2·第" not in "".join(words for part in parts for words in page_texts(part.path))


def test_a_picture_that_no_file_can_hold_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExhibitTooLarge, match=r"exhibit 1 .*over the limit of 700,000 bytes") as caught:
        write_parts(outline(2), tmp_path / "a.pdf", FONTS, 700_000)
    assert caught.value.number == 1
    assert "缩小的图片" in caught.value.line("zh")
    assert list(tmp_path.iterdir()) == []
    parts = write_parts(outline(2), tmp_path / "a.pdf", FONTS, 700_000, images=ImagePolicy(100, 50))
    assert max(part.bytes for part in parts) <= 700_000
    for part in parts:
        check_bundle(part.path, is_resized=True)


def test_attached_originals_are_in_the_part_that_shows_them(tmp_path: Path) -> None:
    parts = write_parts(outline(4, attach_originals=True), tmp_path / "a.pdf", FONTS, 4_200_000)
    assert len(parts) > 1
    names: list[str] = []
    for part in parts:
        assert part.bytes <= 4_200_000
        reader = PdfReader(part.path)
        check_archival(part.path, part=3 if reader.attachments else 2)
        titles = "".join(title for _, title, _ in bookmarks(reader))
        for name in reader.attachments:
            assert f"证据{int(name[2:4])} " in titles
            names.append(name)
    assert len(names) == 6


def test_a_limit_too_small_for_the_text_is_refused(tmp_path: Path) -> None:
    small = exhibit(1, encoded(Image.new("RGB", (60, 90), "#1F6FEB")))
    with pytest.raises(OutputError):
        write_parts(dossier(small), tmp_path / "a.pdf", FONTS, 9_000)
    assert list(tmp_path.iterdir()) == []


def test_cancelling_and_failing_leave_nothing(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    times = 0

    def count() -> bool:
        nonlocal times
        times += 1
        return False

    write_parts(outline(3), tmp_path / "a.pdf", FONTS, LIMIT, lambda done, total: told.append((done, total)), count)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= total for done, total in told)
    assert told[-1][0] == told[-1][1]
    for path in list(tmp_path.iterdir()):
        path.unlink()
    for stop in (1, times // 2 + 1, times):
        asked: list[None] = []

        def cancel(asked: list[None] = asked, stop: int = stop) -> bool:
            asked.append(None)
            return len(asked) >= stop

        with pytest.raises(Cancelled):
            write_parts(outline(3), tmp_path / "a.pdf", FONTS, LIMIT, cancel=cancel)
        assert list(tmp_path.iterdir()) == []
    wrong = replace(exhibit(3, SCREENS[2]), sha256="00" * 32)
    with pytest.raises(OutputError):
        write_parts(dossier(exhibit(1, SCREENS[0]), exhibit(2, SCREENS[1]), wrong), tmp_path / "a.pdf", FONTS, LIMIT)
    assert list(tmp_path.iterdir()) == []
