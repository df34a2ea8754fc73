"""The words of a channel pack, to be read and copied before the pack is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.casework.channel_presets import find_preset
from app.casework.dossiers import compose
from app.casework.packs import pack_words
from app.casework.steps import QUIET, Steps
from app.casework.working_days import working_days
from app.domain.orders import OrderId
from app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class ChannelText:
    """A title (None where the channel has none) and a body as the channel takes them.

    `used` and `limit` count Unicode characters, UTF-8 bytes where `is_in_bytes`; `gaps` is what is yet to be filled in.
    """

    title: str | None
    body: str
    used: int
    limit: int | None
    is_in_bytes: bool
    is_cut: bool
    gaps: tuple[str, ...]


def channel_text(
    vault: Vault,
    order: OrderId,
    channel: str,
    *,
    at: datetime,
    resources: Path,
    redact: bool = False,
    steps: Steps = QUIET,
) -> ChannelText:
    """Return what `packs.export_pack` would write as words.

    Raises:
        NotFound, UnknownChannel: there is no such order or preset.
        VaultDamaged: an original is not what came in.
        Cancelled: it is no longer wanted.
    """
    from app.dossier.packs.texts import pack_text

    preset = find_preset(vault, channel, resources=resources)
    days = working_days()
    dossier = compose(
        vault, [order], recipient="platform", at=at, resources=resources, days=days, redact=redact, steps=steps
    )
    said = pack_words(vault, [order], dossier, at=at, days=days, resources=resources)
    text = pack_text(said.title, said.body, preset)
    return ChannelText(text.title, text.body, text.used, text.limit, text.is_in_bytes, text.is_cut, said.gaps)
