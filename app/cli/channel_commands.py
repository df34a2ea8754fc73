"""`channel …`: the limits of channels as the user knows them better."""

from __future__ import annotations

import argparse

from app.casework.channel_presets import UnknownChannel, drop_preset, find_preset, save_preset
from app.cli.order_commands import assignment
from app.cli.pack_commands import preset_line, preset_shape
from app.cli.session import Session

_LISTS = frozenset({"formats"})
_ANSWERS = {"yes": True, "true": True, "no": False, "false": False}


def set_channel(session: Session, arguments: argparse.Namespace) -> int:
    """Keep limits of a channel; what is not named stays as it was, or as the program has it."""
    with session.writing() as vault:
        try:
            data = find_preset(vault, arguments.name, resources=session.resources).to_data()
        except UnknownChannel:
            data = {}
        typed = dict(assignment(text) for text in arguments.changes)
        kept = save_preset(vault, arguments.name, data | {name: _value(name, text) for name, text in typed.items()})
    session.answer(preset_shape(session, kept), lambda: [preset_line(session, kept)])
    return 0


def drop_channel(session: Session, arguments: argparse.Namespace) -> int:
    """Forget limits of the user's; what comes with the program under that name counts again."""
    with session.changing() as vault:
        drop_preset(vault, arguments.name)
    session.answer({"channel": arguments.name, "dropped": True}, lambda: [arguments.name])
    return 0


def _value(name: str, text: str) -> object:
    if name in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    if text.lower() in _ANSWERS:
        return _ANSWERS[text.lower()]
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
