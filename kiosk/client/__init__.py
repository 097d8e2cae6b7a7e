"""A device's side of the LAN, without Qt: mirror, outbox and reconnection as plain state."""
