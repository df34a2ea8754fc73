"""Where things lie, which language is spoken, and what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.shell import paths
from app.shell.clock import SystemClock
from app.shell.language import CHINESE, ENGLISH, user_language


def test_the_environment_names_the_vault() -> None:
    assert paths.default_vault({"PINGJU_VAULT": "/some/where"}) == Path("/some/where")


def test_else_the_vault_has_a_lasting_place_of_the_users() -> None:
    folder = paths.default_vault({})
    assert folder.is_absolute()
    assert folder.name == "my.pingju"
    assert paths.default_vault({"PINGJU_VAULT": ""}) == folder


def test_resources_are_there() -> None:
    folder = paths.resources()
    for name in (
        "fonts/NotoSansSC_400Regular.ttf",
        "icons/pingju.svg",
        "translations/pingju_en.qm",
        "rules/generic.toml",
    ):
        assert (folder / name).is_file(), name


def test_a_bundle_brings_its_own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"PINGJU_LANG": "en", "LANG": "zh_CN.UTF-8"}, ENGLISH),
        ({"PINGJU_LANG": "zh"}, CHINESE),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_GB.UTF-8"}, CHINESE),
        ({"LC_MESSAGES": "fr_FR.UTF-8", "LANG": "zh_CN.UTF-8"}, ENGLISH),
        ({"LANG": "en_US.UTF-8"}, ENGLISH),
    ],
)
def test_the_language_is_the_users(environment: dict[str, str], expected: str) -> None:
    assert user_language(environment) == expected


@pytest.mark.parametrize("neutral", [{}, {"LANG": "C"}, {"LANG": "C.UTF-8"}, {"LC_ALL": "POSIX"}])
def test_where_no_language_is_named_it_is_chinese(neutral: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert user_language(neutral) == CHINESE


def test_the_clock_tells_the_time_in_utc_to_the_millisecond() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    after = datetime.now(UTC)
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    assert before - timedelta(milliseconds=1) <= now <= after
