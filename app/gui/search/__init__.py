"""One box that finds everything: what the vault holds, and what the window can do."""
