"""Printing: the pages of the preview on paper, each in its own direction."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app.casework.dossier_preview import Wish, compose_for_preview, make_preview
from app.casework.steps import QUIET, Steps
from app.domain.errors import Cancelled, OutputError
from app.domain.orders import Order
from app.gui.dossier.printing import print_pages
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import START, add
from tests.gui.dossier.studying import Studying

RESOURCES = paths.resources()


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


@pytest.mark.usefixtures("qapp")
def test_pages_come_out_as_they_are_seen(
    vault: Vault, order: Order, picture_file: Callable[..., Path], tmp_path: Path
) -> None:
    add(vault, order, picture_file(1))
    found = compose_for_preview(vault, Wish(order.id, "platform", START), resources=RESOURCES)
    preview = make_preview(found.dossier, vault.folder, fonts=RESOURCES / "fonts")
    told: list[tuple[int, int]] = []
    assert print_pages(preview, to_file(tmp_path / "out.pdf"), Steps(lambda *at: told.append(at))) == preview.count
    assert told[-1] == (preview.count, preview.count)
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == preview.count
    for number in range(1, preview.count + 1):
        wide, high = printed[number - 1].get_size()
        width, height = preview.size(number)
        assert (wide > high) == (width > height)
        seen = Image.open(io.BytesIO(preview.page(number, 200))).convert("L")
        paper = printed[number - 1].render(scale=200 / wide).to_pil().convert("L").resize(seen.size)
        assert ImageStat.Stat(ImageChops.difference(seen, paper)).mean[0] < 12, number
    printed.close()

    some = to_file(tmp_path / "some.pdf")
    some.setFromTo(2, 3)
    assert print_pages(preview, some, QUIET) == 2
    with pytest.raises(Cancelled):
        print_pages(preview, to_file(tmp_path / "none.pdf"), Steps(is_cancelled=lambda: True))
    preview.close()


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_does_not_start_is_named(
    vault: Vault, order: Order, picture_file: Callable[..., Path], tmp_path: Path
) -> None:
    add(vault, order, picture_file(1))
    found = compose_for_preview(vault, Wish(order.id, "platform", START), resources=RESOURCES)
    preview = make_preview(found.dossier, vault.folder, fonts=RESOURCES / "fonts")
    with pytest.raises(OutputError) as refused:
        print_pages(preview, to_file(tmp_path / "no folder" / "none.pdf"), QUIET)
    assert "打印机" in refused.value.sentence.zh
    preview.close()


def test_the_tab_prints_what_it_shows(studying: Studying, qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is QApplication.instance()
    wish = studying.room._wish(is_final=True)
    assert wish is not None
    told: list[str] = []
    studying.room.desk.done.connect(told.append)
    studying.room.desk.print(wish, to_file(tmp_path / "out.pdf"), "正在打印", "共 {} 页")
    studying.idle()
    assert told == [f"共 {studying.tab.pages.count} 页"]
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == studying.tab.pages.count
    printed.close()
