"""What is claimed about a picture by different sources, side by side: nothing is merged, contradictions are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.domain.errors import InvalidField
from app.domain.evidence import CapturedFrom, CaptureMeaning, Evidence
from app.domain.orders import Order, OrderFacts, parse_field
from app.domain.readings import ReadField, ReadFieldName, ScreenFacts, ScreenKind
from app.domain.screen_text import comparable
from app.domain.times import parse_time
from app.domain.words import Text

_SAME_TIME: Final = timedelta(minutes=1)
"""Screens often show no seconds."""
_ORDER_FIELDS: Final = (
    ReadFieldName.NUMBER,
    ReadFieldName.AMOUNT,
    ReadFieldName.PAID_AT,
    ReadFieldName.PRODUCT,
    ReadFieldName.MERCHANT,
    ReadFieldName.PAY_METHOD,
)
# A bill calls the shop by its company and the goods by a trade name; only what identifies the payment is held to it.
_COMPARED: Final = {
    ScreenKind.ORDER_PAGE: frozenset(_ORDER_FIELDS),
    ScreenKind.ALIPAY_BILL: frozenset({ReadFieldName.AMOUNT, ReadFieldName.PAID_AT}),
    ScreenKind.WECHAT_BILL: frozenset({ReadFieldName.AMOUNT, ReadFieldName.PAID_AT}),
}


@dataclass(frozen=True, slots=True)
class TimeClaim:
    """A time that one source claims for a picture; `is_doubtful` marks one that cannot be when it was taken."""

    source: Text
    at: datetime | None
    note: Text
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fact of the order as typed, and as a picture shows it."""

    field: ReadFieldName
    typed: str
    read: ReadField


def time_claims(item: Evidence, claimed: dict[CapturedFrom, datetime], screen: ScreenFacts | None) -> list[TimeClaim]:
    """Return what each source says of a picture's time, the most direct first, then the import."""
    claims = []
    for source in (CapturedFrom.EXIF, CapturedFrom.FILE_NAME, CapturedFrom.FILE_TIME, CapturedFrom.USER):
        at = claimed.get(source) or (item.capture.at if item.capture.known_from is source else None)
        if at is not None:
            late = at > item.imported_at + _SAME_TIME
            note = Text("晚于导入时间", "later than the import") if late else _meaning(item, source)
            claims.append(TimeClaim(source.label, at, note, is_doubtful=late))
    shown = screen.field(ReadFieldName.SHOWN_AT) or screen.field(ReadFieldName.PAID_AT) if screen else None
    if shown is not None:
        at = parse_time(shown.value)
        claims.append(_shown_claim(at, claims))
    claims.append(TimeClaim(Text("导入时间", "imported"), item.imported_at, Text("本机时钟", "this computer's clock")))
    return claims


def contradictions(order: Order, screen: ScreenFacts) -> list[Contradiction]:
    """Return where a page states another value than was typed for the order."""
    return list(_contradictions(order.facts, screen))


def says_the_same(name: ReadFieldName, typed: str, read: str) -> bool:
    """Whether a value as typed and one as read mean the same: times to the minute, names where one holds the other."""
    try:
        value = parse_field(name.value, typed)
    except InvalidField:
        return typed.strip() == read
    return value is not None and _agree(name, value, read)


def _contradictions(facts: OrderFacts, screen: ScreenFacts) -> Iterator[Contradiction]:
    compared = _COMPARED.get(screen.kind, frozenset())
    for name in _ORDER_FIELDS:
        found = screen.field(name)
        typed = getattr(facts, name.value)
        if name in compared and found is not None and typed is not None and not _agree(name, typed, found.value):
            yield Contradiction(name, str(typed), found)


def _agree(name: ReadFieldName, typed: object, read: str) -> bool:
    try:
        value = parse_field(name.value, read)
    except InvalidField:
        return True  # what cannot be a value contradicts none
    if isinstance(typed, datetime) and isinstance(value, datetime):
        return abs(typed - value) < _SAME_TIME
    if isinstance(typed, str) and isinstance(value, str) and name in {ReadFieldName.PRODUCT, ReadFieldName.MERCHANT}:
        one, other = comparable(typed), comparable(value)
        return one in other or other in one
    return typed == value


def _shown_claim(at: datetime, claims: list[TimeClaim]) -> TimeClaim:
    taken = [claim.at for claim in claims if claim.at is not None and not claim.is_doubtful]
    # A page may show an old time, but a picture is never older than what stands in it.
    is_doubtful = any(other < at - _SAME_TIME for other in taken)
    note = (
        Text("晚于截取时间，请核对", "later than the time of capture: check it")
        if is_doubtful
        else Text("画面里的时间，只作参考", "shown in the picture, a hint only")
    )
    return TimeClaim(Text("画面文字", "text in the picture"), at, note, is_doubtful=is_doubtful)


def _meaning(item: Evidence, source: CapturedFrom) -> Text:
    if source is CapturedFrom.FILE_TIME:
        return CaptureMeaning.MODIFIED.label
    return item.capture.meaning.label if item.capture.known_from is source else CaptureMeaning.TAKEN.label
