"""The exhibits' bytes on their way into a PDF: each is checked against its hash and embedded once."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Final, Self

from app.domain.words import Text
from app.dossier.errors import BadPicture, ExhibitUnreadable
from app.dossier.outline import Exhibit
from app.dossier.pdf.pictures import PlacedPicture, PreparedPicture, prepare
from app.dossier.pdf.stream_document import StreamDocument
from app.dossier.typesetting import plain_line

_BLOCK: Final = 1 << 20
_LARGEST_PICTURE: Final = 512 << 20
_AHEAD: Final = 2
_AHEAD_BYTES: Final = 8 << 20
"""Pictures larger than this are prepared one at a time, to keep memory at about one picture."""


class Originals:
    """Reads originals in the caller's thread; small pictures that come next are prepared on the other cores."""

    def __init__(self, exhibits: Sequence[Exhibit]) -> None:
        self._exhibits = exhibits
        self._pool = ThreadPoolExecutor(_AHEAD, thread_name_prefix="dossier-picture")
        self._placed: dict[str, PlacedPicture] = {}
        self._coming: dict[str, Future[PreparedPicture]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def check(self, position: int) -> None:
        """Check the hash of an exhibit that no page shows as a picture; pictures are checked as they are embedded.

        Raises:
            ExhibitUnreadable: it cannot be read or has changed.
        """
        exhibit = self._exhibits[position]
        if exhibit.picture is not None:
            return
        digest = hashlib.sha256()
        with _reading(exhibit) as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
        _compare(exhibit, digest.hexdigest())

    def picture(self, document: StreamDocument, position: int) -> PlacedPicture:
        """Embed an exhibit's picture, or return it where the same original is in the file already.

        Raises:
            ExhibitUnreadable: it cannot be read, has changed or is no sound picture.
        """
        exhibit = self._exhibits[position]
        placed = self._placed.get(exhibit.sha256)
        if placed is None:
            ready = self._prepared(position)
            placed = PlacedPicture(f"P{len(self._placed) + 1}", ready.image.write(document), ready.orientation)
            self._placed[exhibit.sha256] = placed
        return placed

    def _prepared(self, position: int) -> PreparedPicture:
        exhibit = self._exhibits[position]
        if exhibit.sha256 not in self._coming:
            self._begin(exhibit)
        self._look_ahead(position)
        try:
            return self._coming.pop(exhibit.sha256).result()
        except BadPicture as problem:
            raise _unreadable(exhibit, problem.reason) from problem

    def _look_ahead(self, position: int) -> None:
        for exhibit in self._exhibits[position + 1 : position + 1 + _AHEAD]:
            if exhibit.picture is None or exhibit.sha256 in self._placed or exhibit.sha256 in self._coming:
                continue
            if exhibit.bytes > _AHEAD_BYTES or exhibit.is_converted:
                return
            # What is wrong with it is said when its own page comes.
            with contextlib.suppress(ExhibitUnreadable):
                self._begin(exhibit)

    def _begin(self, exhibit: Exhibit) -> None:
        with _reading(exhibit) as stream:
            data = stream.read(_LARGEST_PICTURE + 1)
        if len(data) > _LARGEST_PICTURE:
            raise _unreadable(exhibit, Text("图片文件过大", "the picture's file is too large"))
        _compare(exhibit, hashlib.sha256(data).hexdigest())
        if exhibit.picture is None:
            raise ValueError(f"exhibit {exhibit.number} has no picture")
        self._coming[exhibit.sha256] = self._pool.submit(prepare, data, exhibit.picture)


def _unreadable(exhibit: Exhibit, reason: Text) -> ExhibitUnreadable:
    return ExhibitUnreadable(exhibit.number, plain_line(exhibit.file_name), reason)


def _compare(exhibit: Exhibit, digest: str) -> None:
    if digest != exhibit.sha256:
        raise _unreadable(
            exhibit, Text("原件与导入时的 SHA-256 不符", "the original differs from its recorded SHA-256")
        )


@contextlib.contextmanager
def _reading(exhibit: Exhibit) -> Iterator[BinaryIO]:
    try:
        with exhibit.original.open() as stream:
            yield stream
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise _unreadable(exhibit, Text(f"原件无法读取（{why}）", f"the original cannot be read ({why})")) from problem
