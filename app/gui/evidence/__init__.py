"""The evidence of one order: a grid of thumbnails, a place to drop, and what the chosen item proves."""
