"""Revisions, oldest first. A revision never imports the schema: it is what the schema was then."""
