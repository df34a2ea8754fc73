"""The dossier of an order: seen as it will be, changed beside it, and sent on its way."""
