"""The user's language, from the environment or the system."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping

CHINESE = "zh_CN"
ENGLISH = "en"


def user_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return `zh_CN` or `en`: `PINGJU_LANG`, else the terminal's locale, else the system's, else Chinese."""
    for name in ("PINGJU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value and value not in {"C", "POSIX"} and not value.startswith("C."):
            return CHINESE if value.lower().startswith(("zh", "chinese")) else ENGLISH
    if sys.platform == "win32":
        system = locale.getlocale()[0] or ""
        return CHINESE if system.lower().startswith(("zh", "chinese")) or not system else ENGLISH
    return CHINESE
