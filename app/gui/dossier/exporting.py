"""Where a dossier goes: asking for the place, writing it there, telling what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog

from app.casework.dossier_preview import Wish
from app.casework.signed_dossiers import Signing
from app.domain.times import Clock
from app.gui.dossier.desk import DossierDesk, Made
from app.gui.dossier.tab import DossierTab
from app.gui.reveal import reveal
from app.gui.window.taskbar import TaskBar
from app.gui.words import file_name


class Exporting(QObject):
    """The last folder is remembered; `number` is that of the present order."""

    def __init__(
        self,
        tab: DossierTab,
        taskbar: TaskBar,
        desk: DossierDesk,
        clock: Clock,
        settings: QSettings,
        wish: Callable[[], Wish | None],
    ) -> None:
        super().__init__(tab)
        self._tab = tab
        self._taskbar = taskbar
        self._desk = desk
        self._clock = clock
        self._settings = settings
        self._wish_now = wish
        self._is_signing = False
        self.number = ""
        sealing = tab.side.sealing
        tab.export_asked.connect(lambda _recipient: self.pdf())
        tab.outgoing.package_asked.connect(self.package)
        tab.outgoing.print_asked.connect(self.print)
        tab.side.packs.export_asked.connect(self.pack)
        sealing.key_wanted.connect(self._pick_key)
        sealing.key_asked.connect(self._make_key)
        sealing.signing_asked.connect(self.signed)
        desk.key_made.connect(lambda key: sealing.set_key(key.path))
        desk.connecting.connect(lambda url: sealing.network.setText(self.tr("正在连接 {} …").format(url)))
        desk.made.connect(self._on_made)

    def refuse(self, problem: str) -> None:
        """Say beside the signature why there is none."""
        if self._is_signing:
            self._is_signing = False
            self._tab.side.sealing.set_problem(problem)

    def pdf(self) -> None:
        """Ask where to and write the PDF."""
        wish = self._wish()
        target = self._ask_file(self.tr("导出 PDF 卷宗"), self.tr("卷宗 {}"), ".pdf", "PDF (*.pdf)") if wish else None
        if wish and target:
            self._is_signing = False
            self._desk.export_pdf(wish, target, self.tr("正在生成卷宗"), self._pdf_words)

    def _wish(self) -> Wish | None:
        # What is being typed goes out, too: saving it is queued before the export.
        self._tab.flush()
        return self._wish_now()

    def package(self) -> None:
        """Ask where to and write the evidence package."""
        wish = self._wish()
        target = self._ask_file(self.tr("导出证据包"), self.tr("证据包 {}"), ".zip", "ZIP (*.zip)") if wish else None
        if wish and target:
            words = self.tr("已导出证据包 {}（{} 个文件）")
            self._desk.export_package(wish, target, self.tr("正在打包证据"), words)

    def pack(self, channel: str) -> None:
        """Ask where to and write a channel pack into a folder of its own."""
        wish = self._wish()
        if wish is None:
            return
        name = QFileDialog.getExistingDirectory(self._tab, self.tr("图文包放在哪个文件夹里"), str(self._folder()))
        if not name:
            return
        self._settings.setValue("exported_to", name)
        stem = self.tr("图文包 {} {}").format(file_name(self.number), channel)
        places = (Path(name) / (stem if n == 1 else f"{stem} {n}") for n in range(1, 1000))
        target = next((place for place in places if not place.exists()), Path(name) / stem)
        self._desk.export_pack(wish, channel, target, self.tr("正在生成图文包"), self.tr("已导出 {}（{} 张图）"))

    def signed(self, signing: Signing) -> None:
        """Ask where to and write the PDF signed, timestamped or both."""
        wish = self._wish()
        target = self._ask_file(self.tr("导出 PDF 卷宗"), self.tr("卷宗 {}"), ".pdf", "PDF (*.pdf)") if wish else None
        if wish and target:
            self._is_signing = True
            self._desk.export_signed(wish, target, signing, self.tr("正在签署卷宗"), self._pdf_words)

    def _pick_key(self) -> None:
        names = self.tr("证书 (*.p12 *.pfx);;所有文件 (*)")
        name, _ = QFileDialog.getOpenFileName(self._tab, self.tr("选择证书"), str(self._folder()), names)
        if name:
            self._tab.side.sealing.set_key(Path(name))

    def _make_key(self, name: str, passphrase: str) -> None:
        folder = QFileDialog.getExistingDirectory(self._tab, self.tr("证书放在哪个文件夹里"), str(self._folder()))
        if folder:
            self._desk.make_key(Path(folder), name, passphrase, self._clock.now())
        else:
            self._tab.side.sealing.set_problem("")

    def print(self) -> None:
        """Ask for the printer and print the dossier."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        wish = self._wish()
        if wish is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._tab)
        dialog.setWindowTitle(self.tr("打印卷宗"))
        words = self.tr("已送去打印，共 {} 页")
        dialog.accepted.connect(lambda: self._desk.print(wish, printer, self.tr("正在打印"), words))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def _pdf_words(self, files: int, pages: int, is_reduced: bool) -> str:
        if files == 1 and is_reduced:
            return self.tr("已导出 {}（%d 页，图片已缩小，未附原件）") % pages
        if files == 1:
            return self.tr("已导出 {}（%d 页）") % pages
        if is_reduced:
            return self.tr("已导出 %d 册，共 %d 页，图片已缩小，未附原件：{} 等") % (files, pages)
        return self.tr("已导出 %d 册，共 %d 页：{} 等") % (files, pages)

    def _on_made(self, made: Made) -> None:
        if self._is_signing:
            self._is_signing = False
            self._tab.side.sealing.forget_passphrase()
        self._taskbar.tell(
            made.words,
            buttons=[
                (self.tr("打开"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(made.path)))),
                (self.tr("在文件夹中显示"), lambda: reveal(made.path)),
            ],
        )

    def _folder(self) -> Path:
        return Path(str(self._settings.value("exported_to", "")) or Path.home())

    def _ask_file(self, title: str, name: str, suffix: str, kinds: str) -> Path | None:
        suggested = self._folder() / (name.format(file_name(self.number)) + suffix)
        chosen, _ = QFileDialog.getSaveFileName(self._tab, title, str(suggested), kinds)
        if not chosen:
            return None
        self._settings.setValue("exported_to", str(Path(chosen).parent))
        target = Path(chosen)
        return target if target.suffix else target.with_suffix(suffix)
