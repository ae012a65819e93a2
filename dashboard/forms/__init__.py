"""Forms: what an operator fills in or uploads, checked before anything is stored."""
