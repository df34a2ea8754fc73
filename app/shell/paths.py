"""Where things lie on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import platformdirs


def default_vault(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the vault's folder where none was named: `PINGJU_VAULT`, else one in the user's data folder."""
    named = environment.get("PINGJU_VAULT")
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir("Pingju", appauthor=False)) / "my.pingju"


def settings_file() -> Path:
    """Return where the window keeps its size and the like."""
    return Path(platformdirs.user_config_dir("Pingju", appauthor=False)) / "window.ini"


def working_day_notices() -> Path:
    """Return where the user may keep working-day notices that this version does not know."""
    return settings_file().with_name("working-days.toml")


def resources() -> Path:
    """Return the folder with fonts, translations and rule packs: beside a bundle, in a wheel, or in the checkout."""
    bundled = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent.parent
    places = [Path(bundled) / "resources"] if bundled else []
    places += [package.parent / "resources", package / "_resources"]
    return next((place for place in places if (place / "fonts").is_dir()), places[-1])
