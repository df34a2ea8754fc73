"""What Ctrl+Z and Ctrl+Y go through: the changes of this sitting, in order."""

from __future__ import annotations

from dataclasses import replace

from app.domain.changes import Change


class History:
    """Two stacks of changes; recording a new one forgets what was undone."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._merge = ""

    @property
    def next_undo(self) -> Change | None:
        """The change that an undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Change | None:
        """The change that a redo would bring back; it is the record of the undo itself."""
        return self._undone[-1] if self._undone else None

    def record(self, change: Change, *, merge: str = "") -> None:
        """Add what was just done; an action that changed nothing is no step.

        Steps with the same `merge` name in a row, such as one field being typed, are taken back together.
        """
        if not change.rows:
            return
        if merge and merge == self._merge and self._done:
            joined = _joined(self._done.pop(), change)
            if joined.rows:
                self._done.append(joined)
            else:
                merge = ""  # typed back to what it was: no step is left that more typing could join
        else:
            self._done.append(change)
        self._merge = merge
        self._undone.clear()

    def undone(self, inverse: Change) -> None:
        """Note that the last change was undone by `inverse`."""
        self._done.pop()
        self._undone.append(inverse)
        self._merge = ""

    def redone(self, inverse: Change) -> None:
        """Note that the last undo was itself undone by `inverse`."""
        self._undone.pop()
        self._done.append(inverse)

    def forget_undo(self) -> None:
        """Drop the next undo, because it can no longer be done."""
        if self._done:
            self._done.pop()
        self._merge = ""

    def forget_redo(self) -> None:
        """Drop the next redo, because it can no longer be done."""
        if self._undone:
            self._undone.pop()


def _joined(first: Change, second: Change) -> Change:
    rows = {(row.table, row.key): row for row in first.rows}
    for row in second.rows:
        before = rows.get((row.table, row.key))
        rows[row.table, row.key] = replace(row, before=before.before) if before else row
    return Change(first.label, tuple(row for row in rows.values() if row.before != row.after))
