"""What the first start says: to stderr only, a line at a time, in the user's language."""

import locale
import os
import sys


class SetupError(Exception):
    """Set-up cannot go on; carries the one line to show, in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def is_chinese() -> bool:
    """Tell whether the user's language is Chinese, from the environment and then the system."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.lower().startswith("zh")
    if os.name == "posix" and sys.platform != "darwin":
        return False
    return (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))


def tell(zh: str, en: str) -> None:
    """Write one line to stderr; stdout belongs to the program that is started."""
    sys.stderr.write((zh if is_chinese() else en) + "\n")
    sys.stderr.flush()
