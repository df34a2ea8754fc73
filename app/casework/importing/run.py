"""Importing files: all of one call in one transaction, or nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.casework.chats import proposed_roles, show_chat
from app.casework.importing.chats import MOST_PARTS, ChatTaker
from app.casework.importing.kinds import Recognised, recognised
from app.casework.importing.mapping import MappedReader, columns_of, remembered_reader, told
from app.casework.importing.report import ImportReport
from app.casework.importing.statements import take_statement
from app.casework.orders import living_order
from app.casework.staging import Checked, PlainFile, check_picture, record_original
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change, Outcome
from app.domain.chats import ConversationId, Role
from app.domain.errors import UnreadableFile, VaultError, VaultFull
from app.domain.evidence import Capture, CapturedFrom, CaptureMeaning, EvidenceId, EvidenceKind, MadeFrom, Making
from app.domain.imports import ImportKind, Noticed
from app.domain.orders import OrderId
from app.domain.payments import ImportId
from app.domain.words import Text
from app.intake.file_bytes import cannot_read, open_file
from app.intake.readers import ChatReader
from app.intake.sources import LIMIT_BYTES, Source
from app.vault import evidence, imports, readings
from app.vault.facts import FactWriter
from app.vault.originals import SourceFailed, Staged
from app.vault.vault import Vault

_KIND_OF = {
    ImportKind.CHAT: EvidenceKind.CHAT,
    ImportKind.MAIL: EvidenceKind.CHAT,
    ImportKind.STATEMENT: EvidenceKind.PAYMENT,
}
_NEEDS_ORDER = {ImportKind.IMAGE, ImportKind.PAGE, ImportKind.DOCUMENT, ImportKind.RECORDING}


@dataclass(slots=True)
class Wishes:
    """What the user said about files that are being imported.

    With `by_mapping` a table that no reader knows is read by the mapping of columns remembered for its header; the
    window shows that mapping first.
    """

    order: OrderId | None = None
    password: str | None = None
    me: str = ""
    by_mapping: bool = False


@dataclass(slots=True)
class _Work:
    vault: Vault
    facts: FactWriter
    wishes: Wishes
    steps: Steps
    staged: list[Staged] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)


def import_files(
    vault: Vault, paths: Sequence[Path], wishes: Wishes | None = None, *, steps: Steps = QUIET
) -> Outcome[list[ImportReport]]:
    """Take files in, each told by its content; one that cannot be taken refuses all.

    Statements and chats need no order; pictures, pages, documents and recordings become evidence of one.

    Raises:
        NotFound: there is no such order.
        PasswordNeeded, WrongPassword: an archive is encrypted.
        UnreadableFile: a file is of no known kind, or broken; the message names its line. Nothing is written.
        InputError: a file that can only be evidence came without an order. Nothing is written.
        ReadOnlyVault, VaultError: the vault cannot be written; nothing is.
        Cancelled: nothing is written.
    """
    wishes = wishes or Wishes()
    if wishes.order is not None:
        living_order(vault, wishes.order)
    fresh: list[str] = []
    with _taking_back(vault, fresh), vault.write("import.recorded") as facts:
        work = _Work(vault, facts, wishes, steps)
        with _discarding(work.staged):
            reports = [_import(work, path, done, len(paths)) for done, path in enumerate(paths)]
            fresh.extend(staged.sha256 for staged in work.staged if vault.originals.keep(staged))
    for sha256, source, text in work.texts:
        readings.keep(vault, sha256, source, body=text, text=text)
    label = Text("导入", "Import")
    return Outcome(reports, Change(label, tuple(facts.rows)))


def _import(work: _Work, path: Path, done: int, total: int) -> ImportReport:
    work.steps(done, total)
    staged, written_at = _stage(work, path)
    source = Source(staged.path, name=path.name)
    with recognised(
        source,
        folder=work.vault.derived,
        password=work.wishes.password,
        mapped=lambda table: remembered_reader(work.vault, table) if work.wishes.by_mapping else None,
    ) as found:
        report = ImportReport(path, found.kind, found.reader)
        if isinstance(found.statement, MappedReader):
            report.columns = columns_of(found.statement.mapping)
            report.notice(told(found.statement.mapping))
        if found.kind in _NEEDS_ORDER and work.wishes.order is None:
            raise _needs_order(source, found.kind)
        if found.kind is ImportKind.IMAGE:
            item = check_picture(staged, source.name, written_at, work.vault.clock.now())
            report.reader = item.image.media_type
            _record_evidence(work, report, item, kind=None)
        elif found.statement is not None:
            _record(work, staged, source.name, found.media_type)
            take_statement(
                work.vault, work.facts, report, found.statement, found.source, sha256=staged.sha256, steps=work.steps
            )
            _on_order(work, report, staged, source, found, written_at, counted=False)
        elif found.chat is not None:
            _take_chat(work, report, staged, found, written_at)
            _on_order(work, report, staged, source, found, written_at, counted=False)
        else:
            _on_order(work, report, staged, source, found, written_at, counted=True)
    return report


def _stage(work: _Work, path: Path) -> tuple[Staged, datetime | None]:
    # The copy is what gets read: the source may change between two looks.
    original = Source(path)
    with open_file(path, limit=LIMIT_BYTES) as stream:
        try:
            staged = work.vault.originals.stage(stream)
        except SourceFailed as failure:
            raise cannot_read(original.name, failure.error) from failure
    work.staged.append(staged)
    if staged.bytes == 0:
        raise UnreadableFile(
            original.name, Text("是空文件", "is empty"), Text("请重新导出或下载", "export or download it again")
        )
    return staged, original.file_time


def _take_chat(
    work: _Work, report: ImportReport, staged: Staged, found: Recognised, written_at: datetime | None
) -> None:
    assert found.chat is not None  # noqa: S101 - told by the caller
    written = written_at or work.vault.clock.now()
    back = imports.revive(work.vault, work.facts, staged.sha256, found.kind)
    taker = ChatTaker(work.vault, work.facts, report, order=work.wishes.order, me=work.wishes.me, revived=back)
    taker.take(found.chat, found.source, written_at=written, steps=work.steps)
    _record(work, staged, report.path.name, found.media_type)
    taker.finish(sha256=staged.sha256, kind=found.kind, reader=found.chat.name, written_at=written)
    for key in taker.taken.conversations:
        _ask_who(work, report, key)
    if work.wishes.order is not None:
        _take_parts(work, report, staged, found.chat, found.source, taker.taken.parts)


def _ask_who(work: _Work, report: ImportReport, key: ConversationId) -> None:
    """Tell whom of a conversation the user may be: it is for the user to say so, once."""
    found = show_chat(work.vault, key)
    mine = [person for person, role in proposed_roles(found).items() if role is Role.ME]
    for person in found.participants:
        if person.id in mine:
            words = Text(
                f"和“{found.title}”的聊天里，“{person.name}”应该就是您，请确认谁是谁",
                f"in the chat with “{found.title}”, “{person.name}” is probably you: please say who is who",
            )
            report.notice(Noticed(words))


def _take_parts(
    work: _Work, report: ImportReport, log: Staged, reader: ChatReader, source: Source, parts: list[tuple[str, str]]
) -> None:
    """Take the pictures that came inside a log or mail as evidence of the order."""
    for part, name in list(dict.fromkeys(parts))[:MOST_PARTS]:
        stream = reader.attachment(source, part)
        if stream is None:
            continue
        with contextlib.closing(stream):
            staged = work.vault.originals.stage(stream)
        work.staged.append(staged)
        try:
            item = check_picture(staged, name, None, work.vault.clock.now())
        except UnreadableFile as error:
            report.notice(Noticed(Text(error.sentence.zh, error.sentence.en)))
            work.staged.remove(staged)
            staged.discard()
            continue
        made = MadeFrom(Making.ATTACHMENT, (log.sha256,), report.path.name)
        _record_evidence(work, report, item, kind=EvidenceKind.CHAT, made_from=made, counted=False)
    if len(parts) > MOST_PARTS:
        words = Text(f"只取了前 {MOST_PARTS} 张图片", f"only the first {MOST_PARTS} pictures were taken")
        report.notice(Noticed(words))


def _on_order(
    work: _Work,
    report: ImportReport,
    staged: Staged,
    source: Source,
    found: Recognised,
    written_at: datetime | None,
    *,
    counted: bool,
) -> None:
    """Put a file that is no picture on the order, if one was named, with the text that it says."""
    from app.casework.importing.texts import facts_and_text

    facts, text, notes = facts_and_text(found)
    for note in notes:
        report.notice(note)
    if text:
        work.texts.append((staged.sha256, found.kind.value, text))
    if work.wishes.order is None:
        return
    known_from = CapturedFrom.FILE_TIME if written_at else CapturedFrom.NONE
    capture = Capture(written_at, known_from, CaptureMeaning.MODIFIED)
    item = Checked(staged, source.name, facts, capture, "", written_at)
    _record_evidence(work, report, item, kind=_KIND_OF.get(found.kind), counted=counted)


def _record_evidence(
    work: _Work,
    report: ImportReport,
    item: Checked,
    *,
    kind: EvidenceKind | None,
    made_from: MadeFrom | None = None,
    counted: bool = True,
) -> None:
    order = work.wishes.order
    assert order is not None  # noqa: S101 - told by the caller
    sha256 = item.staged.sha256
    here = evidence.on_order(work.vault, order, sha256)
    is_known = record_original(work.vault, work.facts, item)
    if here is not None:
        if here.is_trashed:
            evidence.set_trashed(work.facts, here.id, trashed=False)
        key = here.id
    else:
        key = evidence.add(
            work.vault,
            work.facts,
            order,
            sha256,
            kind=kind,
            name=item.name,
            purpose="",
            source=item.source,
            capture=item.capture,
            made_from=made_from,
            file_time=item.file_time,
        )
    report.evidence = (*report.evidence, EvidenceId(key))
    if counted:
        report.known += is_known
        report.new += not is_known


def _record(work: _Work, staged: Staged, name: str, media_type: str) -> None:
    nothing = Capture(None, CapturedFrom.NONE)
    record_original(work.vault, work.facts, Checked(staged, name, PlainFile(media_type), nothing, ""))


def _needs_order(source: Source, kind: ImportKind) -> UnreadableFile:
    return UnreadableFile(
        source.name,
        Text(f"这是{kind.label.zh}，要放到一笔订单里", f"is evidence ({kind.label.en}) and needs an order"),
        Text("请选择订单（命令行用 --order）", "name the order with --order"),
    )


@contextlib.contextmanager
def _discarding(staged: list[Staged]) -> Iterator[None]:
    try:
        yield
    finally:
        for one in staged:
            one.discard()


@contextlib.contextmanager
def _taking_back(vault: Vault, fresh: list[str]) -> Iterator[None]:
    """Remove the originals of a transaction that a full disk refused; only then is it sure that nothing committed."""
    try:
        yield
    except VaultFull:
        for sha256 in fresh:
            with contextlib.suppress(VaultError):
                vault.originals.remove(sha256)
        raise


def list_imports(vault: Vault) -> list[imports.Import]:
    """Return what was imported, newest first."""
    return imports.every(vault)


def trash_import(vault: Vault, key: ImportId) -> Outcome[imports.Import]:
    """Put an import with all its rows in the trash.

    Raises:
        NotFound: there is no such import.
    """
    found = imports.get(vault, key)
    with vault.write("import.trashed") as facts:
        imports.set_trashed(facts, key, trashed=True)
    return Outcome(found, Change(Text("删除导入", "Delete import"), tuple(facts.rows)))
