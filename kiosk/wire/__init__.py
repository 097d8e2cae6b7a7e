"""What both ends of the LAN must agree on: the codec and the paths."""
