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
