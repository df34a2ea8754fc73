"""What a cell of a statement says: a text, an amount, an instant, a number of a transaction.

Source of the rules: formats.md, section 0 (points 4 to 6) and 1.4.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from app.domain.money import LIMIT_FEN
from app.domain.times import EARLIEST, LATEST
from app.domain.words import Text
from app.intake.workbooks import Cell, Formula

BLANKS: Final = " \t\r\n\v\f\u00a0\u3000\ufeff\u200b\u2002\u2003\u2009\u202f"
"""What is cut off cells at both ends: pads, tabs, hard spaces, byte order marks."""
RESAVED: Final = Text(
    "此文件被 Excel 重新保存过，请使用原始文件", "this file was saved again by Excel; use the original file"
)
_CHINA: Final = timedelta(hours=8)
_EXACT: Final = 10**15
"""Spreadsheets keep 15 digits of a number; what is longer has lost its end."""
_RUINED: Final = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}|(?P<kept>\d{15})0{9,}")
_FEW: Final = 5
"""A real number's first 15 digits hold at least so many other than 0; one that JD masked is a figure and zeros."""
_PLAIN: Final = re.compile(r"(\d{1,12})\.(\d\d)", re.ASCII)
_AMOUNT: Final = re.compile(
    r"(?P<sign>[-+]?)\s*(?:¥|(?P<currency>[A-Z]{3})(?![A-Z]))?\s*(?P<sign2>[-+]?)(?P<yuan>\d[\d,]*|(?=\.))(?:\.(?P<part>\d*))?"
    r"\s*(?:元|圆)?\s*(?:\((?P<suffix>[^()]*(?:\([^()]*\)[^()]*)?)\))?",
    re.ASCII,
)
_INSTANT: Final = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.年]?)(?P<m>\d{1,2})(?:(?P=sep)|月)(?P<d>\d{1,2})日?"
    r"(?:[T\s]*(?P<h>\d{1,2}):(?P<min>\d{1,2})(?::(?P<s>\d{1,2})(?:\.\d+)?)?)?",
    re.ASCII,
)
_TIME: Final = re.compile(r"(\d{1,2}):?(\d{2})(?::?(\d{2}))?", re.ASCII)
_SERIAL_ORIGIN: Final = datetime(1899, 12, 30)  # noqa: DTZ001
_QUOTED_FORMULA: Final = re.compile(r'="([^"]*)"')


class BadCell(Exception):
    """A cell that cannot be what its column holds."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written: signed fen, its currency where the cell names one, and what stood in brackets after it."""

    fen: int
    currency: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant (aware UTC) and how much of it the cell gave."""

    at: datetime
    is_day_only: bool = False
    has_seconds: bool = True


def text(cell: Cell) -> str:
    """Return what a cell says, stripped; `/` and blanks are ""."""
    if isinstance(cell, str):
        stripped = cell.strip(BLANKS)
        return "" if stripped == "/" else stripped
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


def number(cell: Cell) -> str:
    """Return a transaction's or order's number as text.

    Raises:
        BadCell: a spreadsheet has turned it into a rounded number, or it is a formula.
    """
    if isinstance(cell, Formula):
        raise _formula()
    if isinstance(cell, bool | datetime):
        raise BadCell(RESAVED)
    if isinstance(cell, int | float):
        if abs(cell) >= _EXACT or cell != cell or int(cell) != cell:
            raise BadCell(RESAVED)
        return str(int(cell))
    found = text(cell)
    if not found.isascii():
        return found
    quoted = _QUOTED_FORMULA.fullmatch(found)
    if quoted:
        found = quoted[1].strip(BLANKS)
    ruined = _RUINED.fullmatch(found)
    if ruined and not (ruined["kept"] and len(ruined["kept"].replace("0", "")) < _FEW):
        raise BadCell(RESAVED)
    return found


def amount(cell: Cell) -> Amount | None:
    """Return an amount; None where the cell is blank or a dash.

    Raises:
        BadCell: no amount, finer than a fen, or too large.
    """
    if isinstance(cell, str):
        plain = _PLAIN.fullmatch(cell)
        if plain:
            return Amount(_limited(int(plain[1] + plain[2]), cell))
        return _amount_in(cell)
    if cell is None:
        return None
    if isinstance(cell, bool | datetime):
        raise _no_amount(cell)
    if cell != cell or abs(cell) > LIMIT_FEN:
        raise _no_amount(cell)
    return Amount(_fen(Decimal(str(cell)), cell))


def _amount_in(cell: str) -> Amount | None:
    if isinstance(cell, Formula):
        raise _formula()
    written = text(cell)
    if written in {"", "-", "--", "—"}:
        return None
    folded = unicodedata.normalize("NFKC", written).replace("￥", "¥").replace("−", "-").strip()
    match = _AMOUNT.fullmatch(folded) if len(folded) < 200 else None
    if match is None or (match["sign"] and match["sign2"]):
        raise _no_amount(written)
    whole = match["yuan"].replace(",", "")
    if len(whole) > 16 or not (whole or match["part"]):
        raise _no_amount(written)
    try:
        value = Decimal(f"{whole or 0}.{match['part'] or 0}")
    except InvalidOperation:
        raise _no_amount(written) from None
    fen = _fen(value, written)
    is_negative = "-" in {match["sign"], match["sign2"]}
    return Amount(-fen if is_negative else fen, match["currency"] or "", (match["suffix"] or "").strip())


def _fen(value: Decimal, written: object) -> int:
    exact = value * 100
    whole = round(exact)
    # Spreadsheets that compute leave noise far below a fen.
    if abs(exact - whole) > Decimal("0.0001"):
        raise BadCell(Text(f"金额“{written}”小于一分", f"has an amount finer than a fen: “{written}”"))
    return _limited(whole, written)


def _limited(fen: int, written: object) -> int:
    if abs(fen) > LIMIT_FEN:
        raise BadCell(Text(f"金额“{str(written)[:40]}”过大", f"has too large an amount: “{str(written)[:40]}”"))
    return fen


def _no_amount(written: object) -> BadCell:
    shown = str(written)[:40]
    return BadCell(Text(f"“{shown}”不是金额", f"“{shown}” is no amount"))


def _formula() -> BadCell:
    return BadCell(
        Text("单元格是公式，原始账单中不会有公式", "holds a formula; a statement as it was exported has none")
    )


def instant(cell: Cell, *, time_cell: Cell = None) -> Instant:
    """Return the instant of a cell in China time, or of a date cell and a time cell.

    Raises:
        BadCell: no date, or outside 1990 to 2099.
    """
    if isinstance(cell, Formula):
        raise _formula()
    if isinstance(cell, str):
        return _written_instant(cell, time_cell)
    if isinstance(cell, datetime):
        local, is_day = cell.replace(tzinfo=None), False
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and 19_000_000 < cell < 21_000_000:
        return _written_instant(str(int(cell)), time_cell)
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and 30_000 < cell < 75_000:
        # A date serial whose style was lost; the half second rounds away the noise of floating point.
        exact = _SERIAL_ORIGIN + timedelta(days=cell, microseconds=500_000)
        local, is_day = exact.replace(microsecond=0), False
    else:
        raise _no_time(cell)
    clock = _clock(time_cell)
    if clock is not None:
        local = datetime.combine(local.date(), datetime.min.time()) + clock
    return Instant(_bounded(local, cell), is_day)


def _written_instant(cell: str, time_cell: Cell) -> Instant:
    written = text(cell)
    match = _INSTANT.fullmatch(written)
    if match is None:
        match = _INSTANT.fullmatch(unicodedata.normalize("NFKC", written)) if len(written) < 100 else None
        if match is None:
            raise _no_time(written)
    year, _, month, day, hour, minute, second = match.groups()
    try:
        local = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))  # noqa: DTZ001
    except ValueError:
        raise _no_time(written) from None
    if hour is not None:
        return Instant(_bounded(local, written), has_seconds=second is not None)
    clock = _clock(time_cell)
    if clock is None:
        return Instant(_bounded(local, written), is_day_only=True)
    return Instant(_bounded(local + clock, written))


def _clock(cell: Cell) -> timedelta | None:
    if isinstance(cell, datetime):
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, float) and 0 <= cell < 1:
        return timedelta(seconds=round(cell * 86_400))
    written = text(cell)
    if not written:
        return None
    match = _TIME.fullmatch(written.zfill(6) if written.isdigit() else written)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        raise _no_time(written)
    return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0))


def _bounded(local: datetime, written: object) -> datetime:
    # China has kept UTC+8 without summer time since 1992, before any statement that can be exported.
    at = local.replace(tzinfo=UTC) - _CHINA if local.year > 1 else EARLIEST.replace(year=2)
    if not EARLIEST <= at < LATEST:
        raise _no_time(written)
    return at


def _no_time(written: object) -> BadCell:
    shown = str(written)[:40]
    return BadCell(Text(f"“{shown}”不是时间", f"“{shown}” is no time"))
