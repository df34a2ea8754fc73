"""The main window: places, list, page and task bar, wired to the desk."""
