"""The law pack that is shipped, and packs that are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.cancellation import CancelReason
from app.domain.errors import UnreadableFile
from app.intake.law_packs import read_law_pack

PACK = Path(__file__).parents[2] / "resources" / "law" / "consumer.toml"


def test_every_article_is_whole_and_each_reason_has_one() -> None:
    articles = read_law_pack(PACK)
    for one in articles:
        assert one.text.endswith("。")
        assert one.article.startswith("第")
        assert one.source
        assert one.text_date
        assert one.reasons
    assert {reason for one in articles for reason in one.reasons} == set(CancelReason)


def test_no_repealed_rule_is_quoted() -> None:
    words = PACK.read_text(encoding="utf-8")
    assert "暂行办法" not in words
    assert "45 工作日" not in words


@pytest.mark.parametrize(
    "text", ["", "no toml [", "[[article]]\nlaw = 'x'", "article = 3", "[[article]]\nreasons = 'x'"]
)
def test_a_damaged_pack_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"pack\.toml"):
        read_law_pack(path)


def test_a_missing_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_law_pack(tmp_path / "none.toml")
