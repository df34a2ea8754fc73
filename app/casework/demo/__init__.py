"""Three sample cases from the field guide, with drawn screenshots, put in through the same use cases as real ones."""

from app.casework.demo.loading import STATED_AT, load

__all__ = ["STATED_AT", "load"]
