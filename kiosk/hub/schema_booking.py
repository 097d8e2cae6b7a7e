"""The tables of the public pages: places citizens asked for, and tickets they want to leave."""

from kiosk.hub.migrations import Migration

BOOKING = Migration(
    name="m005_booking",
    statements=(
        # One appointment as its visitor asked for it. What the centre made of it stands in the
        # journal alone: `appointment` and `inbox` say it. The place it has is `slot`, `wanted` the
        # one it is to have. Of the page's token only the hash is here, and nothing of a person.
        """
        CREATE TABLE booking (
            centre_id integer NOT NULL,
            code text NOT NULL,
            token_hash bytea NOT NULL,
            service text NOT NULL,
            slot timestamptz NOT NULL,
            wanted timestamptz NOT NULL,
            ask text NOT NULL,
            command uuid,
            made_at timestamptz NOT NULL,
            asked_at timestamptz NOT NULL,
            held_until timestamptz,
            changes integer NOT NULL,
            PRIMARY KEY (centre_id, code)
        )
        """,
        "CREATE UNIQUE INDEX booking_token ON booking (centre_id, token_hash)",
        "CREATE INDEX booking_wanted ON booking (centre_id, service, wanted)",
        # Whoever gives places of a centre's book holds its row: one after the other.
        "CREATE TABLE booking_turn (centre_id integer NOT NULL PRIMARY KEY)",
        """
        CREATE TABLE leaving (
            centre_id integer NOT NULL,
            ticket text NOT NULL,
            asked_at timestamptz NOT NULL,
            PRIMARY KEY (centre_id, ticket)
        )
        """,
    ),
)
