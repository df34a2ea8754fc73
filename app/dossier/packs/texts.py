"""Words cut to what a channel takes: at the end of a sentence where there is one, never inside a character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.domain.channels import Preset

_SENTENCE: Final = re.compile(r"[。！？!?…；;](?:[”’」』）)\"]*)|\n|\.(?=\s|$)")
_CLAUSE: Final = re.compile(r"[，,、：:]|\s")
_MORE: Final = "…"
_WHOLE: Final = 0.35
"""A sentence's end counts where at least this part of the room is used; before it, half a sentence says more."""


@dataclass(frozen=True, slots=True)
class PackText:
    """The words of a pack: the title (None where the channel has none), the body, and whether something was cut off.

    `limit` is the channel's in Unicode characters, or in UTF-8 bytes where `is_in_bytes`; `used` is counted alike.
    """

    title: str | None
    body: str
    is_cut: bool
    limit: int | None
    is_in_bytes: bool = False

    @property
    def characters(self) -> int:
        """How many characters the body has."""
        return len(self.body)

    @property
    def used(self) -> int:
        """How much of the limit the body takes."""
        return len(self.body.encode()) if self.is_in_bytes else len(self.body)

    @property
    def file_text(self) -> str:
        """What the text file holds: the title above the body, or the body alone."""
        return self.body if self.title is None else f"{self.title}\n\n{self.body}"


def pack_text(title: str, body: str, preset: Preset, *, demand: str = "") -> PackText:
    """Return a title and a body within a preset's limits; where its end is cut off, the demand takes its place."""
    body = _tidy(body)
    cut = body
    if preset.characters is not None:
        cut = _with_demand(body, " ".join(demand.split()), preset.characters)
    if preset.text_bytes is not None:
        cut = _cut_to_bytes(cut, preset.text_bytes)
    in_bytes = preset.characters is None and preset.text_bytes is not None
    limit = preset.text_bytes if in_bytes else preset.characters
    return PackText(_title(title, preset), cut, cut != body, limit, in_bytes)


def _with_demand(body: str, demand: str, limit: int) -> str:
    cut = cut_at_sentence(body, limit)
    room = limit - len(demand) - 1
    if cut == body or not demand or demand in cut or room < _WHOLE * limit:
        return cut
    return f"{cut_at_sentence(body, room)}\n{demand}"


def cut_at_sentence(text: str, limit: int) -> str:
    """Return the beginning of a text in at most that many characters, ended by a sentence, else by a clause and `…`."""
    if len(text) <= limit:
        return text
    # One letter more is looked at: the point of `100.00` ends no sentence.
    ends = [found.end() for found in _SENTENCE.finditer(text, 0, limit + 1) if found.end() <= limit]
    if ends and ends[-1] >= _WHOLE * limit:
        return text[: ends[-1]].rstrip()
    room = limit - len(_MORE)
    clauses = [found.start() for found in _CLAUSE.finditer(text, 0, room)]
    end = clauses[-1] if clauses and clauses[-1] >= _WHOLE * limit else room
    return _whole_letters(text, end).rstrip() + _MORE


def _whole_letters(text: str, end: int) -> str:
    """Return the text up to there, or a little before it where a letter of several characters would be cut."""
    while end > 0 and (text[end : end + 1] in {"\ufe0f", "\u200d"} or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end]


def _cut_to_bytes(text: str, limit: int) -> str:
    if len(text.encode()) <= limit:
        return text
    # What fits in bytes has at most so many characters; the cut at a sentence can only make it shorter.
    room = len(text.encode()[: limit - len(_MORE.encode())].decode(errors="ignore"))
    return cut_at_sentence(text[: room + 1], room)


def _title(title: str, preset: Preset) -> str | None:
    if preset.title_characters is None:
        return None
    least, most = preset.title_characters
    line = " ".join(title.split())
    line = line if len(line) <= most else line[: most - 1].rstrip() + _MORE
    return line if len(line) >= least else line + "·" * (least - len(line))


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept)
