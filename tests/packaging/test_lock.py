"""The lock files satisfy pyproject.toml, and every library that is handed on has its notice."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
DEVELOPMENT = (ROOT / "packaging" / "requirements-dev.txt").read_text(encoding="utf-8")
PIN = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;]+)(?: ;(?P<marker>[^\\\n]+))? \\\n(?P<rest>(?: {4}.*\n)+)",
    re.MULTILINE,
)
# What wheels without a License-Expression say in the older fields, in SPDX words.
OLD_WORDS = {
    "MIT License": "MIT",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: Public Domain": "Public domain",
    "License :: OSI Approved :: BSD License": "BSD",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
    "License :: OSI Approved": "",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD, Public Domain": "Public domain",
    "PSFL": "PSF-2.0",
}


def _pins(lock: str) -> dict[str, Version]:
    """Return what the lock installs on this system and Python."""
    return {
        canonicalize_name(found["name"]): Version(found["version"])
        for found in PIN.finditer(lock)
        if found["marker"] is None or Marker(found["marker"].strip()).evaluate()
    }


def _names(lock: str) -> set[str]:
    """Return what the lock installs anywhere."""
    return {canonicalize_name(found["name"]) for found in PIN.finditer(lock)}


def _wanted(group: str) -> list[Requirement]:
    project = PROJECT["project"]
    groups = {
        "runtime": project["dependencies"],
        "dev": PROJECT["dependency-groups"]["dev"],
        **project["optional-dependencies"],
    }
    return [Requirement(word) for word in groups[group]]


@pytest.mark.parametrize(
    ("lock", "group"),
    [
        (RUNTIME, "runtime"),
        (RUNTIME, "ocr"),
        (DEVELOPMENT, "runtime"),
        (DEVELOPMENT, "ocr"),
        (DEVELOPMENT, "video"),
        (DEVELOPMENT, "dev"),
    ],
)
def test_every_requirement_is_locked_to_a_version_that_it_allows(lock: str, group: str) -> None:
    pins = _pins(lock)
    wanted = _wanted(group)
    assert wanted
    unmet = [
        str(need)
        for need in wanted
        if (name := canonicalize_name(need.name)) not in pins or pins[name] not in need.specifier
    ]
    assert unmet == [], "regenerate the locks with the command at their head"


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_pin_has_hashes_and_no_index_is_named(lock: str) -> None:
    lines = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    pins = list(PIN.finditer(lock))
    assert len(lines) == len(pins), "each line that is no comment is one pin"
    assert [pin["name"] for pin in pins if "--hash=sha256:" not in pin["rest"]] == []
    options = [line for line in lines if line.startswith("-")]
    assert options == []
    assert "://" not in lock


@pytest.mark.parametrize(("name", "lock"), [("requirements.txt", RUNTIME), ("requirements-dev.txt", DEVELOPMENT)])
def test_the_head_names_the_command_that_makes_it(name: str, lock: str) -> None:
    command = lock.splitlines()[1]
    assert "uv pip compile pyproject.toml" in command
    assert "--universal --generate-hashes --python-version 3.11" in command
    assert command.endswith(f"-o packaging/{name}")


def test_tests_run_with_the_versions_that_users_run() -> None:
    development = _pins(DEVELOPMENT)
    assert {name: development.get(name) for name in _pins(RUNTIME)} == _pins(RUNTIME)


def test_qt_is_older_than_the_broken_release_and_of_one_piece() -> None:
    pins = _pins(RUNTIME)
    assert pins["pyside6-essentials"] < Version("6.12")
    assert pins["pyside6-essentials"] == pins["shiboken6"]


def test_the_gpl_encoders_of_pyav_are_never_handed_on() -> None:
    """Its wheels hold libx264 and libx265: who wants it installs it from PyPI, and the tests do."""
    assert "av" not in _names(RUNTIME)
    assert "av" in _names(DEVELOPMENT)
    spec = (ROOT / "packaging" / "pingju.spec").read_text(encoding="utf-8")
    assert re.search(r'excludes=\[[^\]]*"av"', spec)


def test_the_runtime_for_recognition_is_older_than_its_telemetry() -> None:
    assert _pins(RUNTIME)["onnxruntime"] < Version("1.29")


def test_what_is_installed_is_what_is_locked() -> None:
    pins = _pins(RUNTIME)
    installed = {name: Version(importlib.metadata.version(name)) for name in pins}
    assert installed == pins


def _notices() -> dict[str, tuple[str, str]]:
    text = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    table = text.partition("## Libraries that the program runs with")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (https://[^| ]+) \|$", table, re.MULTILINE)
    return {canonicalize_name(name): (licence, address) for name, licence, address in rows}


def test_every_runtime_library_has_its_notice() -> None:
    assert set(_notices()) == _names(RUNTIME)


@pytest.mark.parametrize("name", sorted(_pins(RUNTIME)))
def test_the_notice_names_the_licence_that_the_package_names(name: str) -> None:
    metadata = importlib.metadata.metadata(name)
    said = metadata["License-Expression"] or metadata["License"] or ""
    classifiers = [word for word in metadata.get_all("Classifier") or [] if word.startswith("License ::")]
    if len(said) > 60 or not said:
        said = classifiers[0]
    licence = _notices()[name][0]
    for word in [said, *classifiers]:
        assert OLD_WORDS.get(word, word) in licence


def test_fonts_have_their_notice_and_their_licence_text() -> None:
    text = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    fonts = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
    assert fonts
    assert [font.name for font in fonts if f"resources/fonts/{font.name}`" not in text] == []
    assert "SIL OPEN FONT LICENSE Version 1.1" in (ROOT / "resources/fonts/LICENSE_FONT").read_text(encoding="utf-8")


def test_the_texts_of_the_gnu_licences_are_whole() -> None:
    for name, last in (
        ("LGPL-3.0", "permanent authorization for you to choose that version"),
        ("GPL-3.0", "why-not-lgpl.html>"),
    ):
        text = (ROOT / "packaging" / "licences" / f"{name}.txt").read_text(encoding="utf-8")
        assert last in text.replace("\n", " ")[-400:]
