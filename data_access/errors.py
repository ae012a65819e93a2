"""Errors of the data layer; every message is an Indonesian sentence that says what happened and what to do."""

from __future__ import annotations


class DataError(Exception):
    """Base of everything the data layer reports to a user."""


class SourceUnavailableError(DataError):
    """The database cannot be reached or opened."""


class SchemaMismatchError(DataError):
    """The database is of another version than the program."""


class InvalidFileError(DataError):
    """The file cannot be read at all: wrong kind, damaged, too large, hostile."""


class RefusedError(DataError):
    """The request is understood and refused: unknown satker, a file with problems, a scope that forbids it."""


class CancelledError(DataError):
    """The operator stopped a long step; whatever it had begun is rolled back."""
