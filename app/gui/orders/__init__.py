"""The list of orders: search, filter, two-line rows."""
