"""What a dossier says besides its orders and exhibits: claims, facts, times, money, clauses, forms and letters.

`exhibits` and `exhibit` are positions (from 0) in `Dossier.exhibits`; every instant is aware. Text may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.deadline import DeadlineState
from app.domain.marks import Region
from app.domain.money import Money
from app.domain.text import Labelled


class Actor(Labelled):
    """Who did what a row of the timeline tells; it gives the row's dot its colour."""

    BUYER = "buyer", "买家", "Buyer"
    MERCHANT = "merchant", "商家", "Merchant"
    PLATFORM = "platform", "平台", "Platform"
    MONEY = "money", "款项", "Money"
    OTHER = "other", "其他", "Other"


@dataclass(frozen=True, slots=True)
class Summary:
    """The case at one look; `waiting_days` are whole days since `waiting_since`, which says in words since what."""

    paid: Money
    refunded: Money
    missing: Money
    waiting_days: int | None = None
    waiting_since: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing asked for: what, how much where it is money, on which legal or contractual basis."""

    text: str
    amount: Money | None = None
    basis: str = ""
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the statement of facts, and the exhibits that bear it out."""

    text: str
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """What happened when; `is_resolved` says that the instant was worked out and not written on the proof."""

    at: datetime
    text: str
    channel: str = ""
    exhibits: tuple[int, ...] = ()
    actor: Actor = Actor.OTHER
    is_resolved: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline and what became of it; by how much it was met or missed is worked out when it is drawn."""

    what: str
    starts_at: datetime
    due_at: datetime
    state: DeadlineState
    clause: str
    closed_at: datetime | None = None
    is_estimated: bool = False
    warning: str = ""
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One row of the money table; `expected` is None where another row names what this amount belongs to.

    `fee` is what was kept back under the name of a fee. The difference is expected less received.
    """

    label: str
    expected: Money | None
    received: Money
    fee: Money | None = None
    at: datetime | None = None
    destination: str = ""
    note: str = ""
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseQuote:
    """A clause in its own words, where it stands, when it was captured, and the exhibit that shows it."""

    text: str
    source: str
    captured: str
    title: str = ""
    exhibit: int | None = None
    breach: str = ""


@dataclass(frozen=True, slots=True)
class LawQuote:
    """An article of law: its text as given, whose text that is, and as of when."""

    law: str
    article: str
    text: str
    source: str
    text_date: str
    applies_to: str = ""


@dataclass(frozen=True, slots=True)
class Complainant:
    """投诉人, in the form's order; an empty field is printed as a line to fill in, None as two open boxes."""

    name: str = ""
    phone: str = ""
    id_kind: str = ""
    id_number: str = ""
    address: str = ""
    agrees_to_publish: bool | None = None
    agrees_to_mediation: bool | None = None


@dataclass(frozen=True, slots=True)
class Respondent:
    """被投诉人, in the form's order; an empty field is printed as a line to fill in."""

    name: str = ""
    contact: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintForm:
    """投诉登记表: both sides and the facts; what is asked comes from `Dossier.claims`.

    Without facts of its own the form holds `Dossier.statement`, which then has no part to itself.
    """

    complainant: Complainant
    respondent: Respondent
    facts: str
    office: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class LeadSheet:
    """举报线索: a sheet of its own, for it is handled apart from the complaint (总局令第121号, article 9)."""

    reported: Respondent
    text: str
    suspected_breach: str = ""
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """What kind of thing was hidden on an exhibit and where; `region` in pixels of the picture, `page` from 1."""

    exhibit: int
    kind: str
    region: Region | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as it was kept when it was sent."""

    title: str
    body: str
    to: str = ""
    channel: str = ""
    sent_at: datetime | None = None
    exhibits: tuple[int, ...] = ()
