"""What a command works with: how to open the vault, what time it is, and where its words go."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from app.casework.steps import Steps
from app.casework.vaults import Vault, open_existing, open_for_reading, open_for_writing
from app.casework.working_days import working_days
from app.domain.errors import InvalidField, OutputError
from app.domain.times import Clock
from app.domain.words import Text
from app.domain.workdays import Workdays


class AnswerNotPrinted(OutputError):
    """The command is done, but its answer could not be printed."""

    def __init__(self, error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        super().__init__(
            Text(f"无法输出结果（{reason}）", f"the answer cannot be printed ({reason})"),
            Text("命令本身已经完成，请用 list 或 show 查看", "the command itself is done; look with list or show"),
        )


@dataclass(slots=True)
class Session:
    """One call of the program."""

    folder: Path
    clock: Clock
    resources: Path
    language: str
    working_day_notices: Path | None = None
    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    def reading(self) -> Vault:
        """Open the vault for looking."""
        return open_for_reading(self.folder, clock=self.clock)

    def writing(self) -> Vault:
        """Open the vault for changing, making it where there is none."""
        return open_for_writing(self.folder, clock=self.clock, actor="cli")

    def changing(self) -> Vault:
        """Open the vault for changing what is in it; a command that needs something in it makes none."""
        return open_existing(self.folder, clock=self.clock, actor="cli")

    def working_days(self) -> Workdays:
        """Return the working-day calendar, with the notices that the user keeps."""
        return working_days(self.working_day_notices)

    def say(self, words: Text) -> str:
        """Return words in the user's language."""
        return words.in_(self.language)

    def answer(self, document: object, lines: Callable[[], list[str]]) -> None:
        """Print the JSON document, or the lines that say the same to a person.

        Raises:
            AnswerNotPrinted: stdout takes no more, as on a full disk.
            BrokenPipeError: nobody reads any more.
        """
        said = [json.dumps(document, ensure_ascii=False, indent=2)] if self.as_json else lines()
        try:
            for line in said:
                print(line, file=self.out)
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise AnswerNotPrinted(error) from error

    def warn(self, line: str) -> None:
        """Print a line beside the answer."""
        print(line, file=self.err)

    def steps(self, doing: Text) -> Steps:
        """Return steps that keep one line of the terminal up to date; silent where nobody watches."""
        if not self.err.isatty():
            return Steps()
        return Steps(progress=ProgressLine(self.err, self.say(doing)))


class ProgressLine:
    """A line of the terminal that counts, and goes away when all is done."""

    def __init__(self, terminal: TextIO, doing: str) -> None:
        self._terminal = terminal
        self._doing = doing

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is."""
        text = "" if done >= total else f"{self._doing} {done}/{total}"
        self._terminal.write(f"\r\x1b[K{text}")
        self._terminal.flush()


def whole_number(name: str, text: str) -> int:
    """Return an id as a number.

    Raises:
        InvalidField: it is none.
    """
    if (number := _digits(text)) is not None:
        return number
    raise InvalidField(
        name,
        Text(f"不是编号：“{text}”", f"not an id: “{text}”"),
        Text("编号是 --json 输出的数字", "an id is the number that --json printed"),
    )


def how_many(name: str, text: str) -> int:
    """Return a count of at least 1.

    Raises:
        InvalidField: it is none.
    """
    if number := _digits(text):
        return number
    raise InvalidField(
        name,
        Text(f"不是数量：“{text}”", f"not a count: “{text}”"),
        Text("请写 1 或更大的整数", "write a whole number from 1 on"),
    )


def _digits(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
