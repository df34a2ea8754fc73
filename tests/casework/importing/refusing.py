"""What every refused import must be: one clear sentence that names file and line, and a vault as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.casework.importing.run import Wishes, import_files
from app.domain.errors import UnreadableFile
from app.vault.vault import Vault
from tests.casework.importing.statement_files import check, whole_state


def refused(
    vault: Vault,
    path: Path,
    *,
    says: str,
    line: int | None = None,
    beside: Sequence[Path] = (),
    refusal: type[UnreadableFile] = UnreadableFile,
    **wishes: object,
) -> UnreadableFile:
    """Import a file that must be refused, alone and among `beside` in either order, and return the refusal.

    The sentence names the file, the line where it has one, what is wrong (`says`) and what to do, on one line in both
    languages; nothing of any of the files is in the vault afterwards.
    """
    before = whole_state(vault)
    orders = [[path]] if not beside else [[path], [path, *beside], [*beside, path]]
    for files in orders:
        with pytest.raises(UnreadableFile) as caught:
            import_files(vault, files, Wishes(**wishes))  # type: ignore[arg-type]
        error = caught.value
        assert type(error) is refusal
        for language, where in (("zh", f"第 {line} 行："), ("en", f"line {line}: ")):
            told = error.line(language)
            assert path.name in told
            assert "\n" not in told
            assert len(told) < 400
            assert (where in told) is (line is not None), told
            assert line is not None or not re.search(r"第 \d+ 行|\bline \d+:", told), told
        assert says in error.line("zh"), error.line("zh")
        assert error.remedy.zh
        assert error.remedy.en
        assert whole_state(vault) == before
    check(vault)
    return error
