"""A hall under torture: processes, cables and disks fail at random, and others judge."""
