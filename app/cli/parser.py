"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from app import __version__
from app.cli import (
    case_commands,
    deadline_commands,
    demo_commands,
    dossier_commands,
    evidence_commands,
    order_commands,
    record_commands,
    vault_commands,
)
from app.cli.session import Session
from app.domain.cancellation import CancelEvent, CancelReason, Channel, Remedy
from app.domain.evidence import EvidenceKind
from app.domain.orders import OrderStatus, PayMethod
from app.domain.text import Labelled

Command = Callable[[Session, argparse.Namespace], int]


class OneLineParser(argparse.ArgumentParser):
    """A parser whose refusals are one line, as the contract asks."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words and end with exit code 2."""
        self.exit(2, f"{self.prog}: {message.replace(chr(10), ' ')}; see {self.prog} --help\n")


def build() -> argparse.ArgumentParser:
    """Return the parser; a parsed command carries its function as `run`, no command has none."""
    parser = OneLineParser(prog="pingju", description="Pingju 凭据匣: evidence keeper for virtual goods.")
    parser.add_argument("--version", action="version", version=f"pingju {__version__}")
    _common(parser, default=None)
    families = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=OneLineParser)
    _vault(families)
    _platform(_family(families, "platform", "platforms and their clauses"))
    _order(_family(families, "order", "orders"))
    _evidence(_family(families, "evidence", "evidence on orders"))
    _rule(_family(families, "rule", "clauses of a platform"))
    _case(_family(families, "cancel", "cancellations"))
    _refund(_family(families, "refund", "refunds"))
    _deadline(_family(families, "deadline", "deadlines"))
    _code(_family(families, "code", "card codes, kept masked"))
    _dossier(families)
    return parser


def _common(parser: argparse.ArgumentParser, *, default: object) -> None:
    # Accepted before and after the command; a sub-command that does not hear them must not undo them.
    unheard = argparse.SUPPRESS if default is not None else None
    parser.add_argument("--vault", metavar="DIR", default=unheard, help="the vault's folder (or PINGJU_VAULT)")
    parser.add_argument(
        "--json", dest="as_json", action="store_true", default=unheard or False, help="print one JSON document"
    )


def _command(family: Any, name: str, run: Command, summary: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = family.add_parser(name, help=summary, description=summary)
    command.set_defaults(run=run)
    _common(command, default=argparse.SUPPRESS)
    return command


def _family(families: Any, name: str, summary: str) -> Any:
    parser = families.add_parser(name, help=summary, description=summary)
    _common(parser, default=argparse.SUPPRESS)
    return parser.add_subparsers(metavar="COMMAND", required=True, parser_class=OneLineParser)


def _vault(families: Any) -> None:
    command = _command(families, "init", vault_commands.init, "make a vault")
    command.add_argument("--force-new", action="store_true", help="rename a vault that is there and make a new one")
    command = _command(
        families, "demo", demo_commands.demo, "build a vault with sample cases and export their dossiers"
    )
    command.add_argument("--out", metavar="DIR", help="folder for the vault and the dossiers (default: pingju-demo)")
    command = _command(families, "verify", vault_commands.verify, "check chain, rows and originals")
    command.add_argument("--deep", action="store_true", help="also check every page of the database")
    _command(families, "tidy", vault_commands.tidy, "remove files that an interrupted import left behind")


def _platform(family: Any) -> None:
    command = _command(family, "add", vault_commands.platform_add, "record a platform")
    command.add_argument("name", metavar="NAME")
    command.add_argument("--url", metavar="U")
    command.add_argument("--rules", metavar="PACK.toml", help="a pack of clauses")
    _command(family, "list", vault_commands.platform_list, "list the platforms")


def _order(family: Any) -> None:
    command = _command(family, "add", order_commands.add, "record an order and print its id")
    for field in ("platform", "number", "product", "amount"):
        command.add_argument(f"--{field}", required=True)
    for field in ("paid-at", "merchant", "category", "face-value", "account", "promise", "note"):
        command.add_argument(f"--{field}", dest=field.replace("-", "_"))
    command.add_argument("--status", metavar="S", help=_values(OrderStatus))
    command.add_argument("--pay-method", dest="pay_method", metavar="M", help=_values(PayMethod))
    command = _command(family, "list", order_commands.listing, "list orders")
    command.add_argument("--query", metavar="S", default="")
    command.add_argument("--status", metavar="S", help=_values(OrderStatus))
    command = _command(family, "show", order_commands.show, "show an order")
    command.add_argument("id", metavar="ID")
    command = _command(family, "edit", order_commands.edit, "change fields of an order")
    command.add_argument("id", metavar="ID")
    command.add_argument("changes", metavar="FIELD=VALUE", nargs="+")
    command = _command(family, "status", order_commands.status, "record a status that was seen")
    command.add_argument("id", metavar="ID")
    command.add_argument("status", metavar="STATUS", help=_values(OrderStatus))
    command.add_argument("--at", metavar="T")
    command.add_argument("--evidence", metavar="FILE", help="a screenshot that shows it")


def _evidence(family: Any) -> None:
    command = _command(family, "add", evidence_commands.add, "take images in as evidence of an order")
    command.add_argument("order", metavar="ORDER")
    command.add_argument("files", metavar="FILE", nargs="+")
    command.add_argument("--kind", metavar="K", required=True, help=_values(EvidenceKind))
    command.add_argument("--purpose", metavar="S", help="what it proves")
    command.add_argument("--captured-at", dest="captured_at", metavar="T")
    command = _command(family, "list", evidence_commands.listing, "list the evidence of an order")
    command.add_argument("order", metavar="ORDER")
    command = _command(family, "export", evidence_commands.export, "write the exact bytes to a file")
    command.add_argument("id", metavar="ID")
    command.add_argument("-o", "--output", metavar="FILE", required=True)
    for name, run, summary in (
        ("trash", evidence_commands.trash, "put evidence in the trash"),
        ("restore", evidence_commands.restore, "take evidence out of the trash"),
    ):
        _command(family, name, run, summary).add_argument("id", metavar="ID")


def _rule(family: Any) -> None:
    command = _command(family, "add", vault_commands.rule_add, "record a clause of a platform")
    command.add_argument("platform", metavar="PLATFORM")
    for field in ("term", "value", "text"):
        command.add_argument(f"--{field}", required=True)
    command.add_argument("--source", metavar="URL")
    command.add_argument("--evidence", metavar="FILE", help="a screenshot that shows it")
    command = _command(family, "list", vault_commands.rule_list, "list the clauses of a platform")
    command.add_argument("platform", metavar="PLATFORM")


def _case(family: Any) -> None:
    command = _command(family, "open", case_commands.open_case, "open a cancellation and print its id")
    command.add_argument("order", metavar="ORDER")
    command.add_argument("--reason", required=True, metavar="R", help=_values(CancelReason))
    command.add_argument("--want", default="full", metavar="W", help=_values(Remedy))
    command.add_argument("--amount", metavar="A", help="what is claimed (default: all that was paid)")
    command = _command(family, "show", case_commands.show, "show a cancellation with its deadlines")
    command.add_argument("id", metavar="ID")
    command = _command(family, "event", case_commands.event, "record what happened; `undo` takes the last entry back")
    command.add_argument("id", metavar="ID")
    command.add_argument("event", metavar="EVENT", help=f"{_values(CancelEvent)} | undo")
    for name, metavar in (("at", "T"), ("amount", "A"), ("due", "T"), ("note", "S")):
        command.add_argument(f"--{name}", metavar=metavar)
    command.add_argument("--channel", metavar="C", help=_values(Channel))
    command.add_argument("--evidence", metavar="FILE", nargs="+", help="screenshots that show it")
    command = _command(family, "sent", record_commands.sent, "record the advised message, or a file's text, as sent")
    command.add_argument("id", metavar="ID")
    command.add_argument("--channel", required=True, metavar="C", help=_values(Channel))
    command.add_argument("--file", metavar="FILE", help="the words as they were sent")
    command.add_argument("--at", metavar="T")
    command = _command(family, "advise", case_commands.advise, "what to do next, what is missing, what to send")
    command.add_argument("id", metavar="ID")
    command.add_argument("--at", metavar="T")


def _code(family: Any) -> None:
    command = _command(family, "add", record_commands.add_code, "keep a card code that comes on standard input")
    command.add_argument("order", metavar="ORDER")
    command = _command(family, "list", record_commands.list_codes, "list the codes of an order, masked")
    command.add_argument("order", metavar="ORDER")
    for name, run, summary in (
        ("show", record_commands.show_code, "print one code in clear"),
        ("drop", record_commands.drop_code, "forget a code"),
    ):
        _command(family, name, run, summary).add_argument("id", metavar="ID")


def _refund(family: Any) -> None:
    command = _command(family, "add", case_commands.refund, "record a refund that came back")
    command.add_argument("id", metavar="CANCEL")
    command.add_argument("--amount", required=True, metavar="A")
    command.add_argument("--at", metavar="T")
    command.add_argument("--to", metavar="WHERE", help=_values(PayMethod))


def _deadline(family: Any) -> None:
    command = _command(family, "list", deadline_commands.listing, "list all deadlines")
    command.add_argument("--at", metavar="T")
    command.add_argument("--within", metavar="3d", help="only what is missed or runs out within this time")
    command.add_argument("--ics", metavar="FILE", help="write the running ones to a calendar file")
    command = _command(family, "add", record_commands.add_deadline, "set a deadline of your own and print its number")
    command.add_argument("order", metavar="ORDER")
    command.add_argument("--text", required=True, metavar="S")
    command.add_argument("--due", required=True, metavar="T")
    command.add_argument("--case", metavar="ID")
    command = _command(family, "close", record_commands.close_deadline, "close a deadline of your own")
    command.add_argument("id", metavar="ID")
    command.add_argument("--drop", action="store_true", help="no longer wanted, rather than done")


def _dossier(families: Any) -> None:
    command = _command(families, "dossier", dossier_commands.dossier, "export orders as a PDF dossier")
    command.add_argument("orders", metavar="ORDER", nargs="+")
    command.add_argument("--for", dest="recipient", required=True, metavar="platform|association|archive")
    command.add_argument("-o", "--output", metavar="OUT.pdf")
    command.add_argument(
        "--at", metavar="T", help="the time the dossier states; the same case and time give the same bytes"
    )
    command.add_argument("--check", action="store_true", help="list the gaps and write nothing")


def _values(labels: type[Labelled]) -> str:
    return " | ".join(member.value for member in labels)
