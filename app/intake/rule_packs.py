"""Rule packs: clauses of a platform as a TOML file.

[pack]
name = "通用卡盟惯例"
common_practice = true        # the clauses are no platform's own text

[[clause]]
term = "late_delivery"
value = "30m"
text = "延迟发货 30 分钟以上可取消"
source = "https://…"          # optional
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from app.domain.errors import InvalidField, UnreadableFile
from app.domain.rules import Clause, clause
from app.domain.words import Text

LIMIT_BYTES: Final = 1 << 20
_REMEDY: Final = Text("请检查规则包文件", "check the rule pack")


def read_rule_pack(path: Path) -> list[Clause]:
    """Return the clauses of a pack.

    Raises:
        UnreadableFile: no such file, not TOML, or a clause is wrong; the message names its number and field.
    """
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise UnreadableFile(path.name, Text("规则包过大", "the rule pack is too large"), _REMEDY)
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(
            path.name, Text(f"无法读取（{error.strerror}）", f"cannot be read ({error.strerror})"), _REMEDY
        ) from error
    except ValueError as error:
        raise UnreadableFile(path.name, Text(f"不是 TOML：{error}", f"not TOML: {error}"), _REMEDY) from error
    pack, entries = data.get("pack", {}), data.get("clause", [])
    if not isinstance(pack, dict) or not isinstance(entries, list) or not entries:
        raise UnreadableFile(path.name, Text("缺少 [[clause]]", "has no [[clause]]"), _REMEDY)
    is_common = pack.get("common_practice") is True
    return [_clause(path.name, number, entry, is_common) for number, entry in enumerate(entries, start=1)]


def _clause(name: str, number: int, entry: object, is_common: bool) -> Clause:
    if not isinstance(entry, dict):
        raise UnreadableFile(name, Text(f"第 {number} 条不是表", f"clause {number} is not a table"), _REMEDY)
    fields = {field: entry.get(field) for field in ("term", "value", "text", "source")}
    for field, value in fields.items():
        if not isinstance(value, str) and not (field == "source" and value is None):
            raise UnreadableFile(
                name,
                Text(f"第 {number} 条的 {field} 缺失或不是文字", f"clause {number}: {field} is missing or not text"),
                _REMEDY,
            )
    try:
        return clause(
            term=str(fields["term"]),
            value=str(fields["value"]),
            text=str(fields["text"]),
            source=fields["source"],
            is_common_practice=is_common,
        )
    except InvalidField as error:
        zh, en = f"第 {number} 条 {error.sentence.zh}", f"clause {number}: {error.sentence.en}"
        raise UnreadableFile(name, Text(zh, en), error.remedy) from error
