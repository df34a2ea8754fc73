"""The use cases of the dossier's tab, run in the background: composing, previewing, changing, exporting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.casework import complainants, dossiers
from app.casework.channel_texts import channel_text
from app.casework.dossier_preview import Composed, Drawn, Preview, Wish, compose_for_preview, make_preview, sweep
from app.casework.dossiers import ExportedFile
from app.casework.evidence import edit_evidence
from app.casework.evidence_order import reorder
from app.casework.signed_dossiers import Signing, write_signed
from app.casework.signing import SigningKey, make_signing_key
from app.casework.steps import Steps
from app.casework.vaults import Vault
from app.domain.changes import Outcome
from app.domain.errors import InputError, InvalidField
from app.domain.evidence import EvidenceId
from app.domain.orders import Order, OrderId
from app.gui.dossier.about import load_about
from app.gui.history import History
from app.gui.payments.changing import ChangingDesk
from app.gui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class Made:
    """Files that were written: the words for them, and the first of them."""

    words: str
    path: Path


class DossierDesk(ChangingDesk):
    """The dossier's only way to the use cases."""

    composed = Signal(object)
    preview_made = Signal(object)
    preview_failed = Signal(object)
    progressed = Signal(int, int)
    about_loaded = Signal(object)
    gaps_found = Signal(object, list)
    words_loaded = Signal(str, object)
    field_refused = Signal(str, str, object)
    key_made = Signal(object)
    made = Signal(object)
    recorded = Signal()
    connecting = Signal(str)

    def __init__(self, runner: TaskRunner, history: History, vault_folder: Path, resources: Path) -> None:
        super().__init__(runner, history)
        self._folder = vault_folder
        self._resources = resources
        self._drawn = Drawn()
        self._making: Task | None = None
        self._reading: Task | None = None
        self._is_swept = False
        runner.task_progressed.connect(self._on_progress)

    # --- the preview ------------------------------------------------------------------------------------

    def preview(self, wish: Wish) -> None:
        """Make the preview of a dossier; one that is under way is dropped."""
        self.stop()

        def composed(found: Composed) -> None:
            self.composed.emit(found)
            self._making = self._runner.aside(
                lambda steps: self._make(found, steps, wish), made, failed=failed, dropped=Preview.close
            )

        def made(preview: Preview) -> None:
            self._making = None
            self.preview_made.emit(preview)

        def failed(error: BaseException) -> None:
            self._making = None
            self.preview_failed.emit(error)

        self._making = self._runner.with_vault(
            lambda vault, steps: compose_for_preview(vault, wish, resources=self._resources, steps=steps),
            composed,
            failed=failed,
        )

    @property
    def is_previewing(self) -> bool:
        """Whether a preview is under way."""
        return self._making is not None

    def stop(self) -> None:
        """Drop the preview that is under way."""
        if self._making is not None:
            self._making.cancel()
            self._making = None

    def load_about(self, order: OrderId) -> None:
        """Load what stands around an order's dossier."""
        self._runner.with_vault(lambda vault, _steps: load_about(vault, order, self._resources), self.about_loaded.emit)

    def find_gaps(self, wish: Wish) -> None:
        """Look for what the dossier lacks for its recipient; told with the wish it was asked for."""
        self._runner.with_vault(
            lambda vault, _steps: dossiers.find_gaps(
                vault,
                [wish.order],
                recipient=wish.recipient,
                at=wish.at,
                resources=self._resources,
                is_redacted=wish.redact,
            ),
            lambda gaps: self.gaps_found.emit(wish, gaps),
        )

    # --- changes ----------------------------------------------------------------------------------------

    def reorder(self, order: OrderId, items: Sequence[EvidenceId], words: str) -> None:
        """Put the exhibits in this order."""
        self._change(lambda vault, _steps: reorder(vault, order, items), words)

    def leave_out(self, item: EvidenceId, is_left_out: bool, words: str) -> None:
        """Take an item out of the dossier, or back in."""
        value = "yes" if is_left_out else "no"
        self._change(lambda vault, _steps: edit_evidence(vault, item, {"left_out": value}), words)

    def describe(self, item: EvidenceId, purpose: str) -> None:
        """Save what an exhibit proves."""
        self._typed(
            lambda vault, _steps: edit_evidence(vault, item, {"purpose": purpose}), "exhibits", f"{item}/purpose"
        )

    def write(self, order: OrderId, recipient: str, part: str, text: str | None) -> None:
        """Keep a part as the user wrote it; None gives it back to what the case says."""
        self._typed(
            lambda vault, _steps: dossiers.edit_text(vault, order, recipient, part, text),
            "texts",
            part,
            merge=f"dossier/{order}/{recipient}/{part}" if text is not None else "",
        )

    def save_person(self, typed: dict[str, str | None], name: str) -> None:
        """Keep who complains; it belongs to no order and is no step that is undone."""

        def saved(_person: object) -> None:
            self.field_refused.emit("person", name, None)
            self.changed.emit()

        self._runner.with_vault(
            lambda vault, _steps: complainants.save_person(vault, typed), saved, failed=self._refused("person", name)
        )

    def save_identity(self, order: Order, side: str, typed: dict[str, str | None], name: str) -> None:
        """Keep who is complained of: `merchant` or `platform`."""
        self._typed(
            lambda vault, _steps: complainants.save_identity(vault, order, typed, of_platform=side == "platform"),
            side,
            name,
        )

    # --- what goes out ----------------------------------------------------------------------------------

    def export_pdf(self, wish: Wish, target: Path, label: str, words: Callable[[int, int, bool], str]) -> None:
        """Write the dossier and remember it; `words` says it of files and pages, and whether pictures are reduced."""
        fonts = self._resources / "fonts"
        self._export(
            wish,
            label,
            words,
            lambda found, steps: dossiers.write_files(
                found.dossier, target, fonts=fonts, max_bytes=wish.max_bytes, fit_dpi=wish.fit_dpi, steps=steps
            ),
        )

    def export_signed(
        self, wish: Wish, target: Path, signing: Signing, label: str, words: Callable[[int, int, bool], str]
    ) -> None:
        """Write the dossier signed or timestamped and remember it; `connecting` tells an address before it is used."""
        fonts = self._resources / "fonts"

        def write(found: Composed, steps: Steps) -> tuple[ExportedFile, ...]:
            return write_signed(
                found.dossier,
                target,
                signing,
                fonts=fonts,
                at=wish.at,
                max_bytes=wish.max_bytes,
                fit_dpi=wish.fit_dpi,
                announce=self.connecting.emit,
                steps=steps,
            )

        self._export(wish, label, words, write)

    def export_package(self, wish: Wish, target: Path, label: str, words: str) -> None:
        """Write the evidence package and remember it."""
        from app.casework import packages

        def made(package: packages.Package) -> Made:
            return Made(words.format(package.path.name, len(package.files)), package.path)

        fonts = self._resources / "fonts"
        self._write(
            lambda vault, steps: packages.prepare_package(
                vault, [wish.order], resources=self._resources, at=wish.at, redact=wish.redact, steps=steps
            ),
            lambda ready, steps: packages.write_package(ready, target, fonts=fonts, steps=steps),
            packages.record_package,
            made,
            label,
        )

    def export_pack(self, wish: Wish, channel: str, target: Path, label: str, words: str) -> None:
        """Write a channel pack into a folder and remember it."""
        from app.casework import packs

        def made(pack: packs.Pack) -> Made:
            return Made(words.format(target.name, len(pack.pictures.files)), pack.text_path)

        fonts = self._resources / "fonts"
        self._write(
            lambda vault, steps: packs.prepare_pack(
                vault,
                [wish.order],
                channel=channel,
                resources=self._resources,
                at=wish.at,
                redact=wish.redact,
                steps=steps,
            ),
            lambda ready, steps: packs.write_pack(ready, target, fonts=fonts, steps=steps),
            packs.record_pack,
            made,
            label,
        )

    def print(self, wish: Wish, printer: QPrinter, label: str, words: str) -> None:
        """Print the dossier as it is now."""
        from app.gui.dossier.printing import print_pages

        def work(found: Composed, steps: Steps) -> int:
            preview = self._make(found, steps)
            try:
                return print_pages(preview, printer, steps)
            finally:
                preview.close()

        def composed(found: Composed) -> None:
            self._runner.aside(
                lambda steps: work(found, steps),
                lambda pages: self.done.emit(words.format(pages)),
                failed=self._on_failed,
                label=label,
            )

        self._compose(wish, composed)

    def load_words(self, wish: Wish, channel: str) -> None:
        """Load the words for a channel; the channel that was asked for last wins."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._runner.with_vault(
            lambda vault, steps: channel_text(
                vault, wish.order, channel, at=wish.at, resources=self._resources, redact=wish.redact, steps=steps
            ),
            lambda text: self.words_loaded.emit(channel, text),
        )

    def make_key(self, folder: Path, name: str, passphrase: str, at: datetime) -> None:
        """Make a certificate of the user's own; keys are found by chance, which takes a moment."""

        def failed(error: BaseException) -> None:
            self.field_refused.emit("signing", error.field if isinstance(error, InvalidField) else "", error)

        def made(key: SigningKey) -> None:
            self.key_made.emit(key)

        self._runner.aside(
            lambda _steps: make_signing_key(folder, name=name, passphrase=passphrase, at=at), made, failed=failed
        )

    # --- within -----------------------------------------------------------------------------------------

    def _make(self, found: Composed, steps: Steps, wish: Wish | None = None) -> Preview:
        if not self._is_swept:
            self._is_swept = True
            sweep(self._folder)
        return make_preview(
            found.dossier,
            self._folder,
            fonts=self._resources / "fonts",
            before=self._drawn,
            # Paper has no limit of size: what is printed shows the pictures as they came.
            max_bytes=wish.max_bytes if wish else None,
            fit_dpi=wish.fit_dpi if wish else None,
            steps=steps,
        )

    def _export(
        self,
        wish: Wish,
        label: str,
        words: Callable[[int, int, bool], str],
        write: Callable[[Composed, Steps], tuple[ExportedFile, ...]],
    ) -> None:
        def record(vault: Vault, found: Composed, files: tuple[ExportedFile, ...]) -> object:
            return dossiers.record_export(vault, [wish.order], found.dossier, files)

        def made(files: tuple[ExportedFile, ...]) -> Made:
            told = words(len(files), sum(file.pages for file in files), files[0].is_reduced)
            return Made(told.format(files[0].path.name), files[0].path)

        self._write(
            lambda vault, steps: compose_for_preview(vault, wish, resources=self._resources, steps=steps),
            write,
            record,
            made,
            label,
        )

    def _write(
        self,
        prepare: Callable[[Vault, Steps], Any],
        write: Callable[[Any, Steps], Any],
        record: Callable[[Vault, Any, Any], object],
        made: Callable[[Any], Made],
        label: str,
    ) -> None:
        """Take from the vault what goes out, write it beside the vault's thread, and remember it when it is whole."""

        def prepared(ready: Any) -> None:
            self._runner.aside(
                lambda steps: write(ready, steps),
                lambda written: written_whole(ready, written),
                failed=self._on_failed,
                label=label,
            )

        def written_whole(ready: Any, written: Any) -> None:
            def work(vault: Vault, _steps: Steps) -> None:
                if not vault.is_read_only:
                    record(vault, ready, written)

            self._runner.with_vault(work, lambda _none: self._on_made(made(written)))

        self._runner.with_vault(prepare, prepared, failed=self._on_failed)

    def _compose(self, wish: Wish, then: Callable[[Composed], None]) -> None:
        self._runner.with_vault(
            lambda vault, steps: compose_for_preview(vault, wish, resources=self._resources, steps=steps),
            then,
            failed=self._on_failed,
        )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InputError):
            self.refused.emit(error)
        else:
            self._runner.failed.emit(error)

    def _on_made(self, made: Made) -> None:
        self.made.emit(made)
        self.recorded.emit()

    def _typed(
        self, work: Callable[[Vault, Steps], Outcome[Any]], group: str, name: str, *, merge: str | None = None
    ) -> None:
        def edited(outcome: Outcome[Any]) -> None:
            self.field_refused.emit(group, name, None)
            # Typing is taken back as a whole.
            self._history.record(outcome.change, merge=f"{group}/{name}" if merge is None else merge)
            self.changed.emit()

        self._runner.with_vault(work, edited, failed=self._refused(group, name))

    def _refused(self, group: str, name: str) -> Callable[[BaseException], None]:
        def refused(error: BaseException) -> None:
            if isinstance(error, InputError):
                self.field_refused.emit(group, name, error)
            else:
                self._runner.failed.emit(error)

        return refused

    def _on_progress(self, task: Task, done: int, total: int) -> None:
        if task is self._making:
            self.progressed.emit(done, total)
