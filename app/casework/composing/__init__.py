"""Composing a dossier from the vault: what it says as plain data, before any page exists."""
