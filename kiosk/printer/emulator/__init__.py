"""A virtual thermal printer, with every fault a real one can have."""
