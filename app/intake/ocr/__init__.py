"""Text recognition, offline, in a process of its own; optional at install and imported when it is first asked for."""
