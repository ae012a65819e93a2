"""Measurements: a page must cost the same at 50,000 and at 5,000,000 respondents (docs/bench.md)."""
