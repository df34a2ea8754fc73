"""Lines to sign on: who, when, and how many copies."""

from __future__ import annotations

from app.dossier import look
from app.dossier.flow import Flow
from app.dossier.look import CONTENT_WIDTH, LEFT, RIGHT
from app.dossier.outline import Dossier
from app.dossier.plan import Rule

_LEAST = 44.0
_ABOVE = 18.0


def draw_signature(flow: Flow, dossier: Dossier, role: str = "提交人") -> None:
    """Write a line to sign, and the date: the one that is given, else a line for it too."""
    flow.need(_LEAST)
    flow.skip(min(36.0, flow.left - _LEAST + _ABOVE))
    middle = LEFT + CONTENT_WIDTH / 2
    flow.label(f"{role}（签名）：", LEFT, flow.y, look.BODY)
    flow.label("提交日期：", middle + 30, flow.y, look.BODY)
    on = dossier.submitted_on
    if on is not None:
        flow.label(f"{on.year} 年 {on.month} 月 {on.day} 日", middle + 92, flow.y, look.BODY)
    flow.skip(look.BODY.leading)
    for start, end in ((LEFT + 86, middle), (middle + 86, RIGHT)):
        flow.page.rules.append(Rule(start, flow.y, end, flow.y, 0.6, look.MUTED))
