"""The channels' limits as the user knows them, kept in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.casework import channel_presets
from app.domain.channels import Preset
from app.domain.errors import InputError
from app.domain.times import SHANGHAI, Clock
from app.gui.tasks import TaskRunner


class ChannelsDesk(QObject):
    """Changes of channels belong to no order and are no steps that are undone.

    `changed` carries the channel that is now to be shown, `refused` the field and its error, None once it is well.
    """

    changed = Signal(str)
    refused = Signal(str, object)

    def __init__(self, runner: TaskRunner, clock: Clock, resources: Path) -> None:
        super().__init__()
        self._runner = runner
        self._clock = clock
        self._resources = resources

    def edit(self, channel: str, field: str, text: str) -> None:
        """Keep a limit as it was typed."""
        on = self._clock.now().astimezone(SHANGHAI).date()

        def edited(_preset: Preset) -> None:
            self.refused.emit(field, None)
            self.changed.emit(channel)

        self._runner.with_vault(
            lambda vault, _steps: channel_presets.edit_preset(
                vault, channel, {field: text}, on=on, resources=self._resources
            ),
            edited,
            failed=lambda error: self._on_failed(field, error),
        )

    def add(self, like: str) -> None:
        """Keep a new channel with the limits of another."""
        on = self._clock.now().astimezone(SHANGHAI).date()
        self._runner.with_vault(
            lambda vault, _steps: channel_presets.add_preset(vault, like, on=on, resources=self._resources),
            lambda preset: self.changed.emit(preset.name),
            failed=lambda error: self._on_failed("", error),
        )

    def drop(self, channel: str) -> None:
        """Forget what the user changed; what comes with the program counts again."""

        def work(vault: Any, _steps: object) -> None:
            channel_presets.drop_preset(vault, channel)

        self._runner.with_vault(
            work,
            lambda _none: self.changed.emit(channel),
            failed=lambda error: self._on_failed("", error),
        )

    def _on_failed(self, field: str, error: BaseException) -> None:
        if isinstance(error, InputError):
            self.refused.emit(field, error)
        else:
            self._runner.failed.emit(error)
