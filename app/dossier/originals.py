"""The exhibits' bytes on their way into a PDF: each is checked against its hash and embedded once."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import BinaryIO, Final, Self

from app.domain.words import Text
from app.dossier.displayed import Displayed, displayed
from app.dossier.errors import BadPicture, ExhibitUnreadable
from app.dossier.outline import Exhibit, ReadableOriginal
from app.dossier.pdf.pictures import PlacedPicture, PreparedPicture, prepare
from app.dossier.pdf.reducing import prepare_reduced
from app.dossier.pdf.stream_document import StreamDocument
from app.dossier.reduction import Reduction
from app.dossier.typesetting import plain_line

_BLOCK: Final = 1 << 20
_LARGEST_PICTURE: Final = 512 << 20
_AHEAD: Final = 2
_AHEAD_BYTES: Final = 8 << 20
"""Pictures larger than this are prepared one at a time, to keep memory at about one picture."""


class Originals:
    """Reads originals in the caller's thread; small pictures that come next are prepared on the other cores.

    With a `reduction`, pages get reduced copies of the pictures.
    """

    def __init__(self, exhibits: Sequence[Exhibit], reduction: Reduction | None = None) -> None:
        self._exhibits = exhibits
        self._shown = [displayed(exhibit) for exhibit in exhibits]
        self._reduction = reduction
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
        """Check the hash of an original that no page shows as it is; the others are checked as they are embedded.

        Raises:
            ExhibitUnreadable: it cannot be read or has changed.
        """
        shown = self._shown[position]
        if not self._exhibits[position].sha256:
            return  # no file stands behind it: a call as it is remembered, a text
        if shown is None or shown.sha256 != self._exhibits[position].sha256:
            for _ in self.blocks(position):
                pass

    def blocks(self, position: int) -> Iterator[bytes]:
        """Yield an exhibit's original block by block; its hash is checked at the end.

        Raises:
            ExhibitUnreadable: it cannot be read or has changed.
        """
        exhibit = self._exhibits[position]
        digest, length = hashlib.sha256(), 0
        with _reading(exhibit, exhibit.original) as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                length += len(block)
                if length > exhibit.bytes:
                    break
                yield block
        if length != exhibit.bytes:
            raise _unreadable(exhibit, _CHANGED)
        _compare(exhibit, digest.hexdigest(), exhibit.sha256)

    def picture(self, document: StreamDocument, position: int) -> PlacedPicture:
        """Embed an exhibit's picture, or return it where the same picture is in the file already.

        Raises:
            ExhibitUnreadable: it cannot be read, has changed or is no sound picture.
        """
        key = self._key(position)
        placed = self._placed.get(key)
        if placed is None:
            ready = self._prepared(position)
            placed = PlacedPicture(f"P{len(self._placed) + 1}", ready.image.write(document), ready.orientation)
            self._placed[key] = placed
        return placed

    def _displayed(self, position: int) -> Displayed:
        shown = self._shown[position]
        if shown is None:
            raise ValueError(f"exhibit {self._exhibits[position].number} has no picture")
        return shown

    def _key(self, position: int) -> str:
        width = self._reduction.widths.get(position, 0) if self._reduction else 0
        return f"{self._displayed(position).sha256} {width}"

    def _prepared(self, position: int) -> PreparedPicture:
        key = self._key(position)
        if key not in self._coming:
            self._begin(position)
        self._look_ahead(position)
        try:
            return self._coming.pop(key).result()
        except BadPicture as problem:
            raise _unreadable(self._exhibits[position], problem.reason) from problem

    def _look_ahead(self, position: int) -> None:
        for coming in range(position + 1, min(position + 1 + _AHEAD, len(self._exhibits))):
            shown = self._shown[coming]
            if shown is None or self._key(coming) in self._placed or self._key(coming) in self._coming:
                continue
            if shown.bytes > _AHEAD_BYTES or shown.is_converted:
                return
            # What is wrong with it is said when its own page comes.
            with contextlib.suppress(ExhibitUnreadable):
                self._begin(coming)

    def _begin(self, position: int) -> None:
        exhibit, shown = self._exhibits[position], self._displayed(position)
        data = read_displayed(exhibit, shown)
        _compare(exhibit, hashlib.sha256(data).hexdigest(), shown.sha256)
        self._coming[self._key(position)] = self._pool.submit(self._prepare, data, position)

    def _prepare(self, data: bytes, position: int) -> PreparedPicture:
        planned, reduction = self._displayed(position).picture, self._reduction
        if reduction is None or position not in reduction.widths:
            return prepare(data, planned)
        return prepare_reduced(data, planned, width=reduction.widths[position], quality=reduction.policy.quality)


_CHANGED: Final = Text("原件与导入时的 SHA-256 不符", "the original differs from its recorded SHA-256")
_COPY_CHANGED: Final = Text("显示用副本与记录的 SHA-256 不符", "the copy to be shown differs from its recorded SHA-256")


def read_displayed(exhibit: Exhibit, shown: Displayed) -> bytes:
    """Return the bytes of an exhibit's picture as it stands on the page, not checked against its hash.

    Raises:
        ExhibitUnreadable: they cannot be read, or are too many.
    """
    with _reading(exhibit, shown.source) as stream:
        data = stream.read(_LARGEST_PICTURE + 1)
    if len(data) > _LARGEST_PICTURE:
        raise _unreadable(exhibit, Text("图片文件过大", "the picture's file is too large"))
    return data


def _unreadable(exhibit: Exhibit, reason: Text) -> ExhibitUnreadable:
    return ExhibitUnreadable(exhibit.number, plain_line(exhibit.file_name), reason)


def _compare(exhibit: Exhibit, digest: str, recorded: str) -> None:
    if digest != recorded:
        raise _unreadable(exhibit, _CHANGED if recorded == exhibit.sha256 else _COPY_CHANGED)


@contextlib.contextmanager
def _reading(exhibit: Exhibit, source: ReadableOriginal) -> Iterator[BinaryIO]:
    try:
        with source.open() as stream:
            yield stream
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise _unreadable(exhibit, Text(f"原件无法读取（{why}）", f"the original cannot be read ({why})")) from problem
