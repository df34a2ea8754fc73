"""Reading rows back into domain objects, without trusting that nobody else wrote them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

from app.domain.errors import InvalidField, VaultDamaged
from app.domain.words import Text

LARGEST_KEY: Final = 2**63 - 1
"""The largest key that SQLite keeps; looking for a larger one is an error there and not a miss."""


@contextlib.contextmanager
def reading(table: str, key: object) -> Iterator[None]:
    """Turn a value that the program never writes into a refusal that names its row.

    Raises:
        VaultDamaged: the row holds such a value.
    """
    try:
        yield
    except (ValueError, TypeError, InvalidField) as error:
        raise VaultDamaged(
            Text(f"{table}:{key} 的内容被改动过，无法读取", f"{table}:{key} was tampered with and cannot be read"),
            Text("请运行 verify 并从备份恢复", "run verify and restore a backup"),
        ) from error
