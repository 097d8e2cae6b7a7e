"""A real centre and a real hub with a bad line between them."""
