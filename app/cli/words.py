"""What all words of the command line share: refusals of one line, and options that every command hears."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from app.cli.session import Session
from app.domain.text import Labelled

Command = Callable[[Session, argparse.Namespace], int]


class OneLineParser(argparse.ArgumentParser):
    """A parser whose refusals are one line, as the contract asks."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words and end with exit code 2."""
        self.exit(2, f"{self.prog}: {message.replace(chr(10), ' ')}; see {self.prog} --help\n")


def common(parser: argparse.ArgumentParser, *, default: object) -> None:
    """Add the options that every command hears, before and after its name."""
    # Accepted before and after the command; a sub-command that does not hear them must not undo them.
    unheard = argparse.SUPPRESS if default is not None else None
    parser.add_argument("--vault", metavar="DIR", default=unheard, help="the vault's folder (or PINGJU_VAULT)")
    parser.add_argument(
        "--json", dest="as_json", action="store_true", default=unheard or False, help="print one JSON document"
    )


def command(family: Any, name: str, run: Command, summary: str) -> argparse.ArgumentParser:
    """Add a command to a family and return it."""
    command: argparse.ArgumentParser = family.add_parser(name, help=summary, description=summary)
    command.set_defaults(run=run)
    common(command, default=argparse.SUPPRESS)
    return command


def family(families: Any, name: str, summary: str) -> Any:
    """Add a family of commands and return where they go."""
    parser = families.add_parser(name, help=summary, description=summary)
    common(parser, default=argparse.SUPPRESS)
    return parser.add_subparsers(metavar="COMMAND", required=True, parser_class=OneLineParser)


def values(labels: type[Labelled]) -> str:
    """Return the values of a closed list for a help text."""
    return " | ".join(member.value for member in labels)
