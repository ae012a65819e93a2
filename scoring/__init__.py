"""Scoring of SPKP, SPAK, SKM and Survei Integritas: pure functions and dated rule data.

Nothing in this package reads a clock, a database, a screen or a file, except its own rule files (``rules/*.toml``).
"""
