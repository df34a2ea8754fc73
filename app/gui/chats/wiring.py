"""Joins the pages of chats to their desk."""

from __future__ import annotations

from app.domain.chats import ConversationId, MessageId
from app.domain.errors import InvalidField
from app.gui import errors
from app.gui.chats.desk import ChatsDesk
from app.gui.chats.page import ChatsPage


def connect(page: ChatsPage, desk: ChatsDesk) -> None:
    """Let the pages' wishes reach the desk, and what the desk tells reach the pages."""

    def to_message(key: ConversationId, message: MessageId) -> None:
        desk.open(key, message=message)

    def changed() -> None:
        desk.refresh()
        chat = page.view.chat
        if desk.chat is not None and chat.rowCount():
            desk.reload(chat.offset, chat.rowCount())

    def refused(error: BaseException) -> None:
        field = error.field if isinstance(error, InvalidField) else ""
        page.show_problem(errors.beneath_field(error), field)

    page.chat_chosen.connect(desk.open)
    page.place_wanted.connect(lambda key, place: desk.open(key, at=place))
    page.message_wanted.connect(to_message)
    page.place_reached.connect(desk.stay)
    page.day_wanted.connect(desk.go_to)
    page.search_asked.connect(desk.search)
    page.view.earlier_wanted.connect(desk.earlier)
    page.view.later_wanted.connect(desk.later)
    page.evidence.rely_asked.connect(desk.rely)
    page.evidence.event_asked.connect(desk.make_event)
    page.about.described.connect(desk.describe)
    page.about.roles_told.connect(desk.tell_roles)
    page.about.order_put.connect(desk.put_on_order)
    page.paste_page.read_asked.connect(desk.read_paste)
    page.paste_page.record_asked.connect(desk.record_paste)
    page.call_page.record_asked.connect(desk.record_call)
    desk.loaded.connect(page.show_chats)
    desk.opened.connect(page.show_page)
    desk.earlier_loaded.connect(page.view.add_earlier)
    desk.later_loaded.connect(page.view.add_later)
    desk.hits_loaded.connect(page.show_hits)
    desk.paste_read.connect(page.paste_page.show_preview)
    desk.paste_recorded.connect(lambda _report: page.show_list())
    desk.call_recorded.connect(lambda _report: page.show_list())
    desk.refused.connect(refused)
    desk.changed.connect(changed)
