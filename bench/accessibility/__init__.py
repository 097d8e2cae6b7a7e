"""What the standards ask of kiosk, slip, board and voice, measured: `make accessibility`."""
