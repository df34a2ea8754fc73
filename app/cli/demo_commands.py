"""`demo`: a vault with sample cases, and their dossiers, made by the same use cases as everything else."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.casework import demo as sample_cases
from app.casework.demo import STATED_AT
from app.casework.dossiers import export_dossier
from app.cli.dossier_commands import file_shape
from app.cli.session import Session
from app.domain.errors import InputError
from app.domain.times import Clock
from app.domain.words import Text

VAULT_NAME = "demo.pingju"


@dataclass(frozen=True, slots=True)
class _Then:
    """Tells the time of the samples, where they have happened already."""

    clock: Clock

    def now(self) -> datetime:
        return min(self.clock.now(), STATED_AT)


def demo(session: Session, arguments: argparse.Namespace) -> int:
    """Build the vault (in DIR, or where `--vault` says) and export a dossier of each case for each recipient."""
    folder = Path(arguments.out or "pingju-demo")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            Text(f"无法建立文件夹 {folder}：{error.strerror}", f"cannot make the folder {folder}: {error.strerror}"),
            Text("请换一个位置", "choose another place"),
        ) from error
    # The samples are taken in when their stories end, so that a dossier never tells of the future.
    told = replace(session, clock=_Then(session.clock))
    home = told if arguments.vault else replace(told, folder=folder / VAULT_NAME)
    fonts = session.resources / "fonts"
    exports = []
    with home.writing() as vault:
        cases = sample_cases.load(vault, fonts=fonts, steps=session.steps(Text("正在准备示例", "building the cases")))
        for case in cases:
            for recipient, label in (("platform", "平台"), ("association", "消协12315")):
                target = folder / f"卷宗-{case.facts.number}-{label}.pdf"
                exports.append(
                    export_dossier(
                        vault,
                        [case.id],
                        recipient=recipient,
                        target=target,
                        fonts=fonts,
                        at=STATED_AT,
                        steps=session.steps(Text("正在生成卷宗", "writing a dossier")),
                    )
                )
    document = {
        "vault": str(home.folder),
        "orders": [case.id for case in cases],
        "files": [file_shape(export.files[0]) for export in exports],
    }
    session.answer(document, lambda: [str(home.folder), *(str(export.files[0].path) for export in exports)])
    return 0
