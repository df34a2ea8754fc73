"""The parts of a dossier, one module each: every one turns a piece of the outline into pages."""
