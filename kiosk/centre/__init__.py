"""A centre's server: the writer, the feed, devices and their rights, HTTP."""
