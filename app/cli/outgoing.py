"""The words of what leaves the vault: dossiers, packs, packages, seals and backups."""

from __future__ import annotations

from typing import Any

from app.cli import (
    channel_commands,
    dossier_commands,
    dossier_text_commands,
    identity_commands,
    pack_commands,
    vault_care_commands,
)
from app.cli.words import command as _command
from app.cli.words import family as _family


def add_outgoing(families: Any) -> None:
    """Add all of them to the parser's families."""
    _complainant(_family(families, "complainant", "who complains"))
    _dossier_text(_family(families, "dossier-text", "the words of a dossier"))
    _dossier(families)
    _packs(families)
    _channel(_family(families, "channel", "the limits of channels"))
    _care(families)


def _dossier(families: Any) -> None:
    command = _command(families, "dossier", dossier_commands.dossier, "export orders as a PDF dossier")
    command.add_argument("orders", metavar="ORDER", nargs="+")
    command.add_argument("--for", dest="recipient", required=True, metavar="platform|association|archive")
    command.add_argument("-o", "--output", metavar="OUT.pdf")
    command.add_argument(
        "--at", metavar="T", help="the time the dossier states; the same case and time give the same bytes"
    )
    command.add_argument(
        "--max-mb", dest="max_mb", metavar="N", help="numbered parts of at most N megabytes, or a channel's name"
    )
    command.add_argument("--max-dpi", dest="max_dpi", metavar="N", help="show pictures as reduced copies of N dpi")
    command.add_argument(
        "--redact", action="store_true", help="also black out what looks sensitive, and mask it in text"
    )
    command.add_argument("--attach-originals", dest="attach_originals", action="store_true", help="embed the originals")
    command.add_argument("--check", action="store_true", help="list the gaps and write nothing")


def _complainant(family: Any) -> None:
    command = _command(family, "set", identity_commands.complainant_set, "keep the complainant")
    command.add_argument("changes", metavar="FIELD=VALUE", nargs="+")
    _command(family, "show", identity_commands.complainant_show, "print the complainant")


def _dossier_text(family: Any) -> None:
    for name, run, summary in (
        ("show", dossier_text_commands.show, "print the words"),
        ("set", dossier_text_commands.write, "write a part anew; without --file it is as before"),
    ):
        command = _command(family, name, run, summary)
        command.add_argument("order", metavar="ORDER")
        command.add_argument("--for", dest="recipient", required=True, metavar="platform|association|archive")
        if name == "show":
            command.add_argument("--at", metavar="T")
        else:
            command.add_argument("--part", required=True, metavar="request|statement|lead")
            command.add_argument("--file", metavar="F")
    command = _command(family, "sent", dossier_text_commands.exported, "what was sent, and what changed since")
    command.add_argument("order", metavar="ORDER")


def _packs(families: Any) -> None:
    command = _command(families, "pack", pack_commands.pack, "pictures and words for a channel that takes no PDF")
    command.add_argument("orders", metavar="ORDER", nargs="*")
    command.add_argument("--channel", metavar="PRESET")
    command.add_argument("-o", "--output", metavar="DIR")
    command.add_argument("--at", metavar="T")
    command.add_argument("--redact", action="store_true", help="also black out what looks sensitive")
    command.add_argument("--list", action="store_true", help="list the channels")
    command = _command(families, "package", pack_commands.package, "a BagIt bag: dossier, originals, custody record")
    command.add_argument("orders", metavar="ORDER", nargs="+")
    command.add_argument("-o", "--output", metavar="OUT.zip", required=True)
    command.add_argument("--at", metavar="T")
    command.add_argument("--redact", action="store_true", help="also black out what looks sensitive")
    command.add_argument(
        "--no-sources", dest="no_sources", action="store_true", help="without statement and chat files"
    )


def _channel(family: Any) -> None:
    command = _command(family, "set", channel_commands.set_channel, "keep a channel's limits as you know them")
    command.add_argument("name", metavar="PRESET")
    command.add_argument(
        "changes", metavar="FIELD=VALUE", nargs="+", help="as in pictures=4 picture_mb=10 formats=jpg,png"
    )
    command = _command(family, "drop", channel_commands.drop_channel, "forget limits of yours")
    command.add_argument("name", metavar="PRESET")


def _care(families: Any) -> None:
    command = _command(families, "seal", vault_care_commands.seal, "a timestamp over the chain's head")
    command.add_argument("what", nargs="?", choices=["list"])
    command.add_argument("--tsa", metavar="URL", help="the timestamp authority to ask")
    family = _family(families, "backup", "backups of the whole vault")
    command = _command(family, "create", vault_care_commands.backup_create, "write a backup")
    command.add_argument("-o", "--output", metavar="FILE")
    command = _command(family, "restore", vault_care_commands.backup_restore, "make a vault from a backup")
    command.add_argument("file", metavar="FILE")
    command.add_argument("--to", metavar="DIR", required=True)
