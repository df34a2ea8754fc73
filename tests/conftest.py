"""Fixtures for every test: a ticking clock, a vault in a temporary folder, an order in it, pictures on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.casework import orders, vaults
from app.domain.orders import Order
from app.vault.vault import Vault
from tests.fixtures.cases import TickingClock, order_fields, picture, put

# The machines of CI are shared: a slow example is no failure, and the same examples run every time.
settings.register_profile(
    "pingju", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("pingju")


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def vault(tmp_path: Path, clock: TickingClock) -> Iterator[Vault]:
    with vaults.open_for_writing(tmp_path / "my.pingju", clock=clock, actor="tester") as opened:
        yield opened


@pytest.fixture
def order(vault: Vault) -> Order:
    return orders.record_order(vault, order_fields()).value


@pytest.fixture
def picture_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a picture and return its path: `picture_file(number, name="…", pillow_format="PNG")`."""
    folder = tmp_path / "pictures"
    folder.mkdir()

    def write(number: int = 1, *, name: str | None = None, pillow_format: str = "PNG") -> Path:
        return put(folder, name or f"picture-{number}.{pillow_format.lower()}", picture(number, pillow_format))

    return write
