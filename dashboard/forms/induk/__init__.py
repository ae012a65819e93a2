"""Master data in tables to edit: service users, employees, manual targets, calendars."""
