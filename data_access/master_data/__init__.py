"""Master data in the ledger: what a file would change, storing it as a batch, undo and restore, manual targets."""
