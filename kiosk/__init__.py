"""Foleni: the queue of a public service centre, from touch to smiley."""

__version__ = "0.6.0"
