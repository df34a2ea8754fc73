"""The complainant, the other side, and the words of a dossier, typed in a terminal; what was sent, what came since."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from app.casework import vaults
from app.cli import dossier_text_commands, identity_commands
from app.cli.session import Session
from app.domain.errors import InvalidField, NotFound, UnreadableFile
from tests.cli.terminal import Terminal

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PictureFile = Callable[..., Path]


class _Noon:
    def now(self) -> datetime:
        return datetime(2024, 1, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def run(terminal: Terminal) -> Callable[..., Any]:
    """Run one command's function as the parser would call it, and return its document."""
    import json

    terminal.order("KM001", "--merchant", "极速发卡")

    def call(function: Callable[[Session, argparse.Namespace], int], **words: object) -> Any:
        out = StringIO()
        session = Session(terminal.vault, _Noon(), RESOURCES, "zh", as_json=True, out=out)
        assert function(session, argparse.Namespace(**words)) == 0
        return json.loads(out.getvalue())

    return call


def test_the_complainant_is_asked_for_once_and_kept(run: Callable[..., Any]) -> None:
    assert run(identity_commands.complainant_show)["name"] is None
    first = run(
        identity_commands.complainant_set, changes=["name=张三", "phone=13800138000", "agrees_to_mediation=yes"]
    )
    assert (first["name"], first["agrees_to_mediation"], first["agrees_to_publish"]) == ("张三", True, None)
    second = run(identity_commands.complainant_set, changes=["address=杭州市某路 1 号=2 楼", "phone="])
    assert second == {**first, "phone": None, "address": "杭州市某路 1 号=2 楼"}
    assert run(identity_commands.complainant_show) == second
    for wrong in (["nickname=x"], ["name"], ["agrees_to_publish=maybe"]):
        with pytest.raises(InvalidField):
            run(identity_commands.complainant_set, changes=wrong)
    assert run(identity_commands.complainant_show) == second


def test_the_other_side_is_kept_with_merchant_and_platform(run: Callable[..., Any], terminal: Terminal) -> None:
    merchant = run(identity_commands.order_identity, id="1", changes=["name=某公司", "address=某街 8 号"])
    assert (merchant["name"], merchant["licence"]) == ("某公司", None)
    platform = run(identity_commands.platform_identity, name="测试卡盟", changes=["name=平台公司", "licence=91330000X"])
    assert platform["licence"] == "91330000X"
    with pytest.raises(NotFound):
        run(identity_commands.platform_identity, name="没有的平台", changes=["name=x"])
    other = terminal.order("KM002")
    with pytest.raises(InvalidField):
        run(identity_commands.order_identity, id=str(other), changes=["name=x"])
    with vaults.open_for_reading(terminal.vault, clock=_Noon()) as vault:
        assert vaults.verify(vault).is_sound


def test_words_are_shown_written_and_given_back(run: Callable[..., Any], tmp_path: Path) -> None:
    asked = {"order": "1", "recipient": "association", "at": "2024-01-02 12:00"}
    shown = run(dossier_text_commands.show, **asked)
    assert shown["request"] == {"text": "", "edited": False}
    assert "本人在“测试卡盟”向商家“极速发卡”购买“点券”" in shown["statement"]["text"]
    file = tmp_path / "request.txt"
    file.write_text("\ufeff请退回 100 元\r\n谢谢", encoding="utf-8")
    words = {"order": "1", "recipient": "association", "part": "request", "file": str(file)}
    assert run(dossier_text_commands.write, **words)["text"] == "请退回 100 元\n谢谢"
    assert run(dossier_text_commands.show, **asked)["request"] == {"text": "请退回 100 元\n谢谢", "edited": True}
    assert run(dossier_text_commands.show, **{**asked, "recipient": "platform"})["request"]["edited"] is False
    run(dossier_text_commands.write, **{**words, "file": None})
    assert run(dossier_text_commands.show, **asked) == shown
    file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UnreadableFile, match=r"request\.txt"):
        run(dossier_text_commands.write, **words)
    with pytest.raises(UnreadableFile):
        run(dossier_text_commands.write, **{**words, "file": str(tmp_path / "none.txt")})


def test_what_was_sent_is_listed_with_its_hash_and_what_changed(
    run: Callable[..., Any], terminal: Terminal, tmp_path: Path
) -> None:
    assert run(dossier_text_commands.exported, order="1") == []
    target = tmp_path / "d.pdf"
    terminal.json("dossier", 1, "--for", "platform", "-o", target, "--at", "2024-01-02 12:00")
    (made,) = run(dossier_text_commands.exported, order="1")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert made["files"] == [{"name": "d.pdf", "bytes": target.stat().st_size, "sha256": digest}]
    assert (made["recipient"], made["changed_since"]) == ("platform", 0)
    terminal.json("order", "edit", 1, "note=又说了一句")
    assert run(dossier_text_commands.exported, order="1")[0]["changed_since"] == 1


def test_beside_a_locked_vault_the_export_only_warns(terminal: Terminal, tmp_path: Path) -> None:
    terminal.order()
    target = tmp_path / "d.pdf"
    with vaults.open_existing(terminal.vault, clock=_Noon(), actor="window"):
        answer = terminal("dossier", 1, "--for", "platform", "-o", target)
    assert answer.code == 0
    assert "not recorded" in answer.err
    assert target.exists()
    with vaults.open_for_reading(terminal.vault, clock=_Noon()) as vault:
        from app.casework.dossiers import list_exports
        from app.domain.orders import OrderId

        assert list_exports(vault, OrderId(1)) == []


def test_check_says_where_to_go(terminal: Terminal, picture_file: PictureFile) -> None:
    terminal.order()
    document = terminal.json("dossier", 1, "--for", "association", "--check", code=1)
    places = {gap["code"]: gap["place"] for gap in document["gaps"]}
    assert places["no_merchant"] == "merchant"
    assert places["no_complainant_name"] == "complainant.name"
    assert places["respondent_unknown"] == "respondent"
    assert {gap["kind"] for gap in document["gaps"]} >= {None, "order_page"}
