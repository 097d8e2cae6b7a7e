"""What centre and hub share at the edge: errors, limits, bodies."""
