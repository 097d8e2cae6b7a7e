"""The ledger's tables: every line of every centre, where each history stands, what was found."""

from kiosk.hub.migrations import Migration

LEDGER = Migration(
    name="m001_ledger",
    statements=(
        # A line is what the centre chained, byte for byte: no encoding of PostgreSQL's touches it.
        """
        CREATE TABLE ledger (
            centre_id integer NOT NULL,
            branch integer NOT NULL,
            seq bigint NOT NULL,
            day date NOT NULL,
            line bytea NOT NULL,
            PRIMARY KEY (centre_id, branch, seq, day)
        ) PARTITION BY RANGE (day)
        """,
        # Days that no calendar of a centre's has: their lines are kept, and told as a finding.
        "CREATE TABLE ledger_absurd PARTITION OF ledger DEFAULT",
        # Each of a centre's histories, the youngest of which goes on. It shares its lines up to
        # `agreed` with `from_branch`; its own come after `begins`, which is more where some lack.
        """
        CREATE TABLE branch (
            centre_id integer NOT NULL,
            branch integer NOT NULL,
            epoch text NOT NULL,
            term bigint NOT NULL,
            from_branch integer,
            agreed bigint,
            begins bigint NOT NULL,
            begins_chain bytea NOT NULL,
            reason text NOT NULL,
            made_at timestamptz NOT NULL,
            ended_at timestamptz,
            cursor bigint NOT NULL,
            chain bytea NOT NULL,
            checkpoint bigint NOT NULL,
            last_at timestamptz NOT NULL,
            PRIMARY KEY (centre_id, branch)
        ) WITH (fillfactor = 50)
        """,
        # The chain at the end of some batches: where a proof begins, so that none reads it all.
        """
        CREATE TABLE checkpoint (
            centre_id integer NOT NULL,
            branch integer NOT NULL,
            seq bigint NOT NULL,
            chain bytea NOT NULL,
            received_at timestamptz NOT NULL,
            PRIMARY KEY (centre_id, branch, seq)
        )
        """,
        # Where each day begins: from there a floor is folded.
        """
        CREATE TABLE day_opened (
            centre_id integer NOT NULL,
            branch integer NOT NULL,
            seq bigint NOT NULL,
            day date NOT NULL,
            PRIMARY KEY (centre_id, branch, seq)
        )
        """,
        """
        CREATE TABLE finding (
            centre_id integer NOT NULL,
            code text NOT NULL,
            about text NOT NULL,
            detail text NOT NULL,
            first_at timestamptz NOT NULL,
            last_at timestamptz NOT NULL,
            times bigint NOT NULL,
            settled_at timestamptz,
            settled_by text,
            PRIMARY KEY (centre_id, code, about)
        )
        """,
        # How each centre is, as it last said itself; vitals are JSON, whatever stands in them.
        """
        CREATE TABLE heard (
            centre_id integer NOT NULL PRIMARY KEY,
            at timestamptz NOT NULL,
            version text NOT NULL,
            epoch text NOT NULL,
            term bigint NOT NULL,
            seq bigint NOT NULL,
            clock_ahead_ms bigint NOT NULL,
            rtt_ms bigint,
            catalogue text,
            vitals text,
            vitals_at timestamptz
        ) WITH (fillfactor = 50)
        """,
    ),
)
