"""The tables made from the ledger, in its transactions; `rebuild` makes them anew at any time."""

from kiosk.hub.migrations import Migration

_TALLY = """
    issued integer NOT NULL,
    waiting integer NOT NULL,
    served integer NOT NULL,
    unserved integer NOT NULL,
    no_shows integer NOT NULL,
    cancelled integer NOT NULL,
    expired integer NOT NULL,
    priority integer NOT NULL,
    timed integer NOT NULL,
    serve_s bigint NOT NULL,
    waits integer[] NOT NULL,
"""

PROJECTIONS = Migration(
    name="m003_projections",
    statements=(
        # Where the rest stands: the branch and the day that the newest line belongs to, and by
        # which of our own versions it was made: after a change it is made anew.
        """
        CREATE TABLE centre_now (
            centre_id integer NOT NULL PRIMARY KEY,
            branch integer NOT NULL,
            day date NOT NULL,
            opened_seq bigint,
            made_by integer NOT NULL
        ) WITH (fillfactor = 50)
        """,
        # `abandoned`: known from a history alone that does not go on, as of a centre that was
        # restored from a copy. `branch` is the history that said it last.
        """
        CREATE TABLE ticket (
            centre_id integer NOT NULL,
            day date NOT NULL,
            ticket text NOT NULL,
            branch integer NOT NULL,
            abandoned boolean NOT NULL,
            number text NOT NULL,
            service text NOT NULL,
            queue text NOT NULL,
            language text NOT NULL,
            priority boolean NOT NULL,
            assist boolean NOT NULL,
            token_hash bytea NOT NULL,
            issued_at timestamptz NOT NULL,
            virtual_arrival timestamptz NOT NULL,
            state text NOT NULL,
            counter text,
            calls integer NOT NULL,
            first_called_at timestamptz,
            called_at timestamptz,
            started_at timestamptz,
            ended_at timestamptz,
            outcome text,
            appointment text,
            PRIMARY KEY (centre_id, day, ticket)
        )
        """,
        # Who waits, the longest first: some ten thousand in the whole country.
        """
        CREATE INDEX ticket_waiting ON ticket (centre_id, day, issued_at)
        WHERE state = 'waiting' AND NOT abandoned
        """,
        """
        CREATE TABLE counter (
            centre_id integer NOT NULL,
            day date NOT NULL,
            counter text NOT NULL,
            state text NOT NULL,
            since timestamptz NOT NULL,
            services text[] NOT NULL,
            ticket text,
            pause_reason text,
            served integer NOT NULL,
            no_shows integer NOT NULL,
            PRIMARY KEY (centre_id, day, counter)
        ) WITH (fillfactor = 50)
        """,
        """
        CREATE TABLE service_day (
            centre_id integer NOT NULL,
            day date NOT NULL,
            service text NOT NULL,
            """
        + _TALLY
        + """
            PRIMARY KEY (centre_id, day, service)
        ) WITH (fillfactor = 50)
        """,
        """
        CREATE TABLE centre_day (
            centre_id integer NOT NULL,
            day date NOT NULL,
            """
        + _TALLY
        + """
            last_seq bigint NOT NULL,
            last_at timestamptz NOT NULL,
            verified integer[] NOT NULL,
            unverified integer[] NOT NULL,
            flagged integer NOT NULL,
            PRIMARY KEY (centre_id, day)
        ) WITH (fillfactor = 50)
        """,
        """
        CREATE TABLE feedback (
            centre_id integer NOT NULL,
            day date NOT NULL,
            feedback text NOT NULL,
            branch integer NOT NULL,
            abandoned boolean NOT NULL,
            at timestamptz NOT NULL,
            device text NOT NULL,
            smiley smallint NOT NULL,
            verified boolean NOT NULL,
            counter text,
            service text,
            reasons text[] NOT NULL,
            flagged boolean NOT NULL,
            PRIMARY KEY (centre_id, day, feedback)
        )
        """,
        # A code may come again long after its day, so when it was booked is part of the key.
        """
        CREATE TABLE appointment (
            centre_id integer NOT NULL,
            code text NOT NULL,
            booked_at timestamptz NOT NULL,
            service text NOT NULL,
            share text NOT NULL,
            slot timestamptz NOT NULL,
            day date NOT NULL,
            state text NOT NULL,
            ticket text,
            ended_at timestamptz,
            branch integer NOT NULL,
            abandoned boolean NOT NULL,
            PRIMARY KEY (centre_id, code, booked_at)
        )
        """,
        "CREATE INDEX appointment_day ON appointment (centre_id, day, service)",
        """
        CREATE TABLE service_now (
            centre_id integer NOT NULL,
            service text NOT NULL,
            reason text,
            since timestamptz,
            quota_set boolean NOT NULL,
            quota integer,
            cut_off_min integer,
            PRIMARY KEY (centre_id, service)
        )
        """,
    ),
)
