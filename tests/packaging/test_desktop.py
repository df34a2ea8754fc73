"""The Linux desktop's two files: well formed, in both languages, and about the program that there is."""

import configparser
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "io.github.pingju.Pingju"
DESKTOP = ROOT / "packaging" / "linux" / f"{NAME}.desktop"
METAINFO = ROOT / "packaging" / "linux" / f"{NAME}.metainfo.xml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCRIPTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]


def _valid(command: str, *arguments: str) -> bool:
    """Ask the desktop's own validator where this machine has it."""
    tool = shutil.which(command)
    return tool is None or subprocess.run([tool, *arguments], capture_output=True, check=False).returncode == 0


def test_the_desktop_entry_starts_the_program() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(DESKTOP, encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["Type"] == "Application"
    assert entry["Exec"] in SCRIPTS
    assert entry["Terminal"] == "false"
    assert (entry["Name"], entry["Name[zh_CN]"]) == ("Pingju", "凭据匣")
    assert entry["Icon"] == NAME
    assert all(entry[f"{key}[zh_CN]"] for key in ("GenericName", "Comment", "Keywords"))
    assert _valid("desktop-file-validate", str(DESKTOP))


def test_the_metainfo_speaks_both_languages_of_the_same_program() -> None:
    root = ET.parse(METAINFO).getroot()
    assert root.attrib["type"] == "desktop-application"
    assert root.findtext("id") == NAME
    assert root.findtext("launchable") == DESKTOP.name
    assert root.findtext("project_license") == "MIT"
    assert root.findtext("provides/binary") in SCRIPTS
    for tag in ("name", "summary", "description/p"):
        languages = [element.get(LANG) for element in root.findall(tag)]
        assert None in languages
        assert languages.count("zh-CN") == languages.count(None)
    assert _valid("appstreamcli", "validate", "--no-net", str(METAINFO))
