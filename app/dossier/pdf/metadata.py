"""What a PDF says of itself, twice and alike: in its information dictionary and as XMP (ISO 16684-1).

Sources: ISO 19005-2 and 19005-3, section 6.6 (metadata, and how a file claims its part and level of PDF/A).
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from app.domain.times import SHANGHAI
from app.dossier.pdf.objects import Value, date
from app.dossier.plan import Description

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="{part}" pdfaid:conformance="B"
 pdf:Producer={creator} pdf:Keywords={keywords}
 xmp:CreatorTool={creator} xmp:CreateDate="{stated}" xmp:ModifyDate="{stated}" xmp:MetadataDate="{stated}">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def information(about: Description) -> dict[str, Value]:
    """Return the information dictionary; its only date is the stated one, in Beijing time."""
    stated = date(about.stated_at.astimezone(SHANGHAI))
    return {
        "Title": _clean(about.title),
        "Author": _clean(about.author),
        "Subject": _clean(about.subject),
        "Keywords": _clean(about.keywords),
        "Creator": _clean(about.creator),
        "Producer": _clean(about.creator),
        "CreationDate": stated,
        "ModDate": stated,
    }


def xmp(about: Description, *, part: int) -> bytes:
    """Return the XMP packet of a file that claims level B of a part (2 or 3) of PDF/A."""
    return _PACKET.format(
        part=part,
        creator=quoteattr(_clean(about.creator)),
        keywords=quoteattr(_clean(about.keywords)),
        stated=about.stated_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        title=escape(_clean(about.title)),
        author=escape(_clean(about.author)),
        subject=escape(_clean(about.subject)),
    ).encode("utf-8")


def _clean(text: str) -> str:
    """Return the text without the few characters that no XML can hold, so that both places say the same."""
    return _NO_XML.sub("\ufffd", text)
