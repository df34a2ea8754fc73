"""Files of every kind: told by their content, taken in whole or refused without a trace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.casework import evidence, readings, vaults
from app.casework.importing.passwords import PasswordNeeded, WrongPassword
from app.casework.importing.run import Wishes, import_files
from app.casework.steps import Steps
from app.domain.errors import Cancelled, InputError, NotFound, PingjuError, UnreadableFile
from app.domain.evidence import CapturedFrom
from app.domain.imports import ImportKind
from app.domain.orders import Order, OrderId
from app.vault.vault import Vault
from tests.casework.importing.statement_files import (
    FIXTURES,
    alipay,
    alipay_row,
    counts,
    kept,
    taken,
    wechat,
    wechat_row,
    whole_state,
)
from tests.fixtures.cases import picture, put

STATEMENTS, CHATS = FIXTURES / "statements", FIXTURES / "chats"
ARCHIVES = [("alipay_aes_123456.zip", "123456"), ("wechat_zipcrypto_654321.zip", "654321")]


@pytest.mark.parametrize(("name", "password"), ARCHIVES)
def test_a_mailed_archive_asks_for_its_password(vault: Vault, name: str, password: str) -> None:
    before = whole_state(vault)
    for wrong, refusal in ((None, PasswordNeeded), ("000000", WrongPassword), ("", PingjuError)):
        with pytest.raises(refusal) as refused:
            import_files(vault, [STATEMENTS / name], Wishes(password=wrong))
        assert name in refused.value.line("en")
        assert whole_state(vault) == before
    (report,) = taken(vault, STATEMENTS / name, password=password)
    assert report.new > 0
    assert report.kind is ImportKind.STATEMENT
    assert counts(taken(vault, STATEMENTS / name, password=password)) == [(0, report.new, 0)]


def broken(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that cannot be taken, with what the refusal must name."""
    cut = wechat(folder / "cut.csv", *(wechat_row(number) for number in range(1500)))
    cut.write_bytes(cut.read_bytes() + b'2023-02-11 14:35:20,\xff\xfe"')
    spoiled = alipay(folder / "spoiled.csv", *(alipay_row(number) for number in range(3)))
    spoiled.write_bytes(spoiled.read_bytes().replace(b"100.00", b"1OO.0O", 1))
    (folder / "empty.csv").touch()
    (folder / "what.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "notes.txt").write_text("只是一些笔记\n没有时间也没有人\n", encoding="utf-8")
    (folder / "folder").mkdir()
    (folder / "half.zip").write_bytes((STATEMENTS / ARCHIVES[0][0]).read_bytes()[:-200])
    (folder / "half.png").write_bytes(picture(1)[:60])
    (folder / "half.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "half.json").write_bytes((CHATS / "chatlab.json").read_bytes()[:-30])
    paths = {path.name: (path, path.name) for path in sorted(folder.iterdir())}
    return paths | {"missing": (folder / "missing.csv", "missing.csv")}


BROKEN = [
    "cut.csv", "empty.csv", "what.bin", "notes.txt", "folder", "half.zip", "half.png", "half.pdf", "half.json",
    "missing",
]  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_taken_leaves_the_vault_byte_for_byte(
    vault: Vault, order: Order, tmp_path: Path, name: str
) -> None:
    (tmp_path / "files").mkdir()
    path, named = broken(tmp_path / "files")[name]
    good = wechat(tmp_path / "good.csv", wechat_row(1))
    taken(vault, wechat(tmp_path / "before.csv", wechat_row(7)))
    before = whole_state(vault)
    for files in ([path], [good, path], [path, good]):
        with pytest.raises(UnreadableFile) as refused:
            import_files(vault, files, Wishes(order=order.id))
        assert named in refused.value.line("zh")
        assert "\n" not in refused.value.line("zh")
        assert refused.value.remedy.zh
        assert whole_state(vault) == before
    assert counts(taken(vault, good)) == [(1, 0, 0)]


def test_a_broken_line_is_named(vault: Vault, tmp_path: Path) -> None:
    path = wechat(tmp_path / "w.csv", *(wechat_row(number) for number in range(3)))
    path.write_bytes(path.read_bytes() + b'2023-02-11 14:35:20,"never closed\n')
    with pytest.raises(UnreadableFile) as refused:
        import_files(vault, [path])
    assert "第 5 行" in refused.value.line("zh")


@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_stopping_leaves_nothing(vault: Vault, order: Order, tmp_path: Path, after: int) -> None:
    big = wechat(tmp_path / "big.csv", *(wechat_row(number) for number in range(3000)))
    before = whole_state(vault)
    looks = 0

    def is_stopped() -> bool:
        nonlocal looks
        looks += 1
        return looks > after

    files = [put(tmp_path, "shot.png", picture(1)), big, STATEMENTS / "alipay_app.csv"]
    with pytest.raises(Cancelled):
        import_files(vault, files, Wishes(order=order.id), steps=Steps(is_cancelled=is_stopped))
    assert looks == after + 1
    assert whole_state(vault) == before
    assert vaults.unreferenced(vault) == []


def test_stopping_inside_an_archive_leaves_nothing_unpacked(vault: Vault) -> None:
    before = whole_state(vault)
    looks = iter([False, False, True, True])
    with pytest.raises(Cancelled):
        import_files(
            vault,
            [STATEMENTS / "alipay_app.csv", STATEMENTS / ARCHIVES[0][0]],
            Wishes(password="123456"),
            steps=Steps(is_cancelled=lambda: next(looks)),
        )
    assert whole_state(vault) == before


PLAIN: dict[str, tuple[ImportKind, Callable[[Path], Path]]] = {
    "image": (ImportKind.IMAGE, lambda folder: put(folder, "Screenshot_20231231-101010.png", picture(3))),
    "page": (ImportKind.PAGE, lambda folder: put(folder, "page.html", _PAGE.encode())),
    "document": (ImportKind.DOCUMENT, lambda folder: put(folder, "receipt.bin", _pdf("RECEIPT 4200002659"))),
    "recording": (ImportKind.RECORDING, lambda folder: _recording(folder / "screen.bin")),
}
_PAGE = (
    "<!DOCTYPE html><html><head><title>商品页</title><script>alert(1)</script></head>"
    "<body><h1>游戏点卡</h1><p>十分钟内自动发货，未到账全额退款。</p></body></html>"
)


@pytest.mark.parametrize("name", PLAIN)
def test_what_can_only_be_evidence_needs_an_order(vault: Vault, order: Order, tmp_path: Path, name: str) -> None:
    kind, write = PLAIN[name]
    path = write(tmp_path)
    before = whole_state(vault)
    with pytest.raises(InputError) as refused:
        import_files(vault, [path])
    assert "--order" in refused.value.line("en")
    with pytest.raises(NotFound):
        import_files(vault, [path], Wishes(order=OrderId(99)))
    assert whole_state(vault) == before
    (report,) = taken(vault, path, order=order.id)
    assert (report.kind, report.new, report.known) == (kind, 1, 0)
    (item,) = evidence.list_evidence(vault, order.id)
    assert report.evidence == (item.id,)
    assert item.name == path.name
    assert vault.originals.path(item.original.sha256).read_bytes() == path.read_bytes()
    assert item.capture.known_from in {CapturedFrom.FILE_TIME, CapturedFrom.FILE_NAME}
    assert counts(taken(vault, path, order=order.id)) == [(0, 1, 0)]
    assert len(evidence.list_evidence(vault, order.id)) == 1
    evidence.trash_evidence(vault, [item.id])
    taken(vault, path, order=order.id)
    assert not evidence.list_evidence(vault, order.id)[0].is_trashed


def test_the_text_of_a_page_and_of_a_document_is_kept(vault: Vault, order: Order, tmp_path: Path) -> None:
    for name, words in (("page", "未到账全额退款"), ("document", "RECEIPT 4200002659")):
        (report,) = taken(vault, PLAIN[name][1](tmp_path), order=order.id)
        item = next(one for one in evidence.list_evidence(vault, order.id) if one.id in report.evidence)
        assert words in readings.text_of(vault, item.original.sha256)
        assert "alert" not in readings.text_of(vault, item.original.sha256)


def test_a_statement_on_an_order_is_evidence_too(vault: Vault, order: Order) -> None:
    path = STATEMENTS / "alipay_app.csv"
    (report,) = taken(vault, path, order=order.id)
    (item,) = evidence.list_evidence(vault, order.id)
    assert item.kind is not None
    assert item.kind.value == "payment"
    assert report.new == len(kept(vault))
    assert report.evidence == (item.id,)


def test_content_decides_and_never_the_name(vault: Vault, order: Order, tmp_path: Path) -> None:
    disguised = Path(shutil.copy(STATEMENTS / "alipay_app.csv", tmp_path / "holiday.png"))
    shot = put(tmp_path, "bill.csv", picture(4))
    found = taken(vault, disguised, shot, order=order.id)
    assert [report.kind for report in found] == [ImportKind.STATEMENT, ImportKind.IMAGE]


def test_several_files_come_together(vault: Vault, order: Order, tmp_path: Path) -> None:
    files = [
        STATEMENTS / "alipay_app.csv",
        STATEMENTS / "wechat_2026.xlsx",
        CHATS / "chatlab.json",
        put(tmp_path, "shot.png", picture(1)),
    ]
    found = taken(vault, *files, order=order.id)
    assert [report.kind.value for report in found] == ["statement", "statement", "chat", "image"]
    vaults.undo(vault, import_files(vault, files, Wishes(order=order.id)).change)
    assert vaults.verify(vault).is_sound


def _pdf(text: str) -> bytes:
    import io

    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(100, 700, text)
    canvas.save()
    return file.getvalue()


def _recording(path: Path) -> Path:
    import av
    from PIL import Image

    with av.open(str(path), "w", format="mp4") as file:
        stream = file.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(5):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 48), (number * 40, 80, 80)))
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return put(path.parent, path.name, path.read_bytes())
