"""The public chats read whole: messages, times and senders beside those of `recomputed`, which uses none of ours."""

from __future__ import annotations

import ast
import os
from collections import Counter
from pathlib import Path

import pytest

from app.domain.times import shown
from tests.intake.chats import recomputed
from tests.intake.chats.reading import read_chat
from tests.intake.chats.recomputed import Figures, figures

_SAMPLES = os.environ.get("PINGJU_SAMPLES")
_FOLDER = Path(_SAMPLES or "") / "chats"
needs_samples = pytest.mark.skipif(
    not _SAMPLES, reason="PINGJU_SAMPLES is not set: the public samples are not in the repository"
)


def read_by_us(path: Path) -> Figures:
    said = read_chat(path).messages
    times = [message.at for message in said if message.at is not None]
    assert len(times) == len(said)
    senders = dict(sorted(Counter(message.sender for message in said).items()))
    characters = sum(len(message.text) for message in said)
    return Figures(len(said), shown(min(times)), shown(max(times)), senders, characters)


@needs_samples
@pytest.mark.parametrize("name", recomputed.PUBLIC)
def test_a_public_chat_is_read_whole(name: str) -> None:
    assert read_by_us(_FOLDER / name) == figures(_FOLDER / name)


@needs_samples
def test_every_public_chat_is_recomputed() -> None:
    public = {
        f"{path.parent.name}/{path.name}"
        for path in _FOLDER.glob("*/*")
        if path.name != "LICENSE" and path.parent.name != "synthetic"
    }
    assert public == set(recomputed.PUBLIC)


def test_the_second_opinion_uses_nothing_of_ours() -> None:
    tree = ast.parse(Path(str(recomputed.__file__)).read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    used = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    used |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not {name for name in used if name.split(".")[0] in {"app", "ijson", "openpyxl", "lxml"}}
