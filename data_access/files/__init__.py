"""Survey files: reading (in a child process), recognising columns, converting answers, the template to fill in."""
