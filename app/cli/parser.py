"""The words of the command line."""

from __future__ import annotations

import argparse
from typing import Any

from app import __version__
from app.cli import (
    case_commands,
    chat_commands,
    deadline_commands,
    demo_commands,
    evidence_commands,
    evidence_more_commands,
    identity_commands,
    import_commands,
    order_commands,
    payment_commands,
    record_commands,
    vault_commands,
)
from app.cli.outgoing import add_outgoing
from app.cli.words import OneLineParser
from app.cli.words import command as _command
from app.cli.words import common as _common
from app.cli.words import family as _family
from app.cli.words import values as _values
from app.domain.cancellation import CancelEvent, CancelReason, Channel, Remedy
from app.domain.chats import Role
from app.domain.evidence import EvidenceKind
from app.domain.marks import HiddenKind
from app.domain.orders import OrderStatus, PayMethod
from app.domain.payment_links import LinkRole


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
    _import(families)
    _payment(_family(families, "payment", "payments: rows of statements, and their orders"))
    _chat(_family(families, "chat", "conversations"))
    add_outgoing(families)
    return parser


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
    command = _command(family, "identity", identity_commands.platform_identity, "who runs a platform")
    command.add_argument("name", metavar="NAME")
    command.add_argument("changes", metavar="FIELD=VALUE", nargs="+")


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
    command = _command(family, "identity", identity_commands.order_identity, "who the merchant is")
    command.add_argument("id", metavar="ID")
    command.add_argument("changes", metavar="FIELD=VALUE", nargs="+")


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
    command = _command(family, "redact", evidence_commands.redact, "black out regions in a copy; the original stays")
    command.add_argument("id", metavar="ID")
    command.add_argument(
        "--box", metavar="x,y,w,h", nargs="+", action="extend", required=True, help="in pixels as displayed"
    )
    command.add_argument("--what", metavar="KIND", default=HiddenKind.OTHER.value, help=_values(HiddenKind))
    command.add_argument("-o", "--output", metavar="FILE", help="write the copy there as well")
    command = _command(family, "read", evidence_commands.read, "recognise the text of pictures, and what pages state")
    command.add_argument("ids", metavar="ID", nargs="*", help="default: all that were not read yet")
    _more_evidence(family)
    for name, run, summary in (
        ("trash", evidence_commands.trash, "put evidence in the trash"),
        ("restore", evidence_commands.restore, "take evidence out of the trash"),
    ):
        _command(family, name, run, summary).add_argument("id", metavar="ID")


def _more_evidence(family: Any) -> None:
    command = _command(family, "reorder", evidence_more_commands.reorder, "put the exhibits of an order in order")
    command.add_argument("--order", metavar="ORDER", required=True)
    command.add_argument("ids", metavar="ID", nargs="+")
    command = _command(family, "tag", evidence_more_commands.tag, "add tags to evidence")
    command.add_argument("ids", metavar="ID", nargs="+")
    command.add_argument("--tag", metavar="T", action="append", required=True)
    command = _command(family, "copy", evidence_more_commands.copy, "have evidence serve another order too")
    command.add_argument("ids", metavar="ID", nargs="+")
    command.add_argument("--order", metavar="ORDER", required=True)
    command = _command(family, "stitch", evidence_more_commands.stitch, "join scrolling screenshots of one chat")
    command.add_argument("ids", metavar="ID", nargs="+")
    command.add_argument("--sort", action="store_true", help="find their order first")
    command = _command(family, "frame", evidence_more_commands.frame, "choose a frame of a recording as an exhibit")
    command.add_argument("id", metavar="ID")
    command.add_argument("--at", metavar="MS", required=True, help="milliseconds from the beginning")
    command = _command(family, "alike", evidence_more_commands.alike, "suggest pictures that look alike")
    command.add_argument("--order", metavar="ORDER")
    command = _command(family, "checklist", evidence_more_commands.checklist, "what a case's reason needs, and has")
    command.add_argument("--order", metavar="ORDER", required=True)


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


def _import(families: Any) -> None:
    command = _command(families, "import", import_commands.import_, "take in statements, chats, mails and pictures")
    command.add_argument("files", metavar="FILE", nargs="+")
    command.add_argument("--order", metavar="ID", help="the order that pictures, mails and chats belong to")
    command.add_argument("--me", metavar="NAME", help="your own name in the chats, where the file does not tell")
    command.add_argument("--password", metavar="S", help=f"of an encrypted ZIP (or {import_commands.PASSWORD})")
    command = _command(families, "search", import_commands.search, "find orders, messages, recognised text and notes")
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--limit", metavar="N")


def _payment(family: Any) -> None:
    command = _command(family, "list", payment_commands.listing, "list the payments of all statements")
    command.add_argument("--unmatched", action="store_true", help="only those that belong to no order yet")
    command.add_argument("--query", metavar="S")
    command = _command(family, "match", payment_commands.match, "propose which payment and refund is whose")
    command.add_argument("--apply", action="store_true", help="join those that are certain")
    command = _command(family, "join", payment_commands.join, "join a payment to an order")
    command.add_argument("id", metavar="PAYMENT")
    command.add_argument("order", metavar="ORDER")
    command.add_argument("--as", dest="role", default="payment", metavar="ROLE", help=_values(LinkRole))
    command.add_argument("--amount", metavar="A", help="the share of it that belongs to the order")
    command = _command(family, "part", payment_commands.part, "part a payment from its orders")
    command.add_argument("id", metavar="PAYMENT")
    command = _command(family, "reckon", payment_commands.reckon, "what was paid, refunded, kept back and is missing")
    command.add_argument("order", metavar="ORDER", nargs="?")


def _chat(family: Any) -> None:
    command = _command(family, "list", chat_commands.listing, "list the conversations of an order")
    command.add_argument("order", metavar="ORDER")
    command = _command(family, "show", chat_commands.show, "show a conversation with its messages")
    command.add_argument("id", metavar="ID")
    command = _command(family, "who", chat_commands.who, "tell who is who")
    command.add_argument("id", metavar="ID")
    command.add_argument("roles", metavar="NAME=ROLE", nargs="*", help=_values(Role))
    command.add_argument("--accept", action="store_true", help="take the roles that are proposed without them")
    command = _command(family, "rely", chat_commands.rely, "rest a case on a message")
    command.add_argument("message", metavar="MESSAGE")
    command.add_argument("order", metavar="ORDER")
    command.add_argument("--note", metavar="S")
    command.add_argument("--event", metavar="EVENT", help=f"what it says, for the case: {_values(CancelEvent)}")
    for name, metavar in (("case", "ID"), ("amount", "A"), ("due", "T")):
        command.add_argument(f"--{name}", metavar=metavar)
    command = _command(family, "call", chat_commands.call, "keep a call as you remember it")
    command.add_argument("order", metavar="ORDER")
    command.add_argument("--with", dest="whom", required=True, metavar="NAME")
    command.add_argument("--role", default="merchant", metavar="R", help=_values(Role))
    command.add_argument("--at", required=True, metavar="T")
    command.add_argument("--text", required=True, metavar="S")
    command.add_argument("--channel", default="phone", metavar="C", help=_values(Channel))
