"""One order: its head, its facts, its evidence and its dossier."""
