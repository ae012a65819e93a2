"""From bytes to cells: a limited child process parses, this side only receives distinct values and codes."""
