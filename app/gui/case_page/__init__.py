"""The case page of an order: what to do next about cancelling it, and what happened so far."""
