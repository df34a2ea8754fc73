"""The law's own periods for a complaint about an order: what starts them, how long they are, and their article.

Sources: 市场监督管理投诉举报处理办法 (总局令第121号, in force since 2026-04-15), arts. 15, 16(4), 22, 23(5), 45;
侵害消费者权益行为处罚办法, art. 10(2), whose state after 2024 has not been checked again. This is no legal advice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from app.domain.cancellation import CancelReason, DeadlineKind
from app.domain.periods import PeriodEnd, due_in_days, due_in_legal_days, due_in_legal_years, due_in_working_days
from app.domain.words import Text
from app.domain.workdays import Workdays

ACCEPTANCE_WORKING_DAYS: Final = 7
MEDIATION_DAYS: Final = 60
REFUSED_DAYS: Final = 15
LIMITATION_YEARS: Final = 3

LEGAL_CLAUSES: Final = {
    DeadlineKind.ACCEPTANCE: Text(
        "总局令第121号第十五条：自收到投诉之日起七个工作日内作出受理或者不予受理的决定（这里以提交之日为收到之日）",
        "SAMR Order 121, art. 15: decision to accept or not within 7 working days of receipt (here: of submission)",
    ),
    DeadlineKind.MEDIATION: Text(
        "总局令第121号第二十三条第（五）项：自投诉受理之日起六十日内未能达成调解协议的，终止调解"
        "（第二十二条：鉴定、检测所需时间不计算在内）",
        "SAMR Order 121, art. 23(5): mediation ends when no agreement is reached within 60 days of acceptance "
        "(art. 22: time for tests is not counted)",
    ),
    DeadlineKind.REFUND_REFUSED: Text(
        "《侵害消费者权益行为处罚办法》第十条第二款：超过十五日未退款的，视为故意拖延或者无理拒绝"
        "（2024 年后是否修订未复核）",
        "Measures on Penalties for Infringing Consumer Rights, art. 10(2): a refund unmet for more than 15 days counts "
        "as wilful delay or groundless refusal (not re-checked for changes after 2024)",
    ),
    DeadlineKind.LIMITATION: Text(
        "总局令第121号第十六条第（四）项：自知道或者应当知道权益受到侵害之日起超过三年的投诉不予受理",
        "SAMR Order 121, art. 16(4): not accepted more than three years after one knew or should have known",
    ),
}
"""The article behind each legal deadline, in words of our own close to the text."""

_KNOWN: Final = Text(
    "从何日起“知道或者应当知道”由受理机关认定；这里取记录中最早的一天，宜尽早投诉",
    "from which day one “knew or should have known” is for the authority to find; the earliest day on record is taken "
    "here, so complain early",
)
_UNSAID: Final = Text(
    "未填写投诉渠道；这一期限只适用于向市场监督管理部门（12315）的投诉",
    "the complaint's channel is not filled in; this period is that of the market authority (12315) only",
)

DELIVERY_REASONS: Final = frozenset({CancelReason.LATE_DELIVERY, CancelReason.NOT_RECEIVED})
GOODS_REASONS: Final = frozenset({CancelReason.NOT_AS_DESCRIBED, CancelReason.WRONG_DELIVERY})


def legal_due(kind: DeadlineKind, start: datetime, days: Workdays, *, is_channel_known: bool = True) -> PeriodEnd:
    """Return the end of a legal period that starts on the day of `start`.

    Art. 45 of Order 121 counts its own periods; the fifteen days of the penalty measures are plain calendar days, as
    those say nothing on holidays.

    Raises:
        ValueError: a naive start.
        KeyError: not a legal period.
    """
    match kind:
        case DeadlineKind.ACCEPTANCE:
            due = due_in_working_days(start, ACCEPTANCE_WORKING_DAYS, days)
        case DeadlineKind.MEDIATION:
            due = due_in_legal_days(start, MEDIATION_DAYS, days)
        case DeadlineKind.REFUND_REFUSED:
            return due_in_days(start, REFUSED_DAYS)
        case DeadlineKind.LIMITATION:
            due = due_in_legal_years(start, LIMITATION_YEARS, days)
            return _warned(due, _KNOWN)
        case _:
            raise KeyError(kind)
    return due if is_channel_known else _warned(due, _UNSAID)


def _warned(due: PeriodEnd, more: Text) -> PeriodEnd:
    return PeriodEnd(due.at, due.arithmetic, due.is_estimated, joined(due.warning, more))


def joined(first: Text | None, second: Text | None) -> Text | None:
    """Return two warnings as one."""
    if first is None or second is None:
        return first or second
    return Text(f"{first.zh}；{second.zh}", f"{first.en}; {second.en}")
