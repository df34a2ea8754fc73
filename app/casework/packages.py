"""Evidence packages: the dossier, the originals in readable names, and the custody record, in one bag to check."""

from __future__ import annotations

import base64
import csv
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from app.casework.dossiers import compose, write_files
from app.casework.files_out import cannot_write, refuse_place
from app.casework.steps import QUIET, Steps
from app.domain.changes import Change, Outcome
from app.domain.conversations import Message
from app.domain.errors import UnreadableFile
from app.domain.evidence import Evidence
from app.domain.exports import Export, ExportedFile, ExportKind, Seal
from app.domain.orders import OrderId
from app.domain.times import SHANGHAI, to_iso
from app.domain.words import Text
from app.domain.workdays import Workdays
from app.vault import conversations, evidence, exports, imports, marks, payments
from app.vault.extracts import CustodyExtract, custody_extract
from app.vault.originals import Originals
from app.vault.vault import Vault

if TYPE_CHECKING:
    from app.dossier.outline import Dossier, Exhibit
    from app.dossier.package import PayloadFile

DOSSIER: Final = "卷宗.pdf"
_ORIGINALS: Final = "originals"
_COPIES: Final = "遮盖副本"
_SOURCES: Final = "来源文件"
_SEALS: Final = "时间戳"
_INSTRUCTIONS: Final = ("验证说明.txt", "HOW-TO-VERIFY.txt")
_LIMIT_INSTRUCTIONS: Final = 1 << 18
_COLUMNS: Final = ("seq", "at", "actor", "action", "subject", "digest", "detail", "prev", "hash")
_SUFFIXES: Final = {
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "message/rfc822": "eml",
}
_FORMULA: Final = tuple("=+-@\t\r")


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was written, its payload by path, and the exhibits (numbers) whose originals are held back."""

    path: Path
    bytes: int
    sha256: str
    files: tuple[ExportedFile, ...]
    held_back: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Stored:
    originals: Originals
    sha256: str

    def open(self) -> BinaryIO:
        return self.originals.open(self.sha256)


@dataclass(frozen=True, slots=True)
class _OnDisk:
    path: Path

    def open(self) -> BinaryIO:
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class _Said:
    data: bytes

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class ReadyPackage:
    """All that a package is made of, taken from the vault: writing it needs no database."""

    orders: tuple[OrderId, ...]
    dossier: Dossier
    payload: tuple[PayloadFile, ...]
    held_back: tuple[int, ...]


def export_package(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    target: Path,
    resources: Path,
    at: datetime | None = None,
    days: Workdays | None = None,
    redact: bool = False,
    with_sources: bool = True,
    steps: Steps = QUIET,
) -> Package:
    """Write the package of some orders as a ZIP, whole or not at all; the same case and `at` give the same bytes.

    Of an exhibit with something hidden the copy goes out and the original stays. `with_sources` adds the statements
    and chat logs that linked payments and relied-upon messages came in; they hold other rows, too. `redact` also hides
    what only looks sensitive, and leaves out these files and the rows behind the custody record.

    Raises:
        NotFound: there is no such order.
        VaultDamaged: an original is not what came in.
        OutputError: the package cannot be written.
        Cancelled: the user asked to stop; nothing is left.
    """
    refuse_place(target)
    ready = prepare_package(
        vault, chosen, resources=resources, at=at, days=days, redact=redact, with_sources=with_sources, steps=steps
    )
    package = write_package(ready, target, fonts=resources / "fonts", steps=steps)
    if not vault.is_read_only:
        record_package(vault, ready, package)
    return package


def prepare_package(
    vault: Vault,
    chosen: Sequence[OrderId],
    *,
    resources: Path,
    at: datetime | None = None,
    days: Workdays | None = None,
    redact: bool = False,
    with_sources: bool = True,
    steps: Steps = QUIET,
) -> ReadyPackage:
    """Return what a package is made of, after re-hashing every original in it.

    Raises:
        NotFound, VaultDamaged, Cancelled: as `export_package`.
    """
    instant = at or vault.clock.now()
    dossier = compose(
        vault, chosen, recipient="archive", at=instant, resources=resources, days=days, redact=redact, steps=steps
    )
    orders = tuple(dict.fromkeys(chosen))
    contents = _Contents(vault, orders, dossier, resources, is_redacted=redact)
    payload = tuple(contents.files(with_sources=with_sources and not redact))
    return ReadyPackage(orders, dossier, payload, tuple(contents.held_back))


def write_package(ready: ReadyPackage, target: Path, *, fonts: Path, steps: Steps = QUIET) -> Package:
    """Write a prepared package; the database is not touched, so any thread may do it.

    Raises:
        ExhibitUnreadable, OutputError: an original or the package cannot be read or written; nothing is left.
        Cancelled: the user asked to stop; nothing is left.
    """
    from app.dossier.package import PayloadFile, file_name, write_bag

    refuse_place(target)
    try:
        room = tempfile.TemporaryDirectory(prefix=f".{target.name[:40]}.", dir=target.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    with room as folder:
        pdf = Path(folder) / DOSSIER
        write_files(ready.dossier, pdf, fonts=fonts, steps=steps)
        report = write_bag(
            [PayloadFile(DOSSIER, _OnDisk(pdf)), *ready.payload],
            target,
            top=file_name("证据包", ready.dossier.case_number, suffix=""),
            info=_bag_info(ready.dossier, ready.held_back),
            at=ready.dossier.stated_at,
            progress=steps.progress,
            cancel=steps.is_cancelled,
        )
    files = tuple(ExportedFile(file.path, file.bytes, file.hashes["sha256"]) for file in report.payload)
    return Package(target, report.bytes, report.sha256, files, ready.held_back)


def record_package(vault: Vault, ready: ReadyPackage, package: Package) -> Outcome[int]:
    """Remember a package that was written, with its hash.

    Raises:
        ReadOnlyVault, VaultError: it cannot be kept.
    """
    made = Export(
        kind=ExportKind.PACKAGE,
        recipient=ready.dossier.recipient.value,
        orders=ready.orders,
        files=(ExportedFile(package.path.name, package.bytes, package.sha256),),
        chain_seq=ready.dossier.integrity.chain_length,
        chain_head=ready.dossier.integrity.chain_head,
        stated_at=ready.dossier.stated_at,
    )
    with vault.write("package.exported") as facts:
        key = exports.record(facts, made)
    return Outcome(key, Change(Text("导出证据包", "Export package"), tuple(facts.rows)))


class _Contents:
    """Gathers what goes below `data/`."""

    def __init__(
        self, vault: Vault, chosen: Sequence[OrderId], dossier: Dossier, resources: Path, *, is_redacted: bool
    ) -> None:
        self._vault = vault
        self._orders = chosen
        self._dossier = dossier
        self._resources = resources
        self._is_redacted = is_redacted
        self._items = [item for order in chosen for item in evidence.of_order(vault, order)]
        self._hidden = self._hidden_originals()
        self.held_back: list[int] = []

    def files(self, *, with_sources: bool) -> Iterator[PayloadFile]:
        """Yield all files of the payload but the dossier, which is yet to be written."""
        from app.dossier.package import PayloadFile

        yield from self._exhibits()
        if with_sources:
            yield from self._sources()
        yield from self._custody()
        for name in _INSTRUCTIONS:
            yield PayloadFile(name, _Said(_instructions(self._resources / "package" / name)))

    def _hidden_originals(self) -> set[str]:
        """Return what must not leave: originals under a hiding mark, and what such a picture was made from."""
        hidden = {exhibit.sha256 for exhibit in self._dossier.exhibits if exhibit.shown and exhibit.shown.hidden}
        for item in self._items:
            if item.original.sha256 in hidden or marks.of_evidence(self._vault, item.id).is_redacted:
                hidden.add(item.original.sha256)
                hidden.update(item.made_from.sources if item.made_from else ())
        return hidden

    def _exhibits(self) -> Iterator[PayloadFile]:
        from app.dossier.package import PayloadFile

        digits = max(2, len(str(len(self._dossier.exhibits))))
        for exhibit in self._dossier.exhibits:
            if exhibit.body is not None or not exhibit.sha256:
                continue
            words = (f"证据{exhibit.number:0{digits}d}", *self._naming(exhibit))
            if exhibit.sha256 not in self._hidden:
                name = _name(words, exhibit.media_type, exhibit.file_name)
                yield PayloadFile(f"{_ORIGINALS}/{name}", exhibit.original, exhibit.sha256)
                continue
            self.held_back.append(exhibit.number)
            if exhibit.shown is not None and exhibit.shown.hidden:
                name = _name((*words, "遮盖副本"), exhibit.shown.media_type, "")
                yield PayloadFile(f"{_COPIES}/{name}", exhibit.shown.copy, exhibit.shown.sha256)

    def _naming(self, exhibit: Exhibit) -> tuple[str, str]:
        item = next((one for one in self._items if _is_shown_by(one, exhibit)), None)
        at = item.capture.at if item is not None else None
        when = f"{at.astimezone(SHANGHAI):%Y%m%d-%H%M}" if at is not None else "时间不详"
        return exhibit.kind_label, when

    def _sources(self) -> Iterator[PayloadFile]:
        from app.dossier.package import PayloadFile, file_name

        seen: dict[str, str] = {}
        for order in self._orders:
            for link in payments.links(self._vault, order=order):
                made = imports.get(self._vault, payments.get(self._vault, link.payment).imported)
                if made.sha256 is not None:
                    seen.setdefault(made.sha256, made.name)
            relied: list[Message] = conversations.relied_upon(self._vault, order)
            for message in relied:
                sha256 = imports.of_message(self._vault, message.id)
                if sha256 is not None:
                    seen.setdefault(sha256, self._import_name(sha256))
        for number, (sha256, name) in enumerate(seen.items(), start=1):
            if sha256 not in self._hidden:
                path = Path(name)
                named = file_name(f"来源{number:02d}", path.stem, suffix=_clean_suffix(path.suffix))
                yield PayloadFile(f"{_SOURCES}/{named}", _Stored(self._vault.originals, sha256), sha256)

    def _import_name(self, sha256: str) -> str:
        every = imports.every(self._vault, with_trash=True)
        return next((one.name for one in every if one.sha256 == sha256), sha256[:12])

    def _custody(self) -> Iterator[PayloadFile]:
        from app.dossier.package import PayloadFile

        seals = sorted(exports.seals(self._vault), key=lambda seal: (seal.chain_seq, seal.at))
        until = max([self._dossier.integrity.chain_length, *(seal.chain_seq for seal in seals)])
        keys = [int(order) for order in self._orders]
        extract = custody_extract(self._vault, keys, until, without_words=self._is_redacted)
        yield PayloadFile("custody.json", _Said(_custody_json(self._dossier, extract, seals)))
        yield PayloadFile("custody.csv", _Said(_custody_csv(extract)))
        for seal in seals:
            name = f"{_SEALS}/链条目{seal.chain_seq:06d}_{seal.at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}.tst"
            yield PayloadFile(name, _Said(base64.b64decode(seal.token)))


def _is_shown_by(item: Evidence, exhibit: Exhibit) -> bool:
    return item.original.sha256 == exhibit.sha256 and item.name == exhibit.file_name and not item.is_trashed


def _name(words: Sequence[str], media_type: str, original: str) -> str:
    from app.dossier.package import file_name

    known = _SUFFIXES.get(media_type) or (media_type.split("/")[1] if media_type.startswith("image/") else "")
    return file_name(*words, suffix=known or _clean_suffix(Path(original).suffix))


def _clean_suffix(suffix: str) -> str:
    return "".join(letter for letter in suffix[1:9].lower() if letter.isascii() and letter.isalnum())


def _custody_json(dossier: Dossier, extract: CustodyExtract, seals: Sequence[Seal]) -> bytes:
    document = {
        "format": "pingju-custody-extract",
        "version": 1,
        "case": dossier.case_number,
        "stated_at": to_iso(dossier.stated_at),
        "case_head": {"seq": dossier.integrity.chain_length, "hash": dossier.integrity.chain_head},
        "seals": [
            {
                "seq": seal.chain_seq,
                "hash": seal.chain_head,
                "authority": seal.authority,
                "serial": seal.serial,
                "at": to_iso(seal.at),
            }
            for seal in seals
        ],
        "rows": {name: {"table": name.split(":", 1)[0], "row": row} for name, row in sorted(extract.rows.items())},
        "chain": extract.entries,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _custody_csv(extract: CustodyExtract) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    for entry in extract.of_case:
        rows.writerow([_harmless(entry[column]) for column in _COLUMNS])
    # Excel takes a CSV without the mark for one in the system's code page.
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _bag_info(dossier: Dossier, held_back: Sequence[int]) -> dict[str, str]:
    numbers = "、".join(f"证据{number}" for number in held_back)
    more = {"Pingju-Originals-Held-Back": f"{numbers}（有遮盖，只附副本）"} if held_back else {}
    return {
        "Bag-Software-Agent": dossier.program,
        "Bagging-Date": f"{dossier.stated_at.astimezone(SHANGHAI):%Y-%m-%d}",
        "External-Identifier": dossier.case_number,
        "External-Description": dossier.title,
        "Internal-Sender-Description": "自导入之日起未改变的原件、卷宗与保管记录",
        **more,
    }


def _instructions(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Text(f"说明文件无法读取（{error.strerror}）", f"cannot be read ({error.strerror})")
        raise UnreadableFile(path.name, problem, Text("请重新安装程序", "install again")) from error
    # The notepads of Windows before 10 know neither UTF-8 without a mark nor lone line feeds.
    return b"\xef\xbb\xbf" + data[:_LIMIT_INSTRUCTIONS].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
