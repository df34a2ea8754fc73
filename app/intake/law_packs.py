"""Law packs: articles word for word as a TOML file (`resources/law`); its head says where the texts come from."""

from __future__ import annotations

import tomllib
from pathlib import Path

from app.domain.cancellation import CancelReason
from app.domain.errors import UnreadableFile
from app.domain.law import Article, SpeaksWhen
from app.domain.words import Text


def read_law_pack(path: Path) -> list[Article]:
    """Return the articles of a pack.

    Raises:
        UnreadableFile: no such file, no TOML, or an article lacks something; the message names its number.
    """
    number = 0
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["article"]
        found = []
        for entry in entries:
            number += 1
            found.append(_article(entry))
        return found
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            path.name,
            Text(f"法条包第 {number} 条无法读取", f"article {number} of the law pack cannot be read"),
            Text("请重新安装程序", "install the program again"),
        ) from error


def _article(entry: dict[str, object]) -> Article:
    reasons = entry["reasons"]
    if not isinstance(reasons, list):
        raise TypeError("reasons")
    return Article(
        law=str(entry["law"]),
        article=str(entry["article"]),
        text=str(entry["text"]).strip(),
        source=str(entry["source"]),
        text_date=str(entry["text_date"]),
        applies_to=str(entry["applies_to"]),
        reasons=frozenset(CancelReason(str(reason)) for reason in reasons),
        when=SpeaksWhen(str(entry["when"])),
    )
