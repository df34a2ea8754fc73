"""What may not be handed on is found in a built folder before anybody gets it."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from build import BuildError, _refuse_gpl


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("libx264-d6533a8d.so.165", b"\x7fELF"),
        ("x265.dll", b"MZ"),
        ("libavcodec-5e6b81c2.so.62.28.102", b"\x7fELF --enable-shared --enable-gpl --enable-libvpx"),
        ("libavformat.61.dylib", b"--enable-gpl"),
    ],
)
def test_a_library_under_the_gpl_stops_the_build(name: str, content: bytes, tmp_path: Path) -> None:
    inside = tmp_path / "_internal" / "libs"
    inside.mkdir(parents=True)
    (inside / "libavcodec.so.62").write_bytes(b"\x7fELF --enable-shared --enable-libvpx")
    (inside / "notes.txt").write_bytes(b"--enable-gpl")
    _refuse_gpl(tmp_path)
    (inside / name).write_bytes(content)
    with pytest.raises(BuildError, match=name):
        _refuse_gpl(tmp_path)


def test_pyav_would_be_refused_and_what_we_hand_on_is_not() -> None:
    cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed")
    av = pytest.importorskip("av", reason="the extra video is not installed")
    if sys.platform != "linux":
        pytest.skip("the wheels for Linux are looked at")
    packages = Path(cv2.__file__).parents[1]
    _refuse_gpl(packages / "opencv_python_headless.libs")
    with pytest.raises(BuildError):
        _refuse_gpl(Path(av.__file__).parents[1] / "av.libs")
