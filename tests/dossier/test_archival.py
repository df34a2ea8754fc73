"""Every dossier is a PDF/A and a sound bundle, whatever is in it; originals travel inside on request."""

from __future__ import annotations

import hashlib
import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms
from pypdf import PdfReader

from app.dossier.attachments import attachments, left_out
from app.dossier.errors import ExhibitUnreadable
from app.dossier.outline import Dossier, Exhibit, Picture, ShownCopy
from app.dossier.pdf.colour_profiles import plain_cmyk, srgb, usable
from app.dossier.writer import PdfReport, write_pdf
from tests.dossier.archival_rules import check_archival
from tests.dossier.bundle_rules import check_bundle, links_of
from tests.dossier.reading import assert_sound, images, tool
from tests.dossier.samples import FONTS, Bytes, document, dossier, encoded, exhibit, order_page, rich

SMALL = order_page().resize((270, 600))


def written(tmp_path: Path, outline: Dossier) -> Path:
    path = tmp_path / "dossier.pdf"
    write_pdf(outline, path, FONTS)
    assert_sound(path)
    return path


def redacted(number: int, original: Image.Image) -> Exhibit:
    """Return an exhibit whose account number is blacked out on the page."""
    copy = original.copy()
    copy.paste("#000000", (20, 100, 200, 140))
    data = encoded(copy)
    shown = ShownCopy(
        Bytes(data),
        "image/png",
        len(data),
        hashlib.sha256(data).hexdigest(),
        Picture(*copy.size),
        (),
        ("手机号码 1 处",),
    )
    return exhibit(number, encoded(original), shown=shown)


def test_a_rich_dossier_is_pdf_a_2b_and_keeps_the_bundle_rules(rich_pdf: tuple[Path, PdfReport]) -> None:
    path, _ = rich_pdf
    check_archival(path, part=2)
    check_bundle(path, images_bytes=sum(exhibit_.bytes for exhibit_ in rich().exhibits))
    assert len(list(links_of(path))) > 30


def test_with_originals_attached_it_is_pdf_a_3b(tmp_path: Path) -> None:
    outline = replace(rich(), attach_originals=True)
    path = written(tmp_path, outline)
    check_archival(path, part=3)
    check_bundle(path)
    reader = PdfReader(path)
    assert {
        name: [hashlib.sha256(data).hexdigest() for data in found] for name, found in reader.attachments.items()
    } == {attachment.name: [outline.exhibits[attachment.position].sha256] for attachment in attachments(outline)}
    with pikepdf.open(path) as pdf:
        kinds = {str(item.UF): str(item.AFRelationship) for item in pdf.Root.AF}
        for item in pdf.Root.AF:
            original = item.EF.F
            assert "/Filter" not in original
            assert int(original.Params.Size) == len(original.read_bytes())
            checksum = hashlib.md5(original.read_bytes(), usedforsecurity=False).digest()
            assert bytes(original.Params.CheckSum) == checksum
            assert str(original.Params.ModDate) == str(pdf.docinfo.CreationDate)
    assert kinds["证据01_订单详情页.png"] == "/Source"
    assert kinds["证据06_支付宝交易明细.csv"] == "/Supplement"


def test_an_original_whose_copy_hides_something_is_never_attached(tmp_path: Path) -> None:
    hidden = redacted(2, SMALL)
    again = replace(exhibit(3, hidden.original.open().read()), title="同一原件")
    outline = dossier(exhibit(1, encoded(SMALL.rotate(180))), hidden, again, attach_originals=True)
    assert left_out(outline) == (1, 2)
    path = written(tmp_path, outline)
    assert list(PdfReader(path).attachments) == ["证据01_截图 1.png"]
    assert left_out(replace(outline, attach_originals=False)) == ()


def test_the_redacted_copy_stands_on_the_page_and_nothing_of_the_original(tmp_path: Path) -> None:
    hidden = redacted(1, SMALL)
    path = written(tmp_path, dossier(hidden))
    [image] = images(path)
    shown = Image.frombytes("RGB", SMALL.size, b"".join(rows(image)))
    assert hidden.shown is not None
    with Image.open(hidden.shown.copy.open()) as copy:
        assert ImageChops.difference(shown, copy).getbbox() is None
    assert "手机号码 1 处" in tool("pdftotext", "-raw", path, "-")


def rows(image: dict[str, int]) -> list[bytes]:
    return [image.get_data()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("what", ["original", "copy"])
def test_a_shown_copy_does_not_excuse_a_changed_file(what: str, tmp_path: Path) -> None:
    hidden = redacted(1, SMALL)
    assert hidden.shown is not None
    wrong = Bytes(encoded(SMALL.rotate(90)))
    if what == "original":
        hidden = replace(hidden, original=wrong)
    else:
        hidden = replace(hidden, shown=replace(hidden.shown, copy=wrong))
    with pytest.raises(ExhibitUnreadable, match="differs from its recorded"):
        write_pdf(dossier(hidden), tmp_path / "a.pdf", FONTS)
    assert list(tmp_path.iterdir()) == []


def test_names_of_attached_files_suit_every_file_system() -> None:
    outline = dossier(
        document(1, b"a", title='a/b\\c:d*e?f"g<h>i|j\n\x07', file_name="明细.XLSX"),
        document(2, b"b", title="…", file_name="没有扩展名"),
        document(120, b"c", title="长" * 300, file_name="a.b.c/../x.tar.gz"),
        attach_originals=True,
    )
    names = [attachment.name for attachment in attachments(outline)]
    assert names[0].startswith("证据001_a_b_c_d_e_f_g_h_i_j")
    assert names[0].endswith(".xlsx")
    assert names[1].startswith("证据002_")
    assert names[2] == f"证据120_{'长' * 60}.gz"
    assert all(len(name.encode()) < 255 for name in names)


def test_profiles_are_sound_and_mean_what_they_say() -> None:
    assert usable(srgb(), 3)
    assert usable(plain_cmyk(), 4)
    assert not usable(srgb(), 1)
    assert not usable(srgb()[:-1], 3)
    assert not usable(b"", 3)
    colours = Image.linear_gradient("L")
    picture = Image.merge("RGB", (colours, colours.rotate(90), colours.rotate(180)))
    standard = ImageCms.createProfile("sRGB")
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    same = ImageCms.profileToProfile(picture, ours, standard)
    assert same is not None
    assert max(high for _, high in ImageChops.difference(picture, same).getextrema()) <= 1
    inks = Image.merge("CMYK", (colours, colours.rotate(90), colours.rotate(180), colours.point(lambda v: v // 3)))
    plain = ImageCms.ImageCmsProfile(io.BytesIO(plain_cmyk()))
    seen = ImageCms.profileToProfile(inks, plain, standard, outputMode="RGB")
    assert seen is not None
    assert max(high for _, high in ImageChops.difference(inks.convert("RGB"), seen).getextrema()) <= 8


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("WEBP", "RGB")]
)
def test_a_pictures_own_profile_is_kept(form: str, mode: str, tmp_path: Path) -> None:
    profile = bytearray(srgb())
    profile[24:36] = bytes(12)  # one that is nobody else's
    picture = SMALL.convert(mode)
    data = encoded(picture, form, icc_profile=bytes(profile), **({"lossless": True} if form == "WEBP" else {}))
    path = written(
        tmp_path, dossier(exhibit(1, data), exhibit(2, encoded(SMALL.rotate(180), icc_profile=bytes(profile))))
    )
    check_archival(path, part=2)
    with pikepdf.open(path) as pdf:
        spaces = [item.ColorSpace for item in pdf.objects if _is_image(item) and item.ColorSpace != "/DeviceGray"]
        assert len(spaces) == 2
        based = [space[1] if space[0] == "/Indexed" else space for space in spaces]
        assert {space[1].objgen for space in based} == {based[0][1].objgen}
        assert based[0][1].read_bytes() == bytes(profile)


def _is_image(item: object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_a_useless_profile_is_left_aside(tmp_path: Path) -> None:
    path = written(tmp_path, dossier(exhibit(1, encoded(SMALL, icc_profile=b"no profile" * 40))))
    [image] = images(path)
    assert image["/ColorSpace"] == "/DeviceRGB"


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_jpeg_lies_under_a_profile(mode: str, tmp_path: Path) -> None:
    path = written(tmp_path, dossier(exhibit(1, encoded(SMALL.convert(mode), "JPEG"))))
    check_archival(path, part=2)


def test_text_that_no_xml_can_hold_says_the_same_twice(tmp_path: Path) -> None:
    outline = dossier(prepared_by="A&B <b> \"'\ufffe\x07 😀 \u202e", title="]]> & <标题>")
    check_archival(written(tmp_path, outline), part=2)


def test_ghostscript_takes_it_as_it_is(rich_pdf: tuple[Path, PdfReport], tmp_path: Path) -> None:
    if not Path("/usr/bin/gs").exists():
        pytest.skip("needs ghostscript")
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", str(rich_pdf[0])]
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout + done.stderr == b""
