"""Joining overlapping screenshots of one scrolling page: how their rows are compared, and how the result is written."""
