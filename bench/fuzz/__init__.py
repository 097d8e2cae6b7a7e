"""Broken inputs for everything that reads what others send or a disk keeps."""
