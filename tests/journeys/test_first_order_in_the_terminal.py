"""The new user's first story again, by a script: every step a process of its own, every answer as the contract says."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf

from tests.cli.terminal import Answer, Terminal, program

PictureFile = Callable[..., Path]


def test_from_nothing_to_a_dossier_and_every_refusal_on_the_way(tmp_path: Path, picture_file: PictureFile) -> None:
    vault = tmp_path / "my.pingju"
    state = Terminal(vault)

    def run(*words: object) -> Answer:
        return program(*words, "--json", "--vault", vault, LANG="zh_CN.UTF-8")

    def refused(code: int, *words: object) -> str:
        before = state.fingerprint()
        answer = run(*words)
        assert answer.code == code, answer
        assert answer.out == ""
        assert len(answer.err.splitlines()) == 1, answer.err
        assert "Traceback" not in answer.err
        assert state.fingerprint() == before
        return answer.err

    def done(*words: object) -> Answer:
        answer = run(*words)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer

    typed = ("order", "add", "--platform", "测试卡盟", "--number", "KM001", "--product", "腾讯游戏点券 100元")
    assert "init" in refused(2, "order", "list")
    assert done("init").document["created"] is True
    assert "不是金额：“abc”" in refused(2, *typed, "--amount", "abc")
    order = done(*typed, "--amount", "１００元", "--status", "待发货").document
    assert (order["amount"], order["status"], order["promise"]) == ("100.00", "pending_delivery", None)

    shot = picture_file(1, name="Screenshot_20240101-120000_Alipay.png")
    cut = tmp_path / "cut.png"
    cut.write_bytes(shot.read_bytes()[:40])
    assert "cut.png" in refused(2, "evidence", "add", order["id"], shot, cut, "--kind", "payment")
    (item,) = done("evidence", "add", order["id"], shot, "--kind", "payment", "--purpose", "证明实付金额").document
    assert item["captured_from"] == "file_name"
    copy = tmp_path / "copy.png"
    done("evidence", "export", item["id"], "-o", copy)
    assert copy.read_bytes() == shot.read_bytes()

    assert "amount" in refused(2, "order", "edit", order["id"], "amount=1.234")
    assert done("order", "edit", order["id"], "amount=99.50").document["amount"] == "99.50"
    done("evidence", "trash", item["id"])
    done("evidence", "restore", item["id"])
    assert [found["id"] for found in done("order", "list", "--query", "点券").document] == [order["id"]]

    gaps = run("dossier", order["id"], "--for", "platform", "--check")
    assert gaps.code == 1
    assert {gap["code"] for gap in gaps.document["gaps"]} >= {"no_merchant", "no_order_page"}
    pdf = tmp_path / "卷宗.pdf"
    (file,) = done("dossier", order["id"], "--for", "platform", "-o", pdf).document["files"]
    reader = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
    assert len(reader.pages) == file["pages"]
    assert "证明实付金额" in "".join(page.extract_text() for page in reader.pages)

    assert done("verify").document["ok"] is True
    original = vault / "originals" / item["sha256"][:2] / item["sha256"]
    original.chmod(0o600)
    original.write_bytes(original.read_bytes()[:-1] + b"\x00")
    found = run("verify")
    assert found.code == 1
    assert [problem["where"] for problem in found.document["problems"]] == [original.relative_to(vault).as_posix()]
    assert "verify" in refused(3, "dossier", order["id"], "--for", "platform", "-o", tmp_path / "no.pdf")
    assert not (tmp_path / "no.pdf").exists()
