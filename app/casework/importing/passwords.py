"""The two refusals that a password answers, for callers that may not know the readers."""

from app.intake.archives import PasswordNeeded, WrongPassword

__all__ = ["PasswordNeeded", "WrongPassword"]
