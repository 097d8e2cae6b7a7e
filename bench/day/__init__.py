"""The laboratory: whole days through the real rules, and what visitors would have been told."""
