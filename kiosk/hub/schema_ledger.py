"""The ledger's tables: every line of every centre, where each centre's history stands, findings."""

from kiosk.hub.migrations import Migration

LEDGER = Migration(
    name="m001_ledger",
    statements=(
        # A line is what the centre signed, byte for byte: no encoding of PostgreSQL's touches it.
        """
        CREATE TABLE ledger (
            centre_id integer NOT NULL,
            branch integer NOT NULL,
            seq bigint NOT NULL,
            day date NOT NULL,
            type text NOT NULL,
            line bytea NOT NULL,
            PRIMARY KEY (centre_id, branch, seq, day)
        ) PARTITION BY RANGE (day)
        """,
        # Days that no calendar has: kept, and told by a finding.
        "CREATE TABLE ledger_absurd PARTITION OF ledger DEFAULT",
        # How far each of a centre's histories has come; the one that grows is the youngest.
        """
        CREATE TABLE branch (
            centre_id integer NOT NULL,
            branch integer NOT NULL,
            epoch text NOT NULL,
            term bigint NOT NULL,
            from_branch integer,
            begins bigint NOT NULL,
            begins_chain bytea NOT NULL,
            cursor bigint NOT NULL,
            chain bytea NOT NULL,
            reason text NOT NULL,
            made_at timestamptz NOT NULL,
            heard_at timestamptz NOT NULL,
            PRIMARY KEY (centre_id, branch)
        )
        """,
        # What came in one transaction, and the chain at its end: where a proof can begin.
        """
        CREATE TABLE batch (
            centre_id integer NOT NULL,
            branch integer NOT NULL,
            last_seq bigint NOT NULL,
            lines integer NOT NULL,
            chain bytea NOT NULL,
            received_at timestamptz NOT NULL,
            PRIMARY KEY (centre_id, branch, last_seq)
        )
        """,
        """
        CREATE TABLE finding (
            centre_id integer NOT NULL,
            code text NOT NULL,
            about text NOT NULL,
            branch integer NOT NULL,
            detail text NOT NULL,
            first_at timestamptz NOT NULL,
            last_at timestamptz NOT NULL,
            times bigint NOT NULL,
            settled_at timestamptz,
            settled_by text,
            PRIMARY KEY (centre_id, code, about)
        )
        """,
    ),
)
