"""Other shapes of the same answers, brought into one: a row per respondent, a column per question."""

from data_access.files.shapes.combining import combine
from data_access.files.shapes.widening import Widened, widen

__all__ = ["Widened", "combine", "widen"]
