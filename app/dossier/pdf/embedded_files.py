"""Originals inside the PDF as attached files, each with its relation to the document.

Sources: ISO 32000-1, 7.11 (file specifications, embedded files); ISO 19005-3, 6.8 and annex E (associated files).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.times import SHANGHAI
from app.dossier.attachments import Attachment
from app.dossier.outline import Exhibit
from app.dossier.pdf.objects import Name, Ref, Value, date
from app.dossier.pdf.stream_document import StreamDocument

FileBlocks = Callable[[int], Iterable[bytes]]
"""Reads the original of the exhibit at a position, block by block, and checks it on the way."""


@dataclass(frozen=True, slots=True)
class EmbeddedFiles:
    """What the catalogue says of attached files: the tree of their names, and the list of their specifications."""

    names: Value
    associated: Value


def embed_files(
    document: StreamDocument,
    attachments: Sequence[Attachment],
    exhibits: Sequence[Exhibit],
    blocks: FileBlocks,
    stated_at: datetime,
) -> EmbeddedFiles:
    """Write the originals as they are, the same bytes once, and the specification of each."""
    streams: dict[str, Ref] = {}
    specifications: list[tuple[str, Ref]] = []
    for attachment in attachments:
        exhibit = exhibits[attachment.position]
        if exhibit.sha256 not in streams:
            streams[exhibit.sha256] = _stream(document, exhibit, blocks(attachment.position), stated_at)
        specification = _specification(attachment, exhibit, streams[exhibit.sha256])
        specifications.append((attachment.name, document.add(specification)))
    # A name tree's keys stand in the order of their bytes (7.9.6).
    ordered = sorted(specifications, key=lambda entry: entry[0].encode("utf-16-be"))
    names: list[Value] = [part for entry in ordered for part in entry]
    return EmbeddedFiles({"Names": names}, [ref for _, ref in specifications])


def _stream(document: StreamDocument, exhibit: Exhibit, blocks: Iterable[bytes], stated_at: datetime) -> Ref:
    # The checksum that the format asks for; what the dossier relies upon is the SHA-256 beside it.
    checksum = hashlib.md5(usedforsecurity=False)

    def digested() -> Iterable[bytes]:
        for block in blocks:
            checksum.update(block)
            yield block

    parameters = document.reserve()
    entries: Mapping[str, Value] = {
        "Type": Name("EmbeddedFile"),
        "Subtype": Name(exhibit.media_type or "application/octet-stream"),
        "Params": parameters,
    }
    stream = document.add_file(entries, exhibit.bytes, digested())
    document.add(
        {
            "Size": exhibit.bytes,
            "CheckSum": checksum.digest(),
            "ModDate": date(stated_at.astimezone(SHANGHAI)),
        },
        parameters,
    )
    return stream


def _specification(attachment: Attachment, exhibit: Exhibit, stream: Ref) -> dict[str, Value]:
    return {
        "Type": Name("Filespec"),
        "F": attachment.name,
        "UF": attachment.name,
        "EF": {"F": stream, "UF": stream},
        "AFRelationship": Name(attachment.relationship.value),
        "Desc": f"{exhibit.label} 原件，SHA-256 {exhibit.sha256}",
    }
