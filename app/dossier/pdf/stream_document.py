"""A PDF file written object by object: each goes to the file at once, only its offset is kept."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

from app.dossier.pdf.objects import Name, Ref, Value, serialized

_HEADER: Final = b"%PDF-1.7\n%\xe5\x87\xad\xe6\x8d\xae\n"


class StreamDocument:
    """Counts and digests what it writes, so that neither has to be read back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offsets: dict[int, int] = {}
        self._last = 0
        self._digest = hashlib.sha256()
        self._shared: dict[bytes, Ref] = {}
        self.length = 0
        self._put(_HEADER)

    def reserve(self) -> Ref:
        """Return the reference of an object that is written later."""
        self._last += 1
        return Ref(self._last)

    def add(self, value: Value, ref: Ref | None = None) -> Ref:
        """Write an object and return its reference."""
        ref = self._begin(ref)
        self._put(serialized(value) + b"\nendobj\n")
        return ref

    def add_stream(
        self, entries: Mapping[str, Value], parts: Iterable[bytes | memoryview], ref: Ref | None = None
    ) -> Ref:
        """Write a stream whose data is ready as it stands; `entries` need no length."""
        chunks = list(parts)
        ref = self._begin(ref)
        self._put(serialized({**entries, "Length": sum(len(chunk) for chunk in chunks)}) + b"\nstream\n")
        for chunk in chunks:
            self._put(chunk)
        self._put(b"\nendstream\nendobj\n")
        return ref

    def add_deflated(self, entries: Mapping[str, Value], data: bytes, ref: Ref | None = None) -> Ref:
        """Compress data and write it as a stream."""
        return self.add_stream({**entries, "Filter": Name("FlateDecode")}, [zlib.compress(data, 9)], ref)

    def share_deflated(self, entries: Mapping[str, Value], data: bytes) -> Ref:
        """Write a stream as `add_deflated` does, or return the one with the same data that is in the file already."""
        digest = hashlib.sha256(data).digest()
        if digest not in self._shared:
            self._shared[digest] = self.add_deflated(entries, data)
        return self._shared[digest]

    def add_file(self, entries: Mapping[str, Value], length: int, blocks: Iterable[bytes]) -> Ref:
        """Write a stream of known length as its data comes in, not compressed.

        Raises:
            ValueError: the data is not as long as was said; the file is then of no use.
        """
        ref = self._begin(None)
        self._put(serialized({**entries, "Length": length}) + b"\nstream\n")
        end = self.length + length
        for block in blocks:
            self._put(block)
        if self.length != end:
            raise ValueError(f"a stream is {self.length - end:+d} bytes off its length")
        self._put(b"\nendstream\nendobj\n")
        return ref

    def finish(self, catalog: Ref, info: Ref) -> str:
        """Write the table of offsets and the trailer; return the file's SHA-256 in hex.

        Raises:
            ValueError: an object was reserved and never written.
        """
        missing = self._last - len(self._offsets)
        if missing:
            raise ValueError(f"{missing} objects were reserved and not written")
        start = self.length
        # Section 7.5.4: entries of exactly twenty bytes, object 0 heads the free list.
        rows = [b"0000000000 65535 f \n"]
        rows.extend(b"%010d 00000 n \n" % self._offsets[number] for number in range(1, self._last + 1))
        identity = self._digest.digest()[:16]
        trailer: dict[str, Value] = {"Size": self._last + 1, "Root": catalog, "Info": info, "ID": [identity, identity]}
        self._put(b"xref\n0 %d\n" % (self._last + 1) + b"".join(rows))
        self._put(b"trailer\n" + serialized(trailer) + b"\nstartxref\n%d\n%%%%EOF\n" % start)
        return self._digest.hexdigest()

    def _begin(self, ref: Ref | None) -> Ref:
        ref = ref or self.reserve()
        if ref.number in self._offsets:
            raise ValueError(f"object {ref.number} is written twice")
        self._offsets[ref.number] = self.length
        self._put(b"%d 0 obj\n" % ref.number)
        return ref

    def _put(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.length += len(data)
