"""Errors of the scoring layer; every message is an Indonesian sentence for the user."""


class ScoringError(ValueError):
    """A rule or a frame that scoring cannot work with; ``str()`` says what and what to do."""
