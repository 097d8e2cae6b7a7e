"""The paths and headers of a centre's HTTP, used by both ends."""

COMMANDS = "/commands"
FEED = "/feed"
FLOOR = "/floor"
CATALOGUE = "/catalogue"
HEALTH = "/health"
OPENAPI = "/openapi.json"
ENROL = "/enrol"
TICKET = "/t/{token}"
"""A ticket's page for a phone; a slip's code has it in upper case, and any case will do."""

EPOCH_HEADER = "Foleni-Epoch"
CURSOR_HEADER = "Last-Event-ID"
AFTER_PARAMETER = "after"
"""``GET /feed?after=seq``, for clients that cannot set ``Last-Event-ID``."""
EPOCH_PARAMETER = "epoch"
"""``GET /feed?after=seq&epoch=…``: the epoch the cursor is of, where it cannot be a header."""

MAX_BODY_BYTES = 1024 * 1024
"""What a centre reads of a request before it answers 413."""
