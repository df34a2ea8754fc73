"""What a person typed can be read, selected and copied out of the PDF again, whatever it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from app.dossier.typesetting import spelled
from app.dossier.writer import write_pdf
from tests.dossier.reading import assert_sound, bookmarks, text
from tests.dossier.samples import FONTS, dossier, encoded, exhibit, order_page, order_sheet

PICTURE = encoded(order_page().resize((108, 240)))
HOSTILE = {
    "markup": "<b>粗体</b> & <para> &amp; </font> %s {page} \\n (括号) <<>>",
    "emoji": "😀👍🙏❤💰🧧 好的👌",
    "rare": "䶮㐂 龘 镕 喆 堃",
    "radicals": "⾦金 ⽔水 ㎡ ㈱ Ⅷ",
    "forms": "ＡＢＣ１２３ ￥¥ “引号” ‘单’ ——……·～",
    "latin": "naïve café Ünïcödé Ελληνικα Кириллица",
    "keys": "订单号KM20260901001，密码ab0O1lI-_=+/\\|~`^",
    "pdf": "endstream endobj %%EOF trailer (((( \\))",
}
SPELLED = {"𠮷野家": "𠮷", "左\u202e右": "\u202e", "a\x00b\x1b": "\x00\x1b", "שלום": "שלום", "半\udc80": "\udc80"}


def written(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "dossier.pdf"
    write_pdf(
        dossier(
            exhibit(1, PICTURE, title=words, purpose=words, source=words, captured=words, file_name=words),
            orders=(order_sheet(heading=words, note=words, statuses=()),),
            case_number=words,
            prepared_by=words,
            request=words,
        ),
        path,
        FONTS,
    )
    assert_sound(path)
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_text_copies_as_it_was_typed(name: str, tmp_path: Path) -> None:
    words = HOSTILE[name]
    path = written(tmp_path, words)
    flat = "".join(words.split())
    found = text(path)
    assert found.count(flat) >= 5, found
    assert any(words in title for _, title, _ in bookmarks(PdfReader(path)))


@pytest.mark.parametrize("words", SPELLED, ids=range(len(SPELLED)))
def test_what_cannot_be_printed_is_spelled_out(words: str, tmp_path: Path) -> None:
    found = text(written(tmp_path, words))
    expected = "".join(spelled(character) if character in SPELLED[words] else character for character in words)
    assert found.count(expected) >= 5


def test_ten_thousand_characters_without_a_blank(tmp_path: Path) -> None:
    words = "".join(chr(0x4E00 + index % 5000) for index in range(10_000))
    path = tmp_path / "long.pdf"
    write_pdf(dossier(orders=(order_sheet(note=words, statuses=()),)), path, FONTS)
    assert_sound(path)
    pages = [text(path, first=number) for number in range(2, len(PdfReader(path).pages) - 1)]
    header = "虚拟商品交易争议证据卷宗PJ-20260903-001"
    printed = "".join(page.removeprefix(header).split("返回证据目录")[0] for page in pages)
    assert len(pages) > 5
    assert printed.endswith(words)


def test_a_long_purpose_stands_whole_on_the_exhibits_page(tmp_path: Path) -> None:
    words = "".join(f"第{number}点说明，商家未按承诺发货；" for number in range(600))
    path = tmp_path / "long.pdf"
    write_pdf(dossier(exhibit(1, PICTURE, purpose=words)), path, FONTS)
    assert_sound(path)
    found = text(path)
    for number in (0, 299, 599):
        assert f"第{number}点说明" in found
    assert "（1/" in found
