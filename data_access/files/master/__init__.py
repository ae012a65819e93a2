"""Master data from files (satker, service users, employees, manual targets): from cells to statements, nothing guessed."""
