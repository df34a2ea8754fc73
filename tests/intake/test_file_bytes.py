"""Opening what was handed over: ordinary files only, within a limit, and never waiting."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.intake.file_bytes import CHUNK, hash_file, open_file, read_pieces, shown_name
from app.intake.images import read_image

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files in folders")


def refusal(path: Path, *, limit: int = 1 << 20) -> str:
    with pytest.raises(UnreadableFile) as refused:
        hash_file(path, limit=limit)
    with pytest.raises(UnreadableFile) as as_image:
        read_image(path, name=path.name)
    if limit >= 1 << 20:
        assert as_image.value.line("zh") == refused.value.line("zh")
    assert str(path.parent) not in refused.value.line("zh")
    return refused.value.line("zh")


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_hash_and_size(size: int, tmp_path: Path) -> None:
    data = os.urandom(size)
    path = tmp_path / "文件.bin"
    path.write_bytes(data)
    assert hash_file(path, limit=3 * CHUNK) == (hashlib.sha256(data).hexdigest(), size)
    assert b"".join(read_pieces(path, limit=3 * CHUNK)) == data


def test_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "大.png"
    path.write_bytes(bytes(1001))
    assert hash_file(path, limit=1001)[1] == 1001
    assert refusal(path, limit=1000) == "大.png：文件过大（最多 1000 B）。请拆分或压缩后再添加。"


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "长.bin"
    path.write_bytes(bytes(CHUNK))
    pieces = read_pieces(path, limit=CHUNK + 10)
    next(pieces)
    with path.open("ab") as more:
        more.write(bytes(100))
    with pytest.raises(UnreadableFile, match="too large"):
        next(pieces)


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.png").startswith("没有.png：找不到这个文件。")
    (tmp_path / "f").write_bytes(b"x")
    assert "找不到" in refusal(tmp_path / "f" / "x.png")


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "截图").mkdir()
    assert refusal(tmp_path / "截图") == "截图：这是文件夹。请选择里面的文件。"


@posix
def test_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.png")
    started = time.perf_counter()
    assert "管道" in refusal(tmp_path / "管道.png")
    assert time.perf_counter() - started < 30


@posix
def test_a_fifo_put_there_after_the_look_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and opening, somebody exchanges the file."""
    path, fifo = tmp_path / "换.png", tmp_path / "fifo"
    path.write_bytes(b"x")
    os.mkfifo(fifo)
    real = os.open

    def exchanged(name: Path, flags: int) -> int:
        fifo.replace(path)
        return real(name, flags)

    monkeypatch.setattr(os, "open", exchanged)
    done: list[str] = []

    def attempt() -> None:
        with pytest.raises(UnreadableFile) as refused, open_file(path, limit=10):
            pass
        done.append(refused.value.line("zh"))

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(5)
    assert done == ["换.png：这是管道，不是文件。请先存成普通文件。"]


@posix
def test_devices_and_sockets(tmp_path: Path) -> None:
    for device in ("/dev/null", "/dev/zero"):
        with pytest.raises(UnreadableFile) as refused:
            hash_file(Path(device), limit=100)
        assert "设备" in refused.value.line("zh")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert "设备" in refusal(tmp_path / "s")


@posix
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "锁.png"
    path.write_bytes(b"x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user (root) may read anything: run as an ordinary one")
    assert "没有读取权限" in refusal(path)


def test_permission_refused_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as above for those who run the tests as root."""
    path = tmp_path / "锁.png"
    path.write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refusal(path).startswith("锁.png：没有读取权限。")


def test_a_link_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    try:
        (tmp_path / "b").symlink_to(path)
    except OSError:
        pytest.skip("this system lets ordinary users make no links")
    assert hash_file(tmp_path / "b", limit=10)[1] == 1


@posix
def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a.png")
    assert "无法读取" in refusal(tmp_path / "a.png")


def test_impossible_paths(tmp_path: Path) -> None:
    assert "无法读取" in refusal(tmp_path / "a\0b.png")
    refusal(tmp_path / ("长" * 400 + ".png"))


def test_shown_name_is_one_safe_line() -> None:
    assert shown_name("/home/me/图 1.png") == "图 1.png"
    assert shown_name("C:\\Users\\me\\图.png") == "图.png"
    assert shown_name("a\nb\x1b[31m\u202egnp.exe") == "a?b?[31m?gnp.exe"
    assert shown_name("\udce4.png") == "?.png"
    assert shown_name("👨\u200d👩.png") == "👨\u200d👩.png"
    assert len(shown_name("长" * 999 + ".png")) == 255
    assert shown_name("长" * 999 + ".png").endswith(".png")
    assert shown_name("/") == "/"
