"""A sentence in the program's two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Simplified Chinese and in English."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return the Chinese words for a language tag that starts with `zh`, else the English ones."""
        return self.zh if language.lower().startswith("zh") else self.en
