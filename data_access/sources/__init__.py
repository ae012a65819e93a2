"""Answers from other databases: named sources of the secrets file, read-only, whole or from a mark on."""
