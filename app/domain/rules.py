"""Platform rules: a clause's own words, where they were read, and what they mean in numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType

from app.domain.duration import Duration
from app.domain.errors import InvalidField
from app.domain.money import Money
from app.domain.orders import PlatformId
from app.domain.text import Text, clean_line, clean_prose, optional_line

RuleId = NewType("RuleId", int)

TERMS: Final = (
    "self_cancel_window",
    "late_delivery",
    "refund_time.alipay",
    "refund_time.wechat",
    "refund_time.bank",
    "refund_time.balance",
    "support_reply",
    "merchant_reply",
    "fee",
    "complaint_url",
)
"""The machine-readable terms of a clause, as the command-line contract names them."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as stated: term, value, quoted text, source, and whether it is common practice only."""

    term: str
    value: str
    text: str
    source: str | None = None
    is_common_practice: bool = False


@dataclass(frozen=True, slots=True)
class PlatformRule:
    """A clause on record for a platform, with the instant (UTC) it was captured and the picture that shows it.

    `replaces` names the version before it; `proof` is the SHA-256 (hex) of the picture.
    """

    id: RuleId
    platform: PlatformId
    clause: Clause
    captured_at: datetime
    replaces: RuleId | None = None
    proof: str | None = None
    proof_name: str | None = None


def standing_at(rules: Sequence[PlatformRule], instant: datetime) -> list[PlatformRule]:
    """Return one clause a term: the version captured last by an instant, else the first one captured after it.

    A buyer mostly captures the rules when trouble has begun; the earliest version then is the best there is. The
    platform's own text goes before common practice, whenever it was captured.
    """
    own_terms = {rule.clause.term for rule in rules if not rule.clause.is_common_practice}
    chosen: dict[str, PlatformRule] = {}
    for rule in sorted(rules, key=lambda rule: (rule.captured_at, rule.id)):
        if rule.clause.is_common_practice and rule.clause.term in own_terms:
            continue
        if rule.clause.term not in chosen or rule.captured_at <= instant:
            chosen[rule.clause.term] = rule
    return list(chosen.values())


def clause(*, term: str, value: str, text: str, source: str | None = None, is_common_practice: bool = False) -> Clause:
    """Return a validated clause.

    Raises:
        InvalidField: an unknown term, or a value that the term does not take.
    """
    term = term.strip()
    if term not in TERMS:
        raise InvalidField(
            "term",
            Text(f"不认识条款项“{term}”", f"does not know the term “{term}”"),
            Text(f"可用：{', '.join(TERMS)}", f"use one of: {', '.join(TERMS)}"),
        )
    quoted = clean_prose("text", text)
    if not quoted:
        raise InvalidField("text", Text("请填写规则原文", "the quoted text must not be empty"))
    return Clause(term, _value(term, value), quoted, optional_line("source", source, limit=2000), is_common_practice)


def _value(term: str, value: str) -> str:
    typed = clean_line("value", value, limit=2000)
    match term:
        case "complaint_url":
            return typed
        case "fee":
            return _fee(typed)
        case "self_cancel_window" if typed == "until:delivered":
            return typed
        case _:
            return str(Duration.parse(typed, field="value"))


def _fee(typed: str) -> str:
    if typed == "none":
        return typed
    share = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)\s*[%％]", typed)
    if share is None:
        return str(Money.parse(typed, field="value"))
    if float(share[1]) > 100:
        raise InvalidField("value", Text(f"手续费超过 100%：“{typed}”", f"a fee above 100 %: “{typed}”"))
    return f"{share[1]}%"
