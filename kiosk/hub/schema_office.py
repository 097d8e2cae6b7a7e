"""Head office's tables: who signs in there, and what they did."""

from kiosk.hub.migrations import Migration

OFFICE = Migration(
    name="m006_office",
    statements=(
        # A small reference table: some dozens of people, of whom none belongs to a centre. The
        # secret of the second step is sealed with the pepper, which is not in the database.
        """
        CREATE TABLE office_person (
            person integer PRIMARY KEY,
            name text NOT NULL,
            role text NOT NULL,
            secret text NOT NULL,
            first_until timestamptz,
            totp bytea,
            totp_step bigint NOT NULL,
            recovery bytea[] NOT NULL,
            misses integer NOT NULL,
            locked_until timestamptz,
            made_at timestamptz NOT NULL,
            revoked_at timestamptz
        )
        """,
        # What somebody did, and to which centre; 0 stands for the hub itself. ``act`` is the id
        # their form carried, so that a button pressed twice is one act.
        """
        CREATE TABLE office_act (
            centre_id integer NOT NULL,
            act uuid NOT NULL,
            at timestamptz NOT NULL,
            by text NOT NULL,
            what text NOT NULL,
            about text NOT NULL,
            PRIMARY KEY (centre_id, act)
        )
        """,
        "CREATE INDEX office_act_at ON office_act (centre_id, at)",
    ),
)
