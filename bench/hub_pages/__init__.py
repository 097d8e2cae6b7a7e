"""The hub's public pages, from a real hub that a real centre sends its journal to."""
