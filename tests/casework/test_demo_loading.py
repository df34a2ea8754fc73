"""Loading the sample cases on a computer whose clock is behind them."""

from __future__ import annotations

import pytest

from app.casework import demo
from app.domain.errors import InputError
from app.shell import paths
from app.vault.vault import Vault
from tests.fixtures.cases import state


def test_before_they_happened_the_sample_cases_are_refused_whole(vault: Vault) -> None:
    before = state(vault)
    with pytest.raises(InputError, match="this computer's clock says 2024-01-01 12:00"):
        demo.load(vault, fonts=paths.resources() / "fonts")
    assert state(vault) == before
