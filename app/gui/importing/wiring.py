"""Joins the page of importing, with the mapping and the order list, to its desk."""

from __future__ import annotations

from app.gui import errors
from app.gui.importing.desk import ImportDesk, Job
from app.gui.importing.page import ImportPage


def connect(page: ImportPage, desk: ImportDesk) -> None:
    """Let the pages' wishes reach the desk, and what the desk tells reach the pages."""
    page.files_chosen.connect(desk.import_files)
    page.cancel_asked.connect(desk.cancel)
    page.retry_asked.connect(desk.retry)
    page.roles_told.connect(desk.tell_roles)
    page.template_asked.connect(desk.write_template)
    page.mapping_asked.connect(desk.load_table)
    desk.orders_loaded.connect(page.set_orders)
    desk.job_queued.connect(page.add_job)
    desk.job_started.connect(page.show_running)
    desk.job_progressed.connect(page.show_progress)
    desk.job_done.connect(page.show_done)
    desk.job_failed.connect(page.show_failure)
    desk.job_cancelled.connect(page.show_cancelled)
    desk.table_loaded.connect(page.mapping.show_table)
    desk.table_loaded.connect(lambda _job, _preview: page.open_mapping())
    desk.mapping_tried.connect(page.mapping.show_tried)
    page.mapping.tried_asked.connect(desk.try_mapping)
    page.mapping.import_asked.connect(desk.import_mapped)

    def open_list(job: Job) -> None:
        page.open_orders()
        page.orders.start(job.path)

    page.list_asked.connect(open_list)
    page.orders.list_asked.connect(desk.load_list)
    page.orders.record_asked.connect(desk.record_listed)
    desk.list_loaded.connect(page.orders.show_run)
    desk.listed_recorded.connect(lambda _count: page.show_cards())
    desk.refused.connect(lambda error: page.orders.show_problem(errors.sentence(error)))
    desk.changed.connect(desk.refresh)
