"""The presets of channels: those that come with the program, and the user's own, which go before them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.domain.channels import Preset, clean_name, preset
from app.domain.errors import InputError, InvalidField, UnreadableFile
from app.domain.words import Text
from app.vault import settings
from app.vault.vault import Vault

_PREFIX: Final = "channel/"
_LIMIT_BYTES: Final = 1 << 20
_REMEDY: Final = Text("请重新安装程序，或恢复这个文件", "install again, or put the file back")
_OWN: Final = "own-{}"
_BETWEEN: Final = re.compile(r"[\s,，、/;；·]+")


class UnknownChannel(InputError):
    """No preset has that name; the message lists those that there are."""

    def __init__(self, name: str, known: list[str]) -> None:
        names = ", ".join(known)
        super().__init__(
            Text(f"没有渠道“{name}”", f"there is no channel “{name}”"),
            Text(f"可用：{names}", f"use one of: {names}"),
        )


def list_presets(vault: Vault | None, *, resources: Path) -> list[Preset]:
    """Return all presets, the user's own in the place of those that come with the program, then the rest of theirs.

    Raises:
        UnreadableFile: the program's file of presets cannot be read.
    """
    found = read_presets(resources / "rules" / "channels.toml")
    return list((found | _own(vault)).values())


def find_preset(vault: Vault | None, name: str, *, resources: Path) -> Preset:
    """Return the preset of that name.

    Raises:
        UnknownChannel: there is none.
        UnreadableFile: the program's file of presets cannot be read.
    """
    every = {one.name: one for one in list_presets(vault, resources=resources)}
    if name.strip().casefold() not in every:
        raise UnknownChannel(name, list(every))
    return every[name.strip().casefold()]


def save_preset(vault: Vault, name: str, data: Mapping[str, Any]) -> Preset:
    """Keep a preset of the user's; one that comes with the program stands behind it until `drop_preset`.

    Raises:
        InvalidField: a limit is missing or makes no sense.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    made = preset(name, data, is_own=True)
    settings.save(vault, _PREFIX + made.name, made.to_data())
    return made


def edit_preset(vault: Vault, name: str, typed: Mapping[str, str], *, on: date, resources: Path) -> Preset:
    """Keep limits of a preset as the user typed them, by field (`Preset.to_data`); an empty one is no longer known.

    What the user changes counts as not verified, unless `verified` is typed, too; `on` is the day it was changed.

    Raises:
        UnknownChannel: there is no such preset.
        InvalidField: a limit makes no sense.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    data = find_preset(vault, name, resources=resources).to_data()
    data |= {"verified": False, "as_of": on.isoformat()}
    for field, text in typed.items():
        data[field] = _read(field, text.strip())
    if data["title"] is not None and "title" in typed:
        data["title_en"] = data["title"]
    if data.get("title_max") is None:
        data.pop("title_min", None)
    return save_preset(vault, name, data)


def add_preset(vault: Vault, like: str, *, on: date, resources: Path) -> Preset:
    """Keep a new preset of the user's with the limits of another.

    Raises:
        UnknownChannel: there is no such other preset.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    data = find_preset(vault, like, resources=resources).to_data()
    taken = {one.name for one in list_presets(vault, resources=resources)}
    number = next(number for number in range(1, len(taken) + 2) if _OWN.format(number) not in taken)
    fresh = {"title": f"我的渠道 {number}", "title_en": f"My channel {number}", "source": "", "note": "", "note_en": ""}
    return save_preset(vault, _OWN.format(number), data | fresh | {"verified": False, "as_of": on.isoformat()})


def built_in(*, resources: Path) -> frozenset[str]:
    """Return the names of the presets that come with the program: dropping the user's own gives these back.

    Raises:
        UnreadableFile: the program's file of presets cannot be read.
    """
    return frozenset(read_presets(resources / "rules" / "channels.toml"))


def drop_preset(vault: Vault, name: str) -> None:
    """Forget a preset of the user's; what comes with the program under that name counts again.

    Raises:
        UnknownChannel: the user has none of that name.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    own = _own(vault)
    if name not in own:
        raise UnknownChannel(name, list(own))
    settings.save(vault, _PREFIX + clean_name(name), None)


def read_presets(path: Path) -> dict[str, Preset]:
    """Return the presets of a TOML file by name: one table each.

    Raises:
        UnreadableFile: it is missing, no TOML, or a preset makes no sense; the message names it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LIMIT_BYTES + 1)
        if len(data) > _LIMIT_BYTES:
            raise UnreadableFile(path.name, Text("渠道预设文件过大", "the presets are too large"), _REMEDY)
        tables = tomllib.loads(data.decode("utf-8-sig"))
        return {name: preset(name, table) for name, table in tables.items() if isinstance(table, dict)}
    except OSError as error:
        problem = Text(f"渠道预设无法读取（{error.strerror}）", f"the presets cannot be read ({error.strerror})")
        raise UnreadableFile(path.name, problem, _REMEDY) from error
    except ValueError as error:
        raise UnreadableFile(path.name, Text(f"不是 TOML：{error}", f"not TOML: {error}"), _REMEDY) from error
    except InvalidField as error:
        raise UnreadableFile(path.name, error.sentence, _REMEDY) from error


def _own(vault: Vault | None) -> dict[str, Preset]:
    kept = settings.with_prefix(vault, _PREFIX) if vault is not None else {}
    found = {}
    for key, body in kept.items():
        if isinstance(body, dict):
            name = key.removeprefix(_PREFIX)
            found[name] = preset(name, body, is_own=True)
    return found


def _read(field: str, text: str) -> object:
    """Return a typed limit as the presets' file would say it; what makes no sense is refused when it is kept."""
    if field == "formats":
        return [word.casefold().replace("jpeg", "jpg") for word in _BETWEEN.split(text) if word]
    if field == "verified":
        return text == "yes"
    if field == "messages" and not text:
        return "any"
    if not text:
        return 0 if field == "opening" else None
    if field in {"title", "source", "note"}:
        return text
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
