"""Joins the platforms page to its desk."""

from __future__ import annotations

from pathlib import Path

from app.gui.platforms.desk import PlatformsDesk
from app.gui.platforms.page import PlatformsPage


def connect(page: PlatformsPage, desk: PlatformsDesk, generic_pack: Path) -> None:
    """Let the page's wishes reach the desk, and what the desk tells reach the page."""
    page.platform_asked.connect(
        lambda name, url, with_common: desk.add_platform(name, url, generic_pack if with_common else None)
    )
    page.generic_asked.connect(lambda name: desk.import_pack(name, generic_pack))
    page.pack_chosen.connect(lambda name, file: desk.import_pack(name, Path(file)))
    page.clause_asked.connect(desk.record_clause)
    page.draft_changed.connect(desk.keep_draft)
    desk.loaded.connect(page.show_platforms)
    desk.platform_added.connect(page.on_platform_added)
    desk.platform_refused.connect(page.form.show_problem)
    desk.clause_recorded.connect(page.on_recorded)
    desk.clause_refused.connect(page.clauses.form.show_problem)
