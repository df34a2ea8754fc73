"""The documents that the commands about cases print."""

from __future__ import annotations

from datetime import datetime

from app.casework.cases import CaseAdvice, CaseView
from app.cli.session import Session
from app.cli.shapes import Document
from app.domain.cancellation import allowed_events
from app.domain.deadline import Deadline
from app.domain.times import to_iso


def case_shape(session: Session, view: CaseView) -> Document:
    """Return a case."""
    case, standing, turn = view.case, view.case.standing, view.obligation
    return {
        "id": case.id,
        "order": case.order,
        "reason": case.reason.value,
        "want": case.want.value,
        "state": standing.state.value,
        "claimed": str(case.claimed),
        "expected": str(standing.expected),
        "received": str(standing.received),
        "shortfall": str(standing.shortfall),
        "surplus": str(standing.surplus),
        "waiting_for": turn.actor.value,
        "since": to_iso(turn.since),
        "until": None if turn.until is None else to_iso(turn.until),
        "closed_by": [event.value for event in turn.closes],
        "allowed": [event.value for event in allowed_events(standing.state)],
        "opened_at": to_iso(case.opened_at),
        "events": [
            {
                "id": entry.id,
                "event": entry.event.value,
                "at": to_iso(entry.at),
                "amount": None if entry.amount is None else str(entry.amount),
                "due": None if entry.due is None else to_iso(entry.due),
                "note": entry.note or None,
                "channel": entry.channel and entry.channel.value,
                "to": entry.destination and entry.destination.value,
                "evidence": list(entry.evidence),
                "undone": entry.is_undone,
            }
            for entry in case.events
        ],
        "letters": [
            {
                "letter": letter.name,
                "channel": letter.channel.value,
                "sent_at": to_iso(letter.sent_at),
                "text": letter.text,
            }
            for letter in view.letters
        ],
        "deadlines": [deadline_shape(session, deadline, view.at) for deadline in view.deadlines],
    }


def deadline_shape(session: Session, deadline: Deadline, at: datetime) -> Document:
    """Return a deadline as it stands at an instant."""
    return {
        "id": deadline.key,
        "kind": deadline.kind.value,
        "starts_at": to_iso(deadline.starts_at),
        "due_at": to_iso(deadline.due_at),
        "state": deadline.state(at).value,
        "clause": session.say(deadline.clause),
        "order": deadline.order,
        "cancellation": deadline.cancellation,
        "arithmetic": session.say(deadline.arithmetic),
        "estimated": deadline.is_estimated,
        "warning": deadline.warning and session.say(deadline.warning),
    }


def advice_shape(session: Session, advised: CaseAdvice) -> Document:
    """Return advice on a case."""
    advice = advised.advice
    window, step = advice.window, advice.next
    return {
        "window": {
            "open": window.is_open,
            "by": window.by and window.by.value,
            "until": None if window.until is None else to_iso(window.until),
            "clause": window.clause and session.say(window.clause),
            "text": session.say(window.words),
        },
        "next": {"event": step.event and step.event.value, "text": session.say(step.text)},
        "missing": [
            {"kind": need.kind.value, "why": session.say(need.why), "weak": need.weak} for need in advice.missing
        ],
        "warnings": [{"code": caution.code, "text": session.say(caution.text)} for caution in advice.warnings]
        + [
            {"code": hint.code, "text": session.say(hint.text), "article": hint.article and session.say(hint.article)}
            for hint in advised.hints
        ],
        "message": advised.message or None,
        "gaps": list(advised.gaps),
    }
