"""What must not break the data: a killed process, a full disk, a read-only database, a restarted server, two at once."""
