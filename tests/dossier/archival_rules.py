"""The rules of PDF/A-2b and 3b (ISO 19005-2, ISO 19005-3) that a file like ours could break, checked with pikepdf.

The numbers in brackets are the clauses of ISO 19005-3, which 19005-2 shares but for attached files (6.8).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_SPACES = {1: "GRAY", 3: "RGB ", 4: "CMYK"}


def check_archival(path: Path, *, part: int) -> None:
    """Check a file against every rule; `part` is the part of PDF/A that it shall claim."""
    data = path.read_bytes()
    check_file(data)
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                check_stream(item)
            if isinstance(item, (pikepdf.Stream, pikepdf.Dictionary)):
                check_dictionary(item)
        check_output_intent(pdf)
        check_metadata(pdf, part)
        check_catalog(pdf, part)


def check_file(data: bytes) -> None:
    """Header, binary comment, end of file and cross-reference table (6.1.2, 6.1.3, 6.1.4)."""
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n", data)
    assert data.endswith(b"%%EOF\n")
    assert re.search(rb"\nxref\n0 \d+\n0000000000 65535 f ", data)


def check_stream(stream: pikepdf.Stream) -> None:
    """Nothing outside the file, no forbidden filter, pictures plainly stated (6.1.7, 6.2.8)."""
    assert not {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys())
    filters = stream.get("/Filter", [])
    names = [str(name) for name in ([filters] if isinstance(filters, pikepdf.Name) else filters)]
    assert not {"/LZWDecode", "/Crypt"} & set(names)
    assert len(stream.read_raw_bytes()) == int(stream.Length)
    if stream.get("/Subtype") == "/Image":
        assert not {"/Alternates", "/OPI"} & set(stream.keys())
        assert not stream.get("/Interpolate", False)
        assert int(stream.BitsPerComponent) in {1, 2, 4, 8, 16}
        check_space(stream.ColorSpace)
        if "/SMask" in stream:
            assert stream.SMask.ColorSpace == "/DeviceGray"


def check_space(space: Any) -> None:
    """Grey and RGB lie under the sRGB output intent; anything else brings its profile (6.2.4)."""
    if isinstance(space, pikepdf.Name):
        assert space in {"/DeviceGray", "/DeviceRGB"}
    elif space[0] == "/Indexed":
        check_space(space[1])
    else:
        assert space[0] == "/ICCBased"
        check_profile(space[1], int(space[1].N))


def check_profile(stream: pikepdf.Stream, components: int) -> None:
    """A profile of version 2 or 4, of a device class, with as many components as it is used for (6.2.4.2)."""
    profile = stream.read_bytes()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[36:40] == b"acsp"
    assert profile[8] in {2, 4}
    assert profile[12:16] in {b"prtr", b"mntr", b"scnr", b"spac"}
    assert profile[16:20].decode() == _SPACES[components]


def check_dictionary(entries: Any) -> None:
    """Fonts embedded whole, annotations that print, no action that runs anything (6.2.11, 6.3, 6.5)."""
    if entries.get("/Type") == "/Font":
        check_font(entries)
    if entries.get("/Subtype") == "/Link":
        flags = int(entries.F)
        assert flags & 4
        assert not flags & (1 | 2 | 32 | 256)
    if "/S" in entries and "/Type" not in entries and isinstance(entries.S, pikepdf.Name):
        assert str(entries.S) in {"/GoToR", "/D"}
    assert "/AA" not in entries


def check_font(font: Any) -> None:
    """A composite font has its program, its map of glyphs and matching widths (6.2.11.3 to 6.2.11.5)."""
    if font.Subtype == "/Type0":
        assert font.Encoding == "/Identity-H"
        assert "/ToUnicode" in font
        return
    assert font.Subtype == "/CIDFontType2"
    assert isinstance(font.CIDToGIDMap, pikepdf.Stream)
    assert "/FontFile2" in font.FontDescriptor
    assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
    assert font.FontDescriptor.FontName == font.BaseFont
    check_widths(font)


def check_widths(font: Any) -> None:
    """The widths that the PDF states are those of the font program, to a thousandth of an em (6.2.11.5)."""
    program = font.FontDescriptor.FontFile2.read_bytes()
    tables = {
        program[12 + 16 * i : 16 + 16 * i]: int.from_bytes(program[20 + 16 * i : 24 + 16 * i], "big")
        for i in range(int.from_bytes(program[4:6], "big"))
    }
    units = int.from_bytes(program[tables[b"head"] + 18 : tables[b"head"] + 20], "big")
    long = int.from_bytes(program[tables[b"hhea"] + 34 : tables[b"hhea"] + 36], "big")
    glyphs = font.CIDToGIDMap.read_bytes()
    for code, width in enumerate(font.W[1], start=1):
        glyph = min(int.from_bytes(glyphs[2 * code : 2 * code + 2], "big"), long - 1)
        place = tables[b"hmtx"] + 4 * glyph
        assert abs(int.from_bytes(program[place : place + 2], "big") * 1000 / units - float(width)) <= 1


def check_output_intent(pdf: pikepdf.Pdf) -> None:
    """One output intent with an embedded sRGB profile (6.2.3)."""
    [intent] = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.OutputConditionIdentifier
    assert int(intent.DestOutputProfile.N) == 3
    check_profile(intent.DestOutputProfile, 3)


def check_metadata(pdf: pikepdf.Pdf, part: int) -> None:
    """XMP, not compressed, claims part and level, and says what the information dictionary says (6.6)."""
    stream = pdf.Root.Metadata
    assert stream.Type == "/Metadata"
    assert stream.Subtype == "/XML"
    assert "/Filter" not in stream
    packet = stream.read_bytes()
    assert packet.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    tree = etree.fromstring(packet)

    def said(path: str) -> str:
        [value] = tree.xpath(path, namespaces=_NAMES)
        return str(value)

    assert said("//@pdfaid:part") == str(part)
    assert said("//@pdfaid:conformance") == "B"
    about = pdf.docinfo
    assert said("//dc:title/rdf:Alt/rdf:li[@xml:lang='x-default']/text()") == str(about.Title)
    assert said("//dc:creator/rdf:Seq/rdf:li/text()") == str(about.Author)
    assert said("//dc:description/rdf:Alt/rdf:li[@xml:lang='x-default']/text()") == str(about.Subject)
    assert said("//@pdf:Keywords") == str(about.Keywords)
    assert said("//@pdf:Producer") == str(about.Producer)
    assert said("//@xmp:CreatorTool") == str(about.Creator)
    for name, key in (("CreateDate", "/CreationDate"), ("ModifyDate", "/ModDate")):
        digits = re.sub(r"\D", "", said(f"//@xmp:{name}"))
        assert digits == re.sub(r"\D", "", str(about[key]))


def check_catalog(pdf: pikepdf.Pdf, part: int) -> None:
    """An identifier, a language, nothing that needs a program or a key, and attached files that are stated (6.8)."""
    assert len(pdf.trailer.ID) == 2
    assert "/Encrypt" not in pdf.trailer
    assert pdf.Root.Lang
    assert not {"/OCProperties", "/AcroForm", "/Requirements", "/Perms"} & set(pdf.Root.keys())
    assert ("/AF" in pdf.Root) == ("/Names" in pdf.Root) == (part == 3)
    if part == 3:
        names = list(pdf.Root.Names.EmbeddedFiles.Names)
        keys = [bytes(key) for key in names[::2]]
        assert keys == sorted(keys)
        assert {item.objgen for item in names[1::2]} == {item.objgen for item in pdf.Root.AF}
        for item in pdf.Root.AF:
            assert item.AFRelationship in {"/Source", "/Data", "/Supplement"}
            assert str(item.F) == str(item.UF)
            assert "/" in str(item.EF.F.Subtype)[1:]
            assert "/ModDate" in item.EF.F.Params
