"""What the drawing of marked copies refuses."""

from __future__ import annotations

from typing import Final

from app.domain.errors import OutputError
from app.domain.words import Text

KEPT: Final = Text("原件没有变化，也没有写出任何文件", "the original is as it was and nothing was written")


class CopyRefused(OutputError):
    """No marked copy can be made of a picture; `problem` says why."""

    def __init__(self, problem: Text, remedy: Text = KEPT) -> None:
        super().__init__(Text(f"无法生成标注副本：{problem.zh}", f"no marked copy can be made: {problem.en}"), remedy)
        self.problem = problem


class PictureTooLarge(CopyRefused):
    """The picture is over a limit of bytes, pixels or memory."""
