"""What the files are called in which a centre and a device keep their stores."""

CENTRE_STORE = "centre.db"
DEVICE_STORE = "device.db"
