"""Pingju (凭据匣): an evidence keeper for people who buy virtual goods."""

__version__ = "0.1.0"
