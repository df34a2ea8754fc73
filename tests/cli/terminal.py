"""A terminal with one vault: commands go through the program's real entry, in this process or in one of their own."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.shell.main import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs commands on a vault."""

    vault: Path

    def __call__(self, *words: object) -> Answer:
        """Run a command in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(["--vault", str(self.vault), *map(str, words)])
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Answer(code, *(_read(stream) for stream in (out, err)))

    def json(self, *words: object, code: int = 0) -> Any:
        """Run a command with `--json` and return its document."""
        answer = self("--json", *words)
        assert answer.code == code, answer
        return answer.document

    def order(self, number: str = "KM001", *more: str) -> int:
        """Record an order and return its id."""
        words = ("order", "add", "--platform", "测试卡盟", "--number", number, "--product", "点券", "--amount", "100")
        return int(self.json(*words, *more)["id"])

    def fingerprint(self) -> str:
        """Return a digest of every row of every table and of every file below `originals`."""
        if not (self.vault / "vault.sqlite3").exists():
            return f"no vault: {sorted(self.vault.rglob('*')) if self.vault.exists() else ''}"
        digest = hashlib.sha256()
        with closing(sqlite3.connect(f"{(self.vault / 'vault.sqlite3').as_uri()}?mode=ro", uri=True)) as database:
            for line in database.iterdump():
                digest.update(line.encode())
        for path in sorted((self.vault / "originals").rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(self.vault).as_posix().encode() + path.read_bytes())
        return digest.hexdigest()


def spawn(words: Sequence[object], **environment: str) -> subprocess.Popen[str]:
    """Start `python -m app` with an environment that knows no display and no vault."""
    clean = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return subprocess.Popen(
        [sys.executable, "-X", "utf8=0", "-m", "app", *map(str, words)],
        cwd=ROOT,
        env=clean | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


_FOREIGN = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PINGJU_VAULT", "PINGJU_LANG", "LANG", "LC_ALL"}


def program(*words: object, **environment: str) -> Answer:
    """Run `python -m app` to its end."""
    process = spawn(words, **environment)
    out, err = process.communicate(timeout=60)
    return Answer(process.returncode, out, err)


def _read(stream: io.TextIOWrapper) -> str:
    buffer = stream.detach()
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
