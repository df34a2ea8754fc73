"""Missing system libraries and tools: found by trying, named in one command."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from firststart import system
from firststart.system import Need

from tests.packaging.elf import needed_by

ROOT = Path(__file__).resolve().parents[2]
NO_LIBRARY = Need("library", "libpingju-none.so.9", "libpingju9", "pingju-libs")
NO_LIBRARY_TWIN = Need("library", "libpingju-none-extra.so.9", "libpingju9", "pingju-libs")
NO_TOOL = Need("tool", "pingju-no-such-tool", "pingju-tools", "pingju-bin", "pingju-brew")
NO_MODULE = Need("module", "pingju_no_such_module", "python3-pingju", "python3-pingju")
# Parts of the C library and its loader: where they are missing, Python itself cannot start.
C_LIBRARY = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Qt's libraries come from the system on Linux only")


@linux_only
def test_things_are_found_missing_by_trying() -> None:
    present = [Need("library", "libc.so.6"), Need("tool", "sh"), Need("module", "json")]
    absent = [NO_LIBRARY, NO_TOOL, NO_MODULE]
    assert system.missing_of([*present, *absent]) == absent


@pytest.mark.parametrize(
    ("manager", "as_root", "command"),
    [
        ("apt", False, "sudo apt-get install -y --no-install-recommends libpingju9 pingju-tools"),
        ("apt", True, "apt-get install -y --no-install-recommends libpingju9 pingju-tools"),
        ("dnf", False, "sudo dnf install -y pingju-libs pingju-bin"),
        ("dnf", True, "dnf install -y pingju-libs pingju-bin"),
        ("brew", False, "brew install pingju-brew"),
        (None, False, ""),
    ],
)
def test_the_one_command(manager: system.Manager | None, as_root: bool, command: str) -> None:
    missing = [NO_LIBRARY, NO_LIBRARY_TWIN, NO_TOOL]
    assert system.install_command(missing, manager, as_root) == command


def test_every_need_of_linux_has_its_package_on_both_families() -> None:
    tables = [*system.QT_CORE, *system.QT_XCB, *system.PDF_TOOLS, *system.X_TOOLS, *system.BUILD_TOOLS]
    assert [need.probe for need in tables if not (need.apt and need.dnf)] == []
    assert len({need.probe for need in tables}) == len(tables)


@linux_only
def test_the_tables_name_just_what_the_locked_qt_is_linked_to() -> None:
    core = needed_by(["QtCore.abi3.so", "QtGui.abi3.so", "QtWidgets.abi3.so", "QtTest.abi3.so", "QtDBus.abi3.so"])
    core |= needed_by(["Qt/plugins/platforms/libqoffscreen.so", "Qt/plugins/iconengines/libqsvgicon.so"])
    xcb = needed_by(["Qt/plugins/platforms/libqxcb.so", "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so"])
    assert core - C_LIBRARY == {need.probe for need in system.QT_CORE}
    assert xcb - core - C_LIBRARY == {need.probe for need in system.QT_XCB}


def _executable(path: Path, text: str = "#!/bin/sh\n") -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@linux_only
def test_dnf_is_only_named_never_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _executable(tmp_path / "dnf", f"#!/bin/sh\ntouch '{tmp_path}/started'\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert system.provide([NO_LIBRARY, NO_TOOL]) == [NO_LIBRARY, NO_TOOL]
    out, err = capfd.readouterr()
    sudo = "" if os.geteuid() == 0 else "sudo "
    assert (out, err) == (
        "",
        f"System packages are missing; type this once: {sudo}dnf install -y pingju-libs pingju-bin\n",
    )
    assert not (tmp_path / "started").exists()


@linux_only
def test_a_system_without_a_known_manager_names_the_things_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert system.provide([NO_LIBRARY, NO_TOOL]) == [NO_LIBRARY, NO_TOOL]
    out, err = capfd.readouterr()
    assert (out, err) == ("", "系统缺少 libpingju-none.so.9, pingju-no-such-tool，请安装。\n")


# apt-get is stood in for, since the real one would change this machine: it notes its words and "installs" the tool.
APT_GET = """#!/bin/sh
echo "$DEBIAN_FRONTEND: $*" >> '{folder}/calls'
echo "chatter of apt"
tool='{folder}/pingju-no-such-tool'
case "$*" in *install*) printf '#!/bin/sh\\n' > "$tool"; /bin/chmod +x "$tool" ;; esac
"""
ASK = """
import os, sys
from firststart import system
if {drop} and os.geteuid() == 0:
    os.seteuid(65534)
os.environ["PATH"] = {path!r}
need = system.Need("tool", "pingju-no-such-tool", "pingju-tools")
print(len(system.provide([need])))
"""


def _ask(folder: Path, *, drop: bool) -> subprocess.CompletedProcess[str]:
    _executable(folder / "apt-get", APT_GET.format(folder=folder))
    return subprocess.run(
        [sys.executable, "-c", ASK.format(drop=drop, path=str(folder))],
        env=os.environ | {"PYTHONPATH": str(ROOT / "packaging"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


@linux_only
def test_a_plain_user_gets_one_apt_command_and_nothing_is_run() -> None:
    # Not tmp_path: another user must be able to look into it.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        done = _ask(folder, drop=True)
        command = "sudo apt-get install -y --no-install-recommends pingju-tools"
        assert done.stderr == f"System packages are missing; type this once: {command}\n"
        assert done.stdout == "1\n"
        assert not (folder / "calls").exists()


@linux_only
@pytest.mark.skipif(not system.is_root(), reason="only root installs by itself")
def test_root_on_debian_updates_then_installs_without_a_question(tmp_path: Path) -> None:
    done = _ask(tmp_path, drop=False)
    assert (done.stdout, done.stderr) == ("0\n", "Installing system packages: pingju-tools\n")
    update, install = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert update.startswith("noninteractive: ")
    assert update.endswith("-qq update")
    assert install.endswith("-qq install -y --no-install-recommends pingju-tools")
