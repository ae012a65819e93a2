"""Pantau's user interface: the Streamlit application, its server and its command line."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder: ``.streamlit/``, ``data/`` and ``pages/`` lie below it."""
