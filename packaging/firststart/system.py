"""What the operating system must bring: Qt's libraries on Linux, `venv`, and the tools that tests call.

Each thing is tried, not looked up in a package database, so a hand-built library counts too.
"""

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from firststart.wording import tell

Kind = Literal["library", "tool", "module"]
Manager = Literal["apt", "dnf", "brew"]


class Need(NamedTuple):
    """One thing from the system: how it is probed and the package that brings it (empty: none there)."""

    kind: Kind
    probe: str
    apt: str = ""
    dnf: str = ""
    brew: str = ""


def _library(soname: str, apt: str, dnf: str) -> Need:
    return Need("library", soname, apt, dnf)


# Every library outside the wheels that Qt's GUI modules or the xcb and offscreen plugins are linked to
# (DT_NEEDED of the locked PySide6; tests/packaging/test_system.py reads the wheels again and compares).
QT_CORE = (
    _library("libstdc++.so.6", "libstdc++6", "libstdc++"),
    _library("libgcc_s.so.1", "libgcc-s1", "libgcc"),
    _library("libz.so.1", "zlib1g", "zlib"),
    _library("libzstd.so.1", "libzstd1", "libzstd"),
    _library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    _library("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    _library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    _library("libGL.so.1", "libgl1", "libglvnd-glx"),
    _library("libX11.so.6", "libx11-6", "libX11"),
    _library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    _library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    _library("libfreetype.so.6", "libfreetype6", "freetype"),
    _library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
)
QT_XCB = (
    _library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    _library("libxcb.so.1", "libxcb1", "libxcb"),
    _library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    _library("libxcb-glx.so.0", "libxcb-glx0", "libxcb"),
    _library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    _library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    _library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    _library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    _library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    _library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    _library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    _library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    _library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    _library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    _library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
PDF_TOOLS = (
    Need("tool", "qpdf", "qpdf", "qpdf", "qpdf"),
    Need("tool", "pdftotext", "poppler-utils", "poppler-utils", "poppler"),
)
# xvfb-run calls xauth, which Debian's xvfb only recommends.
X_TOOLS = (
    Need("tool", "xvfb-run", "xvfb", "xorg-x11-server-Xvfb"),
    Need("tool", "xauth", "xauth", "xorg-x11-xauth"),
)
# PyInstaller reads libraries with it on Linux.
BUILD_TOOLS = (Need("tool", "objdump", "binutils", "binutils"),)


def venv_need() -> Need:
    """Return what `python -m venv` needs: Debian keeps `ensurepip` in a package of its own."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Need("module", "ensurepip", f"python{version}-venv", "python3-pip")


def is_missing(need: Need) -> bool:
    """Try one need: load the library, find the tool on PATH, or find the module."""
    if need.kind == "tool":
        return shutil.which(need.probe) is None
    if need.kind == "module":
        return importlib.util.find_spec(need.probe) is None
    try:
        ctypes.CDLL(need.probe)
    except OSError:
        return True
    return False


def missing_of(needs: Iterable[Need]) -> list[Need]:
    """Return the needs that this machine does not meet; libraries are asked for on Linux only."""
    is_linux = sys.platform == "linux"
    return [need for need in needs if (is_linux or need.kind != "library") and is_missing(need)]


def package_manager() -> Manager | None:
    """Return the package manager of this machine, or None when it is none that we know."""
    if sys.platform == "darwin":
        return "brew"
    if sys.platform != "linux":
        return None
    if shutil.which("apt-get"):
        return "apt"
    return "dnf" if shutil.which("dnf") else None


def packages(missing: Iterable[Need], manager: Manager) -> list[str]:
    """Return the packages that bring the missing things, each once, in the order of the tables."""
    named = (getattr(need, manager) for need in missing)
    return list(dict.fromkeys(name for name in named if name))


def install_command(missing: Sequence[Need], manager: Manager | None, as_root: bool) -> str:
    """Return the one command that brings what is missing, or an empty text when no manager is known."""
    wanted = packages(missing, manager) if manager else []
    if not wanted:
        return ""
    sudo = "" if as_root or manager == "brew" else "sudo "
    options = {"apt": "apt-get install -y --no-install-recommends", "dnf": "dnf install -y", "brew": "brew install"}
    return f"{sudo}{options[manager or 'apt']} {shlex.join(wanted)}"


def is_root() -> bool:
    """Tell whether this process may install packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def provide(missing: Sequence[Need]) -> list[Need]:
    """Install what is missing with apt when this is root, else name the one command; return what is still missing."""
    if not missing:
        return []
    manager = package_manager()
    if manager == "apt" and is_root():
        _apt_install(packages(missing, manager))
        importlib.invalidate_caches()
        missing = missing_of(missing)
        if not missing:
            return []
    command = install_command(missing, manager, is_root())
    names = ", ".join(need.probe for need in missing)
    if command:
        tell(f"系统缺少软件包，请执行这一条命令：{command}", f"System packages are missing; type this once: {command}")
    else:
        tell(f"系统缺少 {names}，请安装。", f"This system lacks {names}; please install them.")
    return list(missing)


def _apt_install(wanted: Sequence[str]) -> None:
    """Install packages without a question and without a word, unless it fails; the next probe tells what came."""
    tell(f"正在安装系统软件包：{' '.join(wanted)}", f"Installing system packages: {' '.join(wanted)}")
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    # A broken third-party list must not stop us: install may still find everything.
    _apt_get([*wait, "-qq", "update"])
    complaint = _apt_get([*wait, "-qq", "install", "-y", "--no-install-recommends", *wanted])
    if complaint:
        tell(f"apt-get 失败：{complaint}", f"apt-get failed: {complaint}")


def _apt_get(arguments: Sequence[str]) -> str:
    """Run apt-get; return its last line when it fails, else an empty text."""
    done = subprocess.run(
        ["apt-get", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return (done.stdout.strip().splitlines() or ["?"])[-1] if done.returncode else ""
