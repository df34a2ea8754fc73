"""What the dossier refuses: an exhibit that cannot be shown as it was taken in."""

from __future__ import annotations

from app.domain.errors import OutputError
from app.domain.words import Text


class BadPicture(Exception):
    """Bytes that are no sound picture; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class ExhibitUnreadable(OutputError):
    """An exhibit's original is missing, changed or no sound picture; the message names the exhibit."""

    def __init__(self, number: int, file_name: str, reason: Text) -> None:
        super().__init__(
            Text(f"证据{number}（{file_name}）：{reason.zh}", f"exhibit {number} ({file_name}): {reason.en}"),
            Text("没有生成卷宗；请检查这份证据后重试", "no dossier was written; check this exhibit and try again"),
        )
        self.number = number
        self.reason = reason


class ExhibitTooLarge(OutputError):
    """One page of an exhibit alone is larger than a file may be; the message names the exhibit and the way out."""

    def __init__(self, number: int, file_name: str, limit: int) -> None:
        super().__init__(
            Text(
                f"证据{number}（{file_name}）有一页单独就超过每个文件 {limit:,} 字节的上限",
                f"one page of exhibit {number} ({file_name}) alone is over the limit of {limit:,} bytes a file",
            ),
            Text(
                "没有生成卷宗；请改用缩小的图片、不附原件，或把上限调大",
                "no dossier was written; use reduced pictures, attach no originals, or allow larger files",
            ),
        )
        self.number = number
