"""Recap files: somebody else's results (3AS, a hand-made table), read as what they are and never as answers."""
