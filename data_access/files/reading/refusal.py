"""The one exception of the child process: why a file is not read, as a sentence for the operator."""

from __future__ import annotations


class RefusalError(Exception):
    """The file is refused; ``str()`` is an Indonesian sentence that says what is wrong and what to do."""
