"""What left the vault, for whom, and by which hash it can be known again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.orders import OrderId
from app.domain.text import Labelled


class ExportKind(Labelled):
    """What was made."""

    DOSSIER = "dossier", "PDF 卷宗", "PDF dossier"
    PACK = "pack", "渠道图文包", "Channel pack"
    PACKAGE = "package", "证据包", "Evidence package"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file by its name, its size in bytes and its SHA-256 (hex)."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Export:
    """An export: for whom, of which orders, its files, the texts as they were sent, and where the chain stood then."""

    kind: ExportKind
    recipient: str
    orders: tuple[OrderId, ...]
    files: tuple[ExportedFile, ...]
    chain_seq: int
    chain_head: str
    stated_at: datetime
    texts: Mapping[str, str] = field(default_factory=dict)
    exported_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Seal:
    """An RFC 3161 timestamp over the chain's head: entry and hash (hex), who signed, and the token in base64."""

    chain_seq: int
    chain_head: str
    authority: str
    serial: str
    at: datetime
    token: str
