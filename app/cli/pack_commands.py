"""`pack …` and `package …`: a case for channels that take no PDF, and as a bag that anyone can check."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.casework.channel_presets import list_presets
from app.casework.packages import Package, export_package
from app.casework.packs import Pack, export_pack
from app.casework.vaults import is_vault
from app.cli.order_commands import order_id
from app.cli.session import Session
from app.domain.channels import Preset
from app.domain.errors import InvalidField
from app.domain.times import parse_time
from app.domain.words import Text


def pack(session: Session, arguments: argparse.Namespace) -> int:
    """Write pictures and words for a channel into a folder; with `--list` print the channels."""
    if arguments.list:
        return _list(session)
    if not arguments.orders or not arguments.channel or not arguments.output:
        raise InvalidField(
            "pack",
            Text("没有写明订单、渠道或文件夹", "orders, channel or folder are not named"),
            Text("请写成 pack ORDER… --channel PRESET -o DIR", "write pack ORDER… --channel PRESET -o DIR"),
        )
    chosen = [order_id(text) for text in arguments.orders]
    at = parse_time(arguments.at) if arguments.at else None
    with session.changing() as vault:
        done = export_pack(
            vault,
            chosen,
            channel=arguments.channel,
            target=Path(arguments.output),
            resources=session.resources,
            at=at,
            days=session.working_days(),
            redact=arguments.redact,
            steps=session.steps(Text("正在生成图文包", "making the pack")),
        )
    for number, why in done.pictures.left_out:
        left = Text(f"证据{number} 没有放入：{why.label.zh}", f"exhibit {number} is left out: {why.label.en}")
        session.warn(session.say(left))
    if done.pictures.batches_needed > done.pictures.batches:
        count = done.pictures.batches_needed
        more = Text(f"全部证据需要分 {count} 次发送", f"all exhibits would take {count} messages")
        session.warn(session.say(more))
    session.answer(pack_shape(session, done), lambda: _pack_lines(session, done))
    return 0


def package(session: Session, arguments: argparse.Namespace) -> int:
    """Write dossier, originals and custody record as a BagIt bag in a ZIP file."""
    chosen = [order_id(text) for text in arguments.orders]
    at = parse_time(arguments.at) if arguments.at else None
    with session.changing() as vault:
        done = export_package(
            vault,
            chosen,
            target=Path(arguments.output),
            resources=session.resources,
            at=at,
            days=session.working_days(),
            redact=arguments.redact,
            with_sources=not arguments.no_sources,
            steps=session.steps(Text("正在生成证据包", "writing the package")),
        )
    for number in done.held_back:
        session.warn(
            session.say(
                Text(
                    f"证据{number} 有遮盖，只附副本，不附原件",
                    f"exhibit {number} is redacted: its copy goes out, its original does not",
                )
            )
        )
    session.answer(package_shape(done), lambda: [f"{done.path}\t{done.bytes}\t{done.sha256}"])
    return 0


def pack_shape(session: Session, done: Pack) -> dict[str, object]:
    """Return a pack as its JSON document."""
    files = [
        {
            "path": str(file.path),
            "batch": file.batch,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "width": file.width,
            "height": file.height,
            "exhibits": list(file.exhibits),
        }
        for file in done.pictures.files
    ]
    text = {
        "path": str(done.text_path),
        "title": done.text.title,
        "characters": done.text.characters,
        "limit": done.text.limit,
        "limit_unit": "bytes" if done.text.is_in_bytes else "characters",
        "cut": done.text.is_cut,
        "gaps": list(done.gaps),
    }
    left_out = [
        {"exhibit": number, "code": why.value, "text": session.say(why.label)} for number, why in done.pictures.left_out
    ]
    return {
        "channel": done.preset.name,
        "files": files,
        "text": text,
        "left_out": left_out,
        "batches": done.pictures.batches,
        "batches_needed": done.pictures.batches_needed,
    }


def package_shape(done: Package) -> dict[str, object]:
    """Return a package as its JSON document."""
    files = [{"path": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in done.files]
    return {
        "path": str(done.path),
        "bytes": done.bytes,
        "sha256": done.sha256,
        "files": files,
        "held_back": list(done.held_back),
    }


def preset_shape(session: Session, preset: Preset) -> dict[str, object]:
    """Return a channel's limits as their JSON document; `null` where none is known."""
    title = preset.title_characters
    return {
        "channel": preset.name,
        "title": session.say(preset.title),
        "formats": [form.value for form in preset.formats],
        "opening": preset.opening,
        "pictures": preset.pictures,
        "messages": preset.messages,
        "picture_bytes": preset.picture_bytes,
        "total_bytes": preset.total_bytes,
        "side": preset.side,
        "pixels": preset.pixels,
        "characters": preset.characters,
        "text_bytes": preset.text_bytes,
        "title_characters": None if title is None else list(title),
        "source": preset.source or None,
        "verified": preset.verified,
        "as_of": None if preset.as_of is None else preset.as_of.isoformat(),
        "note": session.say(preset.note) or None,
        "own": preset.is_own,
    }


def _list(session: Session) -> int:
    if is_vault(session.folder):
        with session.reading() as vault:
            found = list_presets(vault, resources=session.resources)
    else:
        found = list_presets(None, resources=session.resources)
    session.answer([preset_shape(session, one) for one in found], lambda: [preset_line(session, one) for one in found])
    return 0


def preset_line(session: Session, preset: Preset) -> str:
    """Return a channel's limits on one line."""
    known = Text("已核实", "verified") if preset.verified else Text("未核实", "not verified")
    as_of = f" {preset.as_of}" if preset.as_of else ""
    text = preset.characters or "-"
    size = f"{preset.picture_bytes / 1_000_000:g} MB"
    return f"{preset.name}\t{preset.most_pictures or '-'}\t{size}\t{text}\t{session.say(known)}{as_of}"


def _pack_lines(session: Session, done: Pack) -> list[str]:
    lines = [f"{file.path}\t{file.width}×{file.height}\t{file.bytes}" for file in done.pictures.files]
    limit = f"/{done.text.limit}" if done.text.limit else ""
    unit = session.say(Text("字节", "bytes") if done.text.is_in_bytes else Text("字", "characters"))
    return [*lines, f"{done.text_path}\t{done.text.used}{limit} {unit}"]
