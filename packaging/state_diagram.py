"""Draw the states of a cancellation from their table: `python3 packaging/state_diagram.py [--check]`.

With `--check` nothing is written; exit code 1 says that the drawing is not that of the table.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "developers" / "cancellation-states.md"

sys.path.insert(0, str(ROOT))

from app.domain.cancellation import (  # noqa: E402  (the checkout need not be installed)
    TRANSITIONS,
    CancelEvent,
    CancelState,
    DeadlineKind,
    Standing,
)
from app.domain.money import Money  # noqa: E402

HEAD = """# States of a cancellation

Drawn by `python3 packaging/state_diagram.py` from `TRANSITIONS` in `app/domain/cancellation.py`; do not edit by hand.
`counted` stands for the sum: the case is settled when all that was expected came back, and else the refund is short.
"""


def drawing() -> str:
    """Return the whole document."""
    return "\n".join([HEAD, "```mermaid", *diagram(), "```", "", *table()]) + "\n"


def diagram() -> list[str]:
    """Return the Mermaid lines: a state each, then one arrow for each pair of states, named by its events."""
    lines = ["stateDiagram-v2", "    state counted <<choice>>"]
    lines += [f"    {state} : {state} {state.label.zh} ({waiting_for(state)})" for state in CancelState]
    lines += [f"    [*] --> {CancelState.DRAFT}"]
    arrows: dict[tuple[CancelState, str], list[CancelEvent]] = defaultdict(list)
    for state, event in ordered():
        arrows[state, TRANSITIONS[state, event].to or "counted"].append(event)
    lines += [f"    {source} --> {target} : {', '.join(events)}" for (source, target), events in arrows.items()]
    lines += [f"    counted --> {CancelState.SETTLED} : nothing missing"]
    lines += [f"    counted --> {CancelState.REFUND_SHORT} : something missing"]
    return lines


def table() -> list[str]:
    """Return the Markdown table of every possible pair."""
    lines = [
        "| state | event | leads to | needs | starts | meets | waives |",
        "|---|---|---|---|---|---|---|",
    ]
    for state, event in ordered():
        step = TRANSITIONS[state, event]
        cells = [state, event, step.to or "settled or refund_short", ", ".join(sorted(step.needs))]
        cells += [kinds(listed) for listed in (step.starts, step.meets, step.waives)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def ordered() -> list[tuple[CancelState, CancelEvent]]:
    """Return the possible pairs in the order of the states and events."""
    return [(state, event) for state in CancelState for event in CancelEvent if (state, event) in TRANSITIONS]


def kinds(listed: tuple[DeadlineKind, ...]) -> str:
    """Return deadline kinds as a cell."""
    return "all" if set(listed) == set(DeadlineKind) else ", ".join(listed)


def waiting_for(state: CancelState) -> str:
    """Return who must act in a state."""
    return f"waits for {Standing(state, Money(0), Money(0)).waiting_for}"


def main(arguments: list[str]) -> int:
    """Write the drawing, or with `--check` compare it."""
    text = drawing()
    if "--check" in arguments:
        is_fresh = DRAWING.exists() and DRAWING.read_text(encoding="utf-8") == text
        if not is_fresh:
            print(f"{DRAWING.relative_to(ROOT)} is stale: run python3 packaging/state_diagram.py", file=sys.stderr)
        return 0 if is_fresh else 1
    DRAWING.parent.mkdir(parents=True, exist_ok=True)
    DRAWING.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
