"""The page of today: over all orders and cases, what burns first."""
