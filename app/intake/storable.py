"""Foreign text made fit for keeping: nothing that a database, a line or a file name cannot hold."""

from __future__ import annotations

from typing import Final

NAME_CHARACTERS: Final = 300
"""The longest name kept."""


def storable(text: str) -> str:
    """Return a text without what cannot be stored: NUL and halves of characters."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "ignore").decode("utf-8")
    return text


def clean_name(name: str) -> str:
    """Return a name on one line; U+3164 is somebody's whole name and stays."""
    return " ".join(storable(name).split())[:NAME_CHARACTERS]
