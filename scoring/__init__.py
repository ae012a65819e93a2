"""Scoring of SPKP, SPAK, SKM and Survei Integritas: pure functions and dated rule data.

Nothing in this package reads a clock, a database, a screen or a file, its own packaged rule files (``rules/*.toml``) excepted.
"""
