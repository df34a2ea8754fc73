"""What of an exhibit stands on the page: its original, or the marked or redacted copy that takes its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.dossier.outline import Exhibit, Picture, ReadableOriginal

_KEPT = frozenset({"image/png", "image/jpeg"})


@dataclass(frozen=True, slots=True)
class Displayed:
    """The bytes of a picture on the page: where to read them, how many, their SHA-256 (hex), and its size in pixels."""

    source: ReadableOriginal
    media_type: str
    bytes: int
    sha256: str
    picture: Picture

    @property
    def is_converted(self) -> bool:
        """Whether a PDF cannot hold the picture's own data, so that it is decoded for display."""
        return self.media_type not in _KEPT


def displayed(exhibit: Exhibit) -> Displayed | None:
    """Return the picture that an exhibit's page shows, or None where it shows none."""
    copy = exhibit.shown
    if copy is not None:
        return Displayed(copy.copy, copy.media_type, copy.bytes, copy.sha256, copy.picture)
    if exhibit.picture is None:
        return None
    return Displayed(exhibit.original, exhibit.media_type, exhibit.bytes, exhibit.sha256, exhibit.picture)


def with_picture(exhibit: Exhibit, picture: Picture) -> Exhibit:
    """Return the exhibit with other facts about the picture that its page shows."""
    if exhibit.shown is not None:
        return replace(exhibit, shown=replace(exhibit.shown, picture=picture))
    return replace(exhibit, picture=picture)
