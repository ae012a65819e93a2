"""The upload page's steps: files, what they mean, what is doubtful, what would change, and only then storing."""
