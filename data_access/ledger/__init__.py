"""The ledger of imports: who is in which batch, what a file would change, undo and restore (docs/adr/0012)."""
