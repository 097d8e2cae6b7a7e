"""The tables of what goes down to the centres: their inboxes, and their catalogues."""

from kiosk.hub.migrations import Migration

INBOX = Migration(
    name="m004_inbox",
    statements=(
        # Each centre's inbox is numbered by itself; this row's lock keeps its commits in order.
        """
        CREATE TABLE inbox_head (
            centre_id integer NOT NULL,
            last_seq bigint NOT NULL,
            PRIMARY KEY (centre_id)
        )
        """,
        # The command is JSON as the centre's POST /commands takes it, to the byte.
        """
        CREATE TABLE inbox (
            centre_id integer NOT NULL,
            id uuid NOT NULL,
            seq bigint NOT NULL,
            type text NOT NULL,
            command text NOT NULL,
            made_at timestamptz NOT NULL,
            made_by text NOT NULL,
            expires_at timestamptz,
            state text NOT NULL,
            answered_at timestamptz,
            epoch text,
            first_seq bigint,
            last_seq bigint,
            reason text,
            say text,
            PRIMARY KEY (centre_id, id),
            UNIQUE (centre_id, seq)
        )
        """,
        "CREATE INDEX inbox_waiting ON inbox (centre_id, seq) WHERE state = 'waiting'",
        """
        CREATE TABLE catalogue (
            centre_id integer NOT NULL,
            version integer NOT NULL,
            sha256 text NOT NULL,
            signature text NOT NULL,
            body text NOT NULL,
            made_at timestamptz NOT NULL,
            made_by text NOT NULL,
            command uuid NOT NULL,
            fetched_at timestamptz,
            PRIMARY KEY (centre_id, version)
        )
        """,
        # What each centre says that it runs with, as its own /catalogue has it.
        """
        CREATE TABLE running_catalogue (
            centre_id integer NOT NULL,
            sha256 text NOT NULL,
            version integer NOT NULL,
            body text NOT NULL,
            told_at timestamptz NOT NULL,
            PRIMARY KEY (centre_id)
        )
        """,
    ),
)
