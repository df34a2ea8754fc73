"""Channel packs: a case as pictures and words for a channel that takes no PDF."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.casework import cases
from app.casework.channel_presets import find_preset
from app.casework.dossiers import compose
from app.casework.files_out import cannot_write, refuse_place
from app.casework.steps import QUIET, Steps
from app.casework.working_days import working_days
from app.domain.changes import Change, Outcome
from app.domain.channels import Preset
from app.domain.errors import OutputError
from app.domain.exports import Export, ExportedFile, ExportKind
from app.domain.orders import OrderId
from app.domain.words import Text
from app.domain.workdays import Workdays
from app.vault import cancellations, exports, orders
from app.vault.originals import fsync_folder
from app.vault.vault import Vault

if TYPE_CHECKING:
    from app.dossier.outline import Dossier
    from app.dossier.packs.making import PackPictures
    from app.dossier.packs.texts import PackText

TEXT_NAME: Final = "文字.txt"


@dataclass(frozen=True, slots=True)
class Words:
    """A title and a body, and the names of what is still to be filled in (keys of the letters' placeholders).

    `demand` is what is asked, in one line, which stands where the end of the body has to be cut off.
    """

    title: str
    body: str
    gaps: tuple[str, ...] = ()
    demand: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was written: its preset, pictures, words, and where the words lie."""

    preset: Preset
    folder: Path
    pictures: PackPictures
    text: PackText
    text_path: Path
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadyPack:
    """All that a pack is made of, taken from the vault: writing it needs no database."""

    orders: tuple[OrderId, ...]
    preset: Preset
    dossier: Dossier
    words: Words


def export_pack(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    channel: str,
    target: Path,
    resources: Path,
    at: datetime | None = None,
    days: Workdays | None = None,
    redact: bool = False,
    words: Words | None = None,
    steps: Steps = QUIET,
) -> Pack:
    """Write a pack into a new or empty folder, whole or not at all; `words` go before what the case would say.

    The same case, words and `at` (now, where none is given) make the same bytes.

    Raises:
        NotFound, UnknownChannel: there is no such order or preset.
        OutputError: the folder is not empty or cannot be written, or a picture cannot be made to fit.
        VaultDamaged: an original is not what came in.
        Cancelled: the user asked to stop; nothing is left.
    """
    # An unknown channel is told before the folder.
    find_preset(vault, channel, resources=resources)
    refuse_folder(target)
    ready = prepare_pack(
        vault,
        chosen,
        channel=channel,
        resources=resources,
        at=at,
        days=days,
        redact=redact,
        words=words,
        steps=steps,
    )
    pack = write_pack(ready, target, fonts=resources / "fonts", steps=steps)
    if not vault.is_read_only:
        record_pack(vault, ready, pack)
    return pack


def prepare_pack(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    channel: str,
    resources: Path,
    at: datetime | None = None,
    days: Workdays | None = None,
    redact: bool = False,
    words: Words | None = None,
    steps: Steps = QUIET,
) -> ReadyPack:
    """Return what a pack is made of, after re-hashing every original in it.

    Raises:
        NotFound, UnknownChannel, VaultDamaged, Cancelled: as `export_pack`.
    """
    preset = find_preset(vault, channel, resources=resources)
    calendar = days or working_days()
    instant = at or vault.clock.now()
    dossier = compose(
        vault, chosen, recipient="platform", at=instant, resources=resources, days=calendar, redact=redact, steps=steps
    )
    said = words or pack_words(vault, chosen, dossier, at=instant, days=calendar, resources=resources)
    return ReadyPack(tuple(dict.fromkeys(chosen)), preset, dossier, said)


def write_pack(ready: ReadyPack, target: Path, *, fonts: Path, steps: Steps = QUIET) -> Pack:
    """Write a prepared pack into a new or empty folder; the database is not touched, so any thread may do it.

    Raises:
        ExhibitUnreadable, OutputError: an original cannot be read, or the folder cannot be written; nothing is left.
        Cancelled: the user asked to stop; nothing is left.
    """
    from app.dossier.packs.making import make_pictures
    from app.dossier.packs.texts import pack_text

    refuse_folder(target)
    text = pack_text(ready.words.title, ready.words.body, ready.preset, demand=ready.words.demand)
    with _new_folder(target) as making:
        pictures = make_pictures(
            ready.dossier.exhibits,
            ready.preset,
            making,
            fonts=fonts,
            progress=steps.progress,
            cancel=steps.is_cancelled,
        )
        (making / TEXT_NAME).write_text(text.file_text, encoding="utf-8", newline="\n")
    pictures = replace(pictures, files=tuple(replace(file, path=target / file.path.name) for file in pictures.files))
    return Pack(ready.preset, target, pictures, text, target / TEXT_NAME, ready.words.gaps)


def record_pack(vault: Vault, ready: ReadyPack, pack: Pack) -> Outcome[int]:
    """Remember a pack that was written: its pictures by their hashes, and its words as they were sent.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    body = pack.text.file_text.encode()
    files = [ExportedFile(file.path.name, file.bytes, file.sha256) for file in pack.pictures.files]
    files.append(ExportedFile(TEXT_NAME, len(body), hashlib.sha256(body).hexdigest()))
    made = Export(
        kind=ExportKind.PACK,
        recipient=pack.preset.name,
        orders=ready.orders,
        files=tuple(files),
        chain_seq=ready.dossier.integrity.chain_length,
        chain_head=ready.dossier.integrity.chain_head,
        stated_at=ready.dossier.stated_at,
        texts={"title": pack.text.title or "", "body": pack.text.body},
    )
    with vault.write("pack.exported") as facts:
        key = exports.record(facts, made)
    return Outcome(key, Change(Text("导出图文包", "Export pack"), tuple(facts.rows)))


def pack_words(
    vault: Vault, chosen: Sequence[OrderId], dossier: Dossier, *, at: datetime, days: Workdays, resources: Path
) -> Words:
    """Return the words for a channel: the letter of each case's next step, else its request and statement."""
    bodies: list[str] = []
    gaps: list[str] = []
    for order in dict.fromkeys(chosen):
        for case in cancellations.every(vault, order=order)[-1:]:
            letters = resources / "letters"
            advised = cases.advise(vault, case.id, days=days, at=at, language="zh", letters=letters)
            bodies += [advised.message] if advised.message else []
            gaps += advised.gaps
    if not bodies:
        statement = "\n".join(paragraph.text for paragraph in dossier.statement)
        bodies = [part for part in (dossier.request, statement) if part] or [_order_lines(vault, chosen)]
    first = orders.get(vault, chosen[0]).facts
    asked = dossier.request.splitlines()[0] if dossier.request else first.product
    demand = dossier.request and (asked if asked.startswith("请") else f"请求：{asked}")
    return Words(f"订单 {first.number}：{asked}", "\n\n".join(bodies), tuple(dict.fromkeys(gaps)), demand)


def refuse_folder(target: Path) -> None:
    """Refuse a folder that holds something, a file, or a place within a vault.

    Raises:
        OutputError: it is one of these.
    """
    try:
        is_empty_folder = target.is_dir() and not any(target.iterdir())
        if target.exists() and not is_empty_folder:
            raise OutputError(
                Text(f"{target} 不是空文件夹", f"{target} is no empty folder"),
                Text("请换一个新的或空的文件夹", "choose a new or an empty folder"),
            )
    except OSError as error:
        raise cannot_write(target, error) from error
    refuse_place(target / TEXT_NAME)


@contextlib.contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill; it takes the target's name when all went well, and is gone otherwise."""
    making = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        making.mkdir()
        yield making
        for file in making.iterdir():
            with file.open("rb+") as written:  # Windows flushes only what may be written
                os.fsync(written.fileno())
        fsync_folder(making)
        if target.is_dir():
            target.rmdir()
        making.rename(target)
        fsync_folder(target.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _order_lines(vault: Vault, chosen: Sequence[OrderId]) -> str:
    found = [orders.get(vault, order).facts for order in dict.fromkeys(chosen)]
    return "\n".join(f"{one.platform} 订单 {one.number}：{one.product}，实付 {one.amount.shown}。" for one in found)
