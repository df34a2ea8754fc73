"""The limits of a channel, changed where it is chosen."""

from __future__ import annotations

from app.casework.channel_presets import find_preset
from app.domain.channels import Preset
from app.gui.dossier.packs import PacksPanel
from app.shell import paths
from tests.gui.dossier.studying import Studying


def open_limits(studying: Studying) -> PacksPanel:
    packs = studying.tab.side.packs
    studying.click(studying.tab.outgoing.export_pack)
    studying.wait(lambda: bool(packs.words.toPlainText()))
    studying.idle()
    studying.click(packs.edit)
    assert packs.form.isVisible()
    return packs


def kept(studying: Studying, name: str) -> Preset:
    with studying.look() as vault:
        return find_preset(vault, name, resources=paths.resources())


def type_in(studying: Studying, packs: PacksPanel, name: str, text: str) -> None:
    field = packs.form.fields[name]
    field.entry.setFocus()
    field.entry.selectAll()
    studying.qtbot.keyClicks(field.entry, text)
    field.flush()
    studying.idle()


def test_a_limit_is_saved_as_it_is_typed_and_holds_for_the_words(studying: Studying) -> None:
    packs = open_limits(studying)
    name = packs.channel
    type_in(studying, packs, "characters", "20")
    assert kept(studying, name).characters == 20
    assert not packs.words.isVisible()
    studying.click(packs.edit)
    studying.wait(lambda: packs.counter.text().startswith(tuple(f"{used} / 20" for used in range(21))))
    assert "20" in packs.limits.text()
    assert "你填的" in packs.badge.text()


def test_what_makes_no_sense_is_said_beneath_its_field(studying: Studying) -> None:
    packs = open_limits(studying)
    before = kept(studying, packs.channel)
    type_in(studying, packs, "pictures", "x")
    entry = packs.form.fields["pictures"].entry
    studying.wait(lambda: "整数" in entry.accessibleDescription())
    assert kept(studying, packs.channel) == before
    type_in(studying, packs, "pictures", "7")
    studying.wait(lambda: entry.accessibleDescription() == "")
    assert kept(studying, packs.channel).pictures == 7


def test_the_programs_own_limits_are_given_back(studying: Studying) -> None:
    packs = open_limits(studying)
    before = kept(studying, packs.channel)
    assert not packs.form.drop.isVisible()
    type_in(studying, packs, "pictures", "7")
    studying.wait(packs.form.drop.isVisible)
    packs.form.drop.click()
    studying.idle()
    assert kept(studying, packs.channel) == before
    assert packs.words.isVisible()
    assert packs.form.fields["pictures"].text == str(before.pictures)


def test_a_new_channel_is_named_kept_and_removed(studying: Studying) -> None:
    packs = open_limits(studying)
    like, count = packs.channel, packs.choice.count()
    studying.click(packs.new)
    studying.wait(lambda: packs.channel != like)
    made = packs.channel
    assert packs.choice.count() == count + 1
    assert packs.form.isVisible()
    type_in(studying, packs, "title", "XX")
    assert packs.choice.currentText().endswith("XX")
    packs.form.verified.click()
    studying.idle()
    assert kept(studying, made).verified
    packs.form.drop.click()
    studying.wait(lambda: packs.choice.count() == count)
    assert packs.choice.findData(made) == -1
