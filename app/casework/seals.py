"""Seals: an authority's timestamp over the head of the custody chain, asked for by the user and never by itself.

The head's hash commits to every entry before it, so one token shows that all of them were there at that instant.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.casework.timestamping import BadToken, Token, authorities, read_token, request_token
from app.domain.changes import Change, Outcome
from app.domain.custody import Finding
from app.domain.errors import InputError, ReadOnlyVault, VaultDamaged
from app.domain.exports import Seal
from app.domain.words import Text
from app.vault import exports
from app.vault.extracts import holds
from app.vault.vault import Vault


def make_seal(
    vault: Vault, *, resources: Path, url: str | None = None, announce: Callable[[str], None] | None = None
) -> Outcome[Seal]:
    """Ask an authority (the first that the program knows, where none is named) for a seal and keep it.

    Raises:
        InputError: there is nothing to seal, or (`TimestampRefused`) no timestamp was to be had; nothing is kept.
        InvalidField: `url` is no address.
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    if vault.is_read_only:
        raise ReadOnlyVault
    seq, head = head_to_seal(vault)
    token = request_token(url or authorities(resources)[0].url, bytes.fromhex(head), announce=announce)
    return keep_seal(vault, seq, head, token)


def head_to_seal(vault: Vault) -> tuple[int, str]:
    """Return the newest entry's number and hash (hex); a window asks for the token itself, beside its main thread.

    Raises:
        InputError: the chain is empty.
    """
    seq, head = vault.head()
    if seq == 0:
        raise InputError(
            Text("凭据库里还没有可以封存的内容", "there is nothing in the vault to seal"),
            Text("请先记录一个订单", "record an order first"),
        )
    return seq, head


def keep_seal(vault: Vault, seq: int, head: str, token: Token) -> Outcome[Seal]:
    """Keep a checked token over an entry of the chain.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    made = Seal(seq, head, token.authority, token.serial, token.at, base64.b64encode(token.der).decode("ascii"))
    with vault.write("chain.sealed") as facts:
        exports.seal(facts, made)
    return Outcome(made, Change(Text("封存时间戳", "Seal"), tuple(facts.rows)))


def list_seals(vault: Vault) -> list[Seal]:
    """Return all seals, newest first."""
    return exports.seals(vault)


def verify_seals(vault: Vault) -> list[Finding]:
    """Return what is wrong with the seals: an entry that the chain no longer has, a token that is not over it."""
    findings = []
    try:
        kept = exports.seals(vault)
    except VaultDamaged as error:
        return [Finding("seals", error.sentence.en)]
    for seal in kept:
        where = f"seals:{seal.chain_seq} ({seal.authority} {seal.serial})"
        if not holds(vault, seal.chain_seq, seal.chain_head):
            findings.append(Finding(where, "the chain no longer has the entry that was sealed", seal.chain_head))
            continue
        problem = _problem(seal)
        if problem is not None:
            findings.append(Finding(where, problem, since=seal.at))
    return findings


def _problem(seal: Seal) -> str | None:
    try:
        token = read_token(base64.b64decode(seal.token, validate=True), bytes.fromhex(seal.chain_head))
    except BadToken as error:
        return error.problem.en
    except (binascii.Error, ValueError):
        return "the token cannot be read"
    if (_to_milliseconds(token.at), token.serial) != (_to_milliseconds(seal.at), seal.serial):
        return "the token states another time or serial number than was recorded"
    return None


def _to_milliseconds(at: datetime) -> int:
    # The vault keeps milliseconds; an authority may state more.
    return int(at.timestamp() * 1000)
