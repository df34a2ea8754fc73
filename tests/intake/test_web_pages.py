"""Saved pages: text, origin, and a copy that runs and loads nothing."""

from __future__ import annotations

import base64
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import UnreadableFile
from app.intake.html_text import html_to_text
from app.intake.sources import Source
from app.intake.web_pages import IMAGE_BYTES, is_page, read_page, safe_copy
from tests.intake.chats.text_chats import FIXTURES
from tests.intake.pictures import encoded

PNG = encoded("PNG")
DATA = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


def saved(folder: Path, content: str | bytes, name: str = "a.html") -> Source:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return Source(folder / name)


def test_a_page_saved_by_a_browser(tmp_path: Path) -> None:
    page = read_page(
        saved(
            tmp_path,
            "<!DOCTYPE html>\n<!-- saved from url=(0030)https://example.com/order?id=1&amp;b=2 -->\n"
            "<html><head><title>订单 &amp; 详情</title><style>p{background:url(https://x/y)}</style></head>"
            "<body><h1>订单</h1><p>金额 <b>50</b> 元</p><table><tr><td>单号</td><td>A1</td></tr></table></body></html>",
        )
    )
    assert page.title == "订单 & 详情"
    assert page.address == "https://example.com/order?id=1&b=2"
    assert page.saved_at is None
    assert page.text == "订单\n\n金额 50 元\n\n单号\tA1"
    assert "<b>50</b>" in page.safe_html


def test_a_page_saved_by_single_file(tmp_path: Path) -> None:
    page = read_page(
        saved(
            tmp_path,
            "<!DOCTYPE html> <html lang=zh><!--\n Page saved with SingleFile \n url: https://example.com/a \n"
            " saved date: Wed Feb 11 2026 14:36:02 GMT+0800 (中国标准时间)\n--><meta charset=utf-8><title>商品</title>"
            f"<body><img src='{DATA}'>到账<img src=https://t.example/pixel.gif></body></html>",
        )
    )
    assert page.address == "https://example.com/a"
    assert page.saved_at == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)
    assert page.safe_html.count("data:image/png") == 1
    assert "t.example" not in page.safe_html


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.com/rules
Subject: =?utf-8?B?6YCA5qy+6KeE5YiZ?=
Date: Wed, 11 Feb 2026 14:36:02 +0800
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----M"

------M
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.com/rules

<html><body>=E9=80=80=E6=AC=BE<img src=3D"https://example.com/a.png"><img src=3D"cid:b@x"><img src=3D"https://example.com/c.png"></body></html>
------M
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://example.com/a.png

%s
------M
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-ID: <b@x>

%s
------M--
"""


def test_mhtml_shows_the_pictures_it_brought(tmp_path: Path) -> None:
    encoded_png = base64.encodebytes(PNG).decode()
    source = saved(tmp_path, (MHTML % (encoded_png, encoded_png)).replace("\n", "\r\n"), "a.mhtml")
    assert is_page(source)
    page = read_page(source)
    assert (page.title, page.address) == ("退款规则", "https://example.com/rules")
    assert page.saved_at == datetime(2026, 2, 11, 6, 36, 2, tzinfo=UTC)
    assert page.text == "退款"
    assert page.safe_html.count("data:image/png;base64,") == 2
    assert "example.com" not in page.safe_html


HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='https://evil.example/'>x</a>",
    "<img src=https://evil.example/a.png srcset='https://evil.example/b.png 2x'>",
    "<img src=//evil.example/a.png>",
    "<img src='file:///etc/passwd'>",
    "<div style='background:url(https://evil.example/a)'>x</div>",
    "<style>@import url(https://evil.example/a);body{background:url('//evil.example')}</style>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<iframe src=https://evil.example/ srcdoc='<script>1</script>'></iframe>",
    "<object data=https://evil.example/></object><embed src=https://evil.example/>",
    "<form action=https://evil.example/><input name=a autofocus onfocus=alert(1)><button>b</button></form>",
    "<svg><script>alert(1)</script><image href=https://evil.example/a.png /></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<video poster=https://evil.example/a.png><source src=https://evil.example/a.mp4></video>",
    "<body background=https://evil.example/a.png onload=alert(1)>",
    "<table background=https://evil.example/a.png><tr><td background=https://evil.example/>x</table>",
    "<img src='data:text/html;base64,PHNjcmlwdD4='>",
    "<img src='data:image/svg+xml;base64,PHN2Zy8+'>",
    "<img src='data:image/png;base64,AAAA'>",
    "<img src='data:image/png;base64,!!!'>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_runs_and_nothing_is_loaded(html: str) -> None:
    copy = safe_copy(f"<p>前</p>{html}<p>后</p>", {})
    assert "evil.example" not in copy
    assert "前" in copy
    tags = re.findall(r"<(\w+)([^>]*)>", copy)
    assert {tag for tag, _ in tags} <= {"p", "a", "img", "div", "table", "tbody", "tr", "td", "br"}
    for _, attributes in tags:
        assert not re.search(r"\b(on\w+|style|href|srcset|src|background|action)\s*=", attributes)


def test_large_pictures_stay_in_the_file() -> None:
    large = PNG + b"\0" * IMAGE_BYTES
    assert "data:" not in safe_copy(f"<img src='data:image/png;base64,{base64.b64encode(large).decode()}'>", {})
    assert "data:image/png" in safe_copy(f"<img src='{DATA}' alt=图>", {})


def test_nesting_does_not_stall() -> None:
    started = time.thread_time()
    for bomb in (
        "<div>" * 300_000 + "x",
        "<b>" * 300_000 + "x",
        "<div><table><td></div>" * 50_000,
        "<!--<script>" * 200_000,
    ):
        assert len(html_to_text(bomb)) < 1000
        safe_copy(bomb, {})
    assert time.thread_time() - started < 8


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_the_charset_that_a_page_names(tmp_path: Path, charset: str) -> None:
    html = f"<html><head><meta charset='{charset}'><title>订单</title></head><body>退款喆</body></html>"
    page = read_page(saved(tmp_path, html.encode("gb18030" if charset != "utf-8" else "utf-8")))
    assert (page.title, page.text) == ("订单", "退款喆")


def test_told_from_chats_and_mails(tmp_path: Path) -> None:
    assert not is_page(Source(FIXTURES / "qq_msgmgr.mht"))
    assert not is_page(Source(FIXTURES / "seller_mail_gb18030.eml"))
    assert not is_page(Source(FIXTURES / "weflow.txt"))
    assert not is_page(saved(tmp_path, '<html><body><div class="msg chat left" msgid=1></div></body></html>'))
    with pytest.raises(UnreadableFile, match="no web page"):
        read_page(Source(FIXTURES / "weflow.txt"))
    with pytest.raises(UnreadableFile, match="no page"):
        read_page(
            saved(
                tmp_path,
                'From: <Saved by Blink>\nContent-Type: multipart/related; type="text/html"; boundary=x\n\n--x\n',
                "b.mht",
            )
        )
