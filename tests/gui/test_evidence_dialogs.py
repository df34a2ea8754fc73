"""Joining screenshots, choosing frames of a recording, and reading a mail: what the user sees, does and keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from app.casework.importing.run import Wishes, import_files
from app.casework.vaults import open_for_writing
from app.domain.evidence import Making
from app.domain.orders import OrderId
from app.gui.evidence.reader import PlainBrowser
from tests.fixtures.cases import put
from tests.gui.evidence_desk import choose, room_of, shown_numbers, tab_of
from tests.gui.fixtures import OpenWindow
from tests.gui.sitting import Sitting
from tests.intake.long_chat import chat, kept, screens
from tests.intake.test_recordings import gif, video
from tests.journeys.cases import record, record_with_evidence, yesterday

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MAIL = (
    "From: =?utf-8?b?5a6i5pyN?= <help@example.com>\r\nTo: me@example.com\r\nSubject: refund\r\n"
    "Date: Thu, 04 Jan 2024 10:00:00 +0800\r\nMessage-ID: <a@b>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\n<img src='http://example.com/a.png'> 退款已发起\r\n"
)


@pytest.fixture
def chats(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    """A window with three screens of one chat (in a wrong order) and one of another."""
    made, _ = screens(chat(1, 270, 2000), [0, 300, 520], 600)
    other, _ = screens(chat(9, 270, 700), [0], 600)
    folder = tmp_path / "screens"
    folder.mkdir()
    one, two, three, four = kept(folder, [*made, *other])
    record_with_evidence(tmp_path, [three, one, two, four])
    sitting = open_window()
    room_of(sitting)
    sitting.choose_order()
    return sitting


def test_screenshots_are_joined_in_their_own_order_after_a_look(chats: Sitting) -> None:
    choose(chats, [0, 1, 2])
    chats.click(tab_of(chats).bulk.stitch)
    stitching = room_of(chats).stitching
    assert stitching is not None
    dialog = stitching.dialog
    assert not dialog.take.isEnabled()
    chats.wait(dialog.take.isEnabled)
    assert [int(key) for key in dialog.order] == [2, 3, 1]
    assert "逐行核对一致" in dialog.message.text()
    assert dialog.preview.pixmap().width() == 270
    assert len(chats.evidence()) == 4, "a look keeps nothing"
    chats.click(dialog.take)
    chats.wait(lambda: len(chats.evidence()) == 5)
    made = chats.evidence()[4]
    assert made.made_from is not None
    assert (made.made_from.making, len(made.made_from.sources)) == (Making.STITCH, 3)
    chats.wait(lambda: [item.number for item in tab_of(chats).chosen()] == [5])
    assert "3 份原件" in tab_of(chats).describe.made.text()
    assert chats.verified().is_sound
    chats.window.named_actions["undo"].trigger()
    chats.wait(lambda: shown_numbers(chats) == [1, 2, 3, 4])


def test_a_refusal_names_the_pair_and_moving_one_mends_it(chats: Sitting) -> None:
    choose(chats, [0, 1, 3])
    chats.click(tab_of(chats).bulk.stitch)
    stitching = room_of(chats).stitching
    assert stitching is not None
    dialog = stitching.dialog
    chats.wait(lambda: "拼不起来" in dialog.message.text())
    assert "第 1 张和第 2 张" in dialog.message.text()
    assert not dialog.take.isEnabled()
    dialog.reject()
    choose(chats, [0, 2])
    chats.click(tab_of(chats).bulk.stitch)
    stitching = room_of(chats).stitching
    assert stitching is not None
    dialog = stitching.dialog
    chats.wait(dialog.take.isEnabled)
    dialog.list.setCurrentRow(0)
    chats.click(dialog.later)
    chats.wait(lambda: "拼不起来" in dialog.message.text())
    assert dialog.list.currentRow() == 0, "the upper one of the two that do not fit"
    chats.click(dialog.later)
    chats.wait(dialog.take.isEnabled)
    with chats.look() as vault:
        waiting = [path for path in vault.originals.folder.rglob("*") if path.is_file()]
    assert len(waiting) == 5, "four originals and the one that waits"
    dialog.reject()
    chats.idle()
    assert len([path for path in vault.originals.folder.rglob("*") if path.is_file()]) == 4
    assert len(chats.evidence()) == 4


@pytest.fixture
def recorded(open_window: OpenWindow, tmp_path: Path) -> Sitting:
    """A window with a recording, an animated picture and a mail on the order."""
    order = record(tmp_path)
    files = [put(tmp_path, "录屏.mp4", video("mp4")), put(tmp_path, "动图.gif", gif())]
    files.append(put(tmp_path, "客服.eml", MAIL.encode()))
    with open_for_writing(tmp_path / "my.pingju", clock=yesterday(), actor="tester") as vault:
        import_files(vault, files, Wishes(order=OrderId(order)))
    sitting = open_window()
    room_of(sitting)
    sitting.choose_order()
    return sitting


def test_frames_of_a_recording_are_chosen_one_after_the_other(recorded: Sitting) -> None:
    tab = tab_of(recorded)
    recorded.click_row(tab.grid, 0)
    assert tab.describe.preview.isHidden()
    recorded.reach(tab.describe.frames)
    recorded.click(tab.describe.frames)
    framing = room_of(recorded).framing
    assert framing is not None
    dialog = framing.dialog
    recorded.wait(dialog.take.isEnabled)
    assert dialog.strip.count() == 16
    dialog.strip.setCurrentRow(8)
    recorded.wait(dialog.take.isEnabled)
    at = dialog.milliseconds
    recorded.click(dialog.steps[2])
    assert dialog.milliseconds == at + 100
    assert not dialog.take.isEnabled(), "what is taken is what is seen"
    recorded.wait(dialog.take.isEnabled)
    recorded.click(dialog.take)
    recorded.wait(lambda: len(recorded.evidence()) == 4)
    made = recorded.evidence()[3].made_from
    assert made is not None
    assert (made.making, made.note) == (Making.FRAME, dialog.time.text())
    recorded.wait(lambda: "已加入：证据4" in dialog.message.text())
    recorded.click(dialog.close_button)
    recorded.wait(lambda: shown_numbers(recorded) == [1, 2, 3, 4])
    assert recorded.verified().is_sound


def test_a_broken_recording_is_told_in_one_sentence_and_loses_nothing(recorded: Sitting) -> None:
    with recorded.look() as vault:
        original = vault.originals.path(recorded.evidence()[0].original.sha256)
    original.chmod(0o600)
    original.write_bytes(original.read_bytes()[:200])
    tab_of(recorded).open(recorded.evidence()[0])
    framing = room_of(recorded).framing
    assert framing is not None
    recorded.wait(lambda: "录屏.mp4" in framing.dialog.message.text())
    assert not framing.dialog.take.isEnabled()
    framing.dialog.reject()
    recorded.idle()
    assert len(recorded.evidence()) == 3


def test_a_mail_is_read_as_words_and_loads_nothing(recorded: Sitting) -> None:
    tab_of(recorded).open(recorded.evidence()[2])
    reader = room_of(recorded).reader
    assert reader is not None
    recorded.wait(lambda: "退款已发起" in reader.text.toPlainText())
    assert "<img src='http://example.com/a.png'>" in reader.text.toPlainText(), "words, not a page"
    assert "客服 <help@example.com>" in reader.facts.text()
    assert PlainBrowser().loadResource(2, QUrl("http://example.com/a.png")) is None
    recorded.key(Qt.Key.Key_Escape)
    recorded.wait(lambda: room_of(recorded).reader is None)


def test_only_what_is_no_picture_opens_elsewhere_than_in_the_viewer(recorded: Sitting) -> None:
    room = room_of(recorded)
    recording, moving, _ = recorded.evidence()
    assert not room.open_other(moving)
    assert room.open_other(recording)
    assert room.framing is not None
    room.framing.dialog.reject()
