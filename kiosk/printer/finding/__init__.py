"""Finding printers on the LAN: those that announce themselves, and those that are asked for."""
