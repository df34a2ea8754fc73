"""PDF receipts: text, pages, dates, a picture; encrypted, broken and hostile files."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from app.domain.errors import UnreadableFile
from app.intake import documents
from app.intake.documents import is_pdf, pdf_date, preview, read_document


def receipt(path: Path, pages: int = 2) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    canvas.setTitle("电子回单 2026-02")
    for number in range(1, pages + 1):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(72, 720, f"退款金额 ¥50.00 第{number}页")
        canvas.showPage()
    canvas.save()
    return path


def test_text_pages_and_title(tmp_path: Path) -> None:
    path = receipt(tmp_path / "a.pdf")
    document = read_document(path)
    assert document.pages == 2 == len(PdfReader(path).pages)
    assert "退款金额" in document.texts[0]
    assert "50.00" in document.texts[1]
    assert "第2页" in document.texts[1]
    assert document.title == "电子回单 2026-02"
    assert document.created_at is not None
    assert not document.is_cut


def test_the_preview_is_the_page(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(preview(receipt(tmp_path / "a.pdf"), 2, edge=400)))
    assert max(picture.size) == 400
    assert picture.convert("L").getextrema()[0] < 128


def test_no_such_page(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such page"):
        preview(receipt(tmp_path / "a.pdf"), 3)


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=receipt(tmp_path / "a.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(UnreadableFile, match="password") as refused:
        read_document(tmp_path / "b.pdf", name="回单.pdf")
    assert refused.value.name == "回单.pdf"


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 1 0 R>>"])
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(UnreadableFile):
        read_document(tmp_path / "a.pdf")


def test_a_file_cut_in_the_middle_does_not_escape(tmp_path: Path) -> None:
    raw = receipt(tmp_path / "a.pdf").read_bytes()
    (tmp_path / "b.pdf").write_bytes(raw[: len(raw) // 2])
    with pytest.raises(UnreadableFile):
        read_document(tmp_path / "b.pdf")


def bomb(path: Path) -> Path:
    """Forms that draw the next one ten times each, twelve deep: 10^12 texts."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
    ]
    for index in range(12):
        inner = zlib.compress(b"/F Do " * 10)
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F %d 0 R>>>>"
            b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (min(6 + index, 16), len(inner), inner)
        )
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(out)
    return path


def test_a_bomb_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SECONDS", 2)
    path = bomb(tmp_path / "a.pdf")
    with pytest.raises(UnreadableFile, match=r"seconds|abnormal"):
        read_document(path)
    with pytest.raises(UnreadableFile, match=r"seconds|abnormal"):
        preview(path)


def test_dates() -> None:
    assert pdf_date("D:20260211143602+08'00'") == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)
    assert pdf_date("D:20260211143602Z") == datetime(2026, 2, 11, 14, 36, 2, tzinfo=UTC)
    assert pdf_date("D:20260211143602") == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)
    for text in ("", "2026", "D:20261311143602", "D:20260211143602+99'00'"):
        assert pdf_date(text) is None


def test_told_by_content() -> None:
    assert is_pdf(b"\n\n%PDF-1.4")
    assert not is_pdf(b"<html>%PDF")
