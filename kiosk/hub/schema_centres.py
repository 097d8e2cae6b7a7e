"""The tables of trust: which centres there are, by which keys, and who speaks for each."""

from kiosk.hub.migrations import Migration

CENTRES = Migration(
    name="m002_centres",
    statements=(
        # A small reference table: some hundred rows, on every node. `public` tells whether
        # citizens see it on the public pages; `prefix` is an outreach centre's letter.
        """
        CREATE TABLE centre (
            centre_id integer PRIMARY KEY,
            code text NOT NULL UNIQUE,
            name text NOT NULL,
            kind text NOT NULL,
            parent integer,
            prefix text NOT NULL,
            public boolean NOT NULL,
            added_at timestamptz NOT NULL,
            revoked_at timestamptz
        )
        """,
        # A key is live; or retiring, when the centre has another and a copy of the centre may not
        # have that one yet; or ended.
        """
        CREATE TABLE centre_key (
            centre_id integer NOT NULL,
            key_id text NOT NULL,
            public_key bytea NOT NULL,
            state text NOT NULL,
            since timestamptz NOT NULL,
            until timestamptz,
            PRIMARY KEY (centre_id, key_id)
        )
        """,
        # Of a code there is only what is derived from its secret; used, it answers its key alone.
        """
        CREATE TABLE centre_code (
            centre_id integer NOT NULL,
            proof_key bytea NOT NULL,
            made_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL,
            used_by text,
            used_at timestamptz,
            PRIMARY KEY (centre_id, proof_key)
        )
        """,
        # Which machine and process speaks for a centre, in which term.
        """
        CREATE TABLE centre_speaker (
            centre_id integer PRIMARY KEY,
            term bigint NOT NULL,
            instance text NOT NULL,
            run text NOT NULL,
            since timestamptz NOT NULL
        )
        """,
    ),
)
