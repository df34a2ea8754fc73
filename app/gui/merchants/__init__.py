"""The pages of merchants and of the check before buying."""
