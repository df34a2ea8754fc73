"""Payment statements: one file a reader, all of them in `registry`."""

from app.intake.statements.registry import STATEMENT_READERS, find_statement_reader, open_statement

__all__ = ["STATEMENT_READERS", "find_statement_reader", "open_statement"]
