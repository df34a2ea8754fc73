"""`channel …`: limits that the user knows better, and a dossier that keeps to a channel's."""

from __future__ import annotations

from tests.cli.terminal import Terminal


def test_a_channel_is_changed_used_and_given_back(terminal: Terminal) -> None:
    kept = terminal.json("channel", "set", "ticket", "pictures=3", "picture_mb=2", "formats=jpg,png", "verified=no")
    assert (kept["channel"], kept["pictures"], kept["picture_bytes"], kept["own"]) == ("ticket", 3, 2_000_000, True)
    listed = {one["channel"]: one for one in terminal.json("pack", "--list")}
    assert listed["ticket"]["pictures"] == 3
    terminal.json("channel", "drop", "ticket")
    listed = {one["channel"]: one for one in terminal.json("pack", "--list")}
    assert listed["ticket"]["own"] is False


def test_limits_that_make_no_sense_are_refused_by_name(terminal: Terminal) -> None:
    refused = terminal("channel", "set", "mine", "pictures=0", "picture_mb=1", "formats=jpg")
    assert refused.code == 2
    assert "pictures" in refused.err
    assert terminal("channel", "set", "mine", "pictures").code == 2
    assert terminal("channel", "drop", "nobody").code == 2
