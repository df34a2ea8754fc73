"""Chat logs: one file a reader, tried from the specific to the general (formats.md 2.5)."""

from __future__ import annotations

from typing import Final

from app.intake.chats import (
    any_json,
    any_table,
    any_workbook,
    chatlog_txt,
    line_txt,
    mails,
    memotrace_txt,
    pasted,
    qce_txt,
    qq_mht,
    qq_txt,
    qqnt_copy,
    telegram_html,
    wechat_desktop,
    wechat_exporter_txt,
    wechat_mail,
    weflow_txt,
    whatsapp,
)
from app.intake.chats.chatlab import ChatLabJsonReader, ChatLabLinesReader
from app.intake.chats.chatlog import ChatlogCsvReader, ChatlogJsonReader
from app.intake.chats.memotrace_csv import MemoTraceReader, MemoTraceSessionReader
from app.intake.chats.memotrace_html import MemoTraceHtmlReader
from app.intake.chats.pywxdump_csv import PyWxDumpReader
from app.intake.chats.pywxdump_json import PyWxDumpJsonReader
from app.intake.chats.qce import QceReader
from app.intake.chats.telegram import TelegramReader
from app.intake.chats.wechat_exporter_html import WechatExporterHtmlReader
from app.intake.chats.weflow_html import WeFlowHtmlReader
from app.intake.chats.weflow_json import WeFlowJsonReader
from app.intake.chats.weflow_xlsx import WeFlowXlsxReader
from app.intake.readers import ChatReader
from app.intake.sources import Source

CHAT_READERS: Final[tuple[ChatReader, ...]] = (
    QceReader(),
    WeFlowJsonReader(),
    TelegramReader(),
    ChatlogJsonReader(),
    PyWxDumpJsonReader(),
    ChatLabJsonReader(),
    ChatLabLinesReader(),
    MemoTraceReader(),
    MemoTraceSessionReader(),
    PyWxDumpReader(),
    ChatlogCsvReader(),
    WeFlowXlsxReader(),
    WechatExporterHtmlReader(),
    MemoTraceHtmlReader(),
    WeFlowHtmlReader(),
    telegram_html.READER,
    qq_mht.READER,
    mails.EML_READER,
    mails.MBOX_READER,
    qce_txt.READER,
    wechat_mail.READER,
    line_txt.READER,
    whatsapp.READER,
    qq_txt.READER,
    wechat_exporter_txt.READER,
    weflow_txt.READER,
    memotrace_txt.READER,
    chatlog_txt.READER,
    wechat_desktop.READER,
    qqnt_copy.READER,
    any_table.READER,
    any_workbook.READER,
    any_json.READER,
    pasted.READER,
)
"""All readers, in the order in which they are asked."""


def find_chat_reader(source: Source) -> ChatReader | None:
    """Return the reader whose kind a file is, None where it is no chat that is known.

    Raises:
        UnreadableFile: the file cannot be opened.
    """
    return next((reader for reader in CHAT_READERS if reader.detect(source)), None)
