"""`cancel …` and `refund …`: opening a case, telling what happened, and what to do next."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework import cancellations, cases
from app.casework.cancellations import TypedEvent
from app.casework.cases import CaseView
from app.cli.case_shapes import advice_shape, case_shape
from app.cli.order_commands import order_id
from app.cli.session import Session, whole_number
from app.domain.cancellation import CancellationId
from app.domain.times import parse_time, shown
from app.domain.words import Text

UNDO = "undo"


def open_case(session: Session, arguments: argparse.Namespace) -> int:
    """Open a cancellation of an order and print its id."""
    with session.changing() as vault:
        case = cancellations.open_case(
            vault, order_id(arguments.order), reason=arguments.reason, want=arguments.want, amount=arguments.amount
        ).value
        view = cases.view(vault, case.id, days=session.working_days(), at=session.clock.now())
    session.answer(case_shape(session, view), lambda: [str(case.id)])
    return 0


def show(session: Session, arguments: argparse.Namespace) -> int:
    """Print a case with its history and its deadlines."""
    with session.reading() as vault:
        view = cases.view(vault, case_id(arguments.id), days=session.working_days(), at=session.clock.now())
    _answer(session, view)
    return 0


def event(session: Session, arguments: argparse.Namespace) -> int:
    """Record what happened; `undo` takes the last entry back."""
    key = case_id(arguments.id)
    with session.changing() as vault:
        if arguments.event == UNDO:
            cancellations.undo_event(vault, key, note=arguments.note or "")
        else:
            typed = TypedEvent(
                arguments.event,
                at=arguments.at,
                amount=arguments.amount,
                due=arguments.due,
                note=arguments.note,
                channel=arguments.channel,
                proofs=[Path(name) for name in arguments.evidence or ()],
            )
            cancellations.record_event(vault, key, typed)
        view = cases.view(vault, key, days=session.working_days(), at=session.clock.now())
    _answer(session, view)
    return 0


def refund(session: Session, arguments: argparse.Namespace) -> int:
    """Record a refund that came back."""
    key = case_id(arguments.id)
    typed = TypedEvent("refund_received", at=arguments.at, amount=arguments.amount, destination=arguments.to)
    with session.changing() as vault:
        cancellations.record_event(vault, key, typed)
        view = cases.view(vault, key, days=session.working_days(), at=session.clock.now())
    _answer(session, view)
    return 0


def advise(session: Session, arguments: argparse.Namespace) -> int:
    """Print the open window, the next step, what is missing, and the message to send."""
    at = parse_time(arguments.at) if arguments.at else session.clock.now()
    with session.reading() as vault:
        advised = cases.advise(
            vault,
            case_id(arguments.id),
            days=session.working_days(),
            at=at,
            language=session.language,
            letters=session.resources / "letters",
        )
    document = advice_shape(session, advised)

    def lines() -> list[str]:
        advice = advised.advice
        said = [session.say(advice.next.text)]
        said += [f"! {session.say(warning.text)}" for warning in advice.warnings]
        said += [f"! {session.say(hint.text)}" for hint in advised.hints]
        said += [f"- {session.say(need.why)}" for need in advice.missing]
        return said + (["", advised.message] if advised.message else [])

    session.answer(document, lines)
    return 0


def case_id(text: str) -> CancellationId:
    """Return the id of a case from what was typed."""
    return CancellationId(whole_number("cancellation", text))


def _answer(session: Session, view: CaseView) -> None:
    def lines() -> list[str]:
        standing = view.case.standing
        head = Text(
            f"案件 {view.case.id}：{standing.state.label.zh}，应退 {standing.expected.shown}，"
            f"已退 {standing.received.shown}，还差 {standing.shortfall.shown}",
            f"case {view.case.id}: {standing.state.label.en}, expected {standing.expected.shown}, "
            f"received {standing.received.shown}, missing {standing.shortfall.shown}",
        )
        return [session.say(head)] + [
            f"{shown(entry.at)}\t{session.say(entry.event.label)}\t{entry.amount or ''}\t{entry.note}"
            for entry in view.case.events
            if not entry.is_undone
        ]

    session.answer(case_shape(session, view), lines)
