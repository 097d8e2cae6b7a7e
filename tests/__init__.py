"""The tests; a package of its own, for others install one of this name."""
