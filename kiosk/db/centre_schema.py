"""The schema of a centre's store, step by step; it only grows."""

from sqlite_utils import Database, Migrations

CENTRE = Migrations("centre")

_FIRST_LIGHT = (
    """
    CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # A database restored from a copy gets a new epoch, so that nobody goes on with an old cursor.
    "INSERT INTO meta (key, value) VALUES ('epoch', lower(hex(randomblob(16))))",
    """
    CREATE TABLE event (
        seq INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        type TEXT NOT NULL,
        line BLOB NOT NULL,
        chain BLOB NOT NULL
    ) STRICT
    """,
    # A start finds where today begins, however long the journal is.
    "CREATE INDEX event_day_opened ON event (seq) WHERE type = 'DayOpened'",
    # The lines of an answer stand in the journal; kept here is which, and what is not in them.
    """
    CREATE TABLE answer (
        n INTEGER PRIMARY KEY,
        device TEXT NOT NULL,
        id BLOB NOT NULL,
        body_hash BLOB NOT NULL,
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        issued BLOB,
        at_s INTEGER NOT NULL,
        UNIQUE (device, id)
    ) STRICT
    """,
    """
    CREATE TABLE device (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        token_sha256 BLOB NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        revoked_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE ticket (
        day TEXT NOT NULL,
        ticket TEXT NOT NULL,
        number TEXT NOT NULL,
        service TEXT NOT NULL,
        queue TEXT NOT NULL,
        language TEXT NOT NULL,
        priority INTEGER NOT NULL,
        state TEXT NOT NULL,
        counter TEXT,
        calls INTEGER NOT NULL,
        outcome TEXT,
        issued_at TEXT NOT NULL,
        called_at TEXT,
        started_at TEXT,
        ended_at TEXT,
        PRIMARY KEY (day, ticket)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE feedback (
        day TEXT NOT NULL,
        feedback TEXT NOT NULL,
        smiley INTEGER NOT NULL,
        verified INTEGER NOT NULL,
        counter TEXT,
        service TEXT,
        reasons TEXT,
        PRIMARY KEY (day, feedback)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE room (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        filler BLOB NOT NULL
    ) STRICT
    """,
)


@CENTRE()
def m001_first_light(db: Database) -> None:
    """The journal, what is made from it, kept answers and devices."""
    for statement in _FIRST_LIGHT:
        db.execute(statement)


_WHENCE = (
    "ALTER TABLE feedback ADD COLUMN device TEXT",
    "ALTER TABLE feedback ADD COLUMN at TEXT",
    """
    UPDATE feedback SET device = given.device, at = given.at
    FROM (
        SELECT
            day,
            json_extract(CAST(line AS TEXT), '$.feedback') AS feedback,
            json_extract(CAST(line AS TEXT), '$.by') AS device,
            json_extract(CAST(line AS TEXT), '$.at') AS at
        FROM event WHERE type = 'FeedbackGiven'
    ) AS given
    WHERE feedback.day = given.day AND feedback.feedback = given.feedback
    """,
)


@CENTRE()
def m002_whence_feedback_came(db: Database) -> None:
    """From which device each smiley came, and when, as the journal has it."""
    for statement in _WHENCE:
        db.execute(statement)


_APPOINTMENTS = (
    # A code may come again long after its day, so an appointment is known by where it was booked.
    """
    CREATE TABLE appointment (
        booked_seq INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        code TEXT NOT NULL,
        service TEXT NOT NULL,
        share TEXT NOT NULL,
        state TEXT NOT NULL,
        slot TEXT NOT NULL,
        booked_at TEXT NOT NULL,
        ended_at TEXT,
        ticket TEXT
    ) STRICT
    """,
    "CREATE INDEX appointment_booked ON appointment (code) WHERE state = 'booked'",
    "CREATE INDEX appointment_day ON appointment (day)",
)


@CENTRE()
def m003_appointments(db: Database) -> None:
    """Every appointment by the day of its slot, and what became of it."""
    for statement in _APPOINTMENTS:
        db.execute(statement)


_JOINING = (
    # Which quarter of the reserved numbers is a kiosk's own: 0 to 3.
    "ALTER TABLE device ADD COLUMN kiosk_index INTEGER",
    # When it was last heard of; NULL: it was admitted, and never came for its token.
    "ALTER TABLE device ADD COLUMN seen_at TEXT",
    # From which address: it comes first when strangers hold all the connections there are.
    "ALTER TABLE device ADD COLUMN seen_from TEXT NOT NULL DEFAULT ''",
    "UPDATE device SET seen_at = created_at",
)


@CENTRE()
def m004_joining(db: Database) -> None:
    """Each kiosk's share of the reserve, and when each device was last heard of."""
    for statement in _JOINING:
        db.execute(statement)


_PEOPLE = (
    # Numbers are never given twice: what a person did stands in the journal under theirs.
    """
    CREATE TABLE person (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        role TEXT NOT NULL,
        name TEXT NOT NULL COLLATE NOCASE,
        secret TEXT NOT NULL,
        created_at TEXT NOT NULL,
        misses INTEGER NOT NULL DEFAULT 0,
        locked_until_s REAL NOT NULL DEFAULT 0,
        revoked_at TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX person_name ON person (role, name) WHERE revoked_at IS NULL",
    """
    CREATE TABLE sign_in (
        device TEXT PRIMARY KEY,
        person INTEGER NOT NULL REFERENCES person (n),
        day TEXT NOT NULL,
        at TEXT NOT NULL,
        counter TEXT
    ) STRICT, WITHOUT ROWID
    """,
)


@CENTRE()
def m005_people(db: Database) -> None:
    """Agents and managers, what is kept of their secrets, and who is signed in where."""
    for statement in _PEOPLE:
        db.execute(statement)


_FOLLOWERS = (
    "INSERT INTO meta (key, value) VALUES ('term', '1')",
    # How far each follower's copy is known to reach: what it lacks is not thrown away here.
    """
    CREATE TABLE follower (
        device TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)


@CENTRE()
def m006_followers(db: Database) -> None:
    """Who keeps a copy and how much of it, and how often a copy has become the centre."""
    for statement in _FOLLOWERS:
        db.execute(statement)


_HUB = (
    # How far the hub is known to have this file's journal, as it stood when it last said so; of
    # another hub, or another epoch, that says nothing.
    """
    CREATE TABLE uplink (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        hub TEXT NOT NULL,
        epoch TEXT NOT NULL,
        branch INTEGER NOT NULL,
        acked INTEGER NOT NULL,
        chain BLOB NOT NULL,
        heard_at TEXT NOT NULL
    ) STRICT
    """,
    # The last command of the hub's that was answered here. Unlike the cursor above it goes to
    # copies: what was done is in their lines too.
    """
    CREATE TABLE downlink (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        hub TEXT NOT NULL,
        seq INTEGER NOT NULL,
        command TEXT NOT NULL
    ) STRICT
    """,
)


@CENTRE()
def m007_hub(db: Database) -> None:
    """How far the hub has the journal, and how far the centre has the hub's inbox."""
    for statement in _HUB:
        db.execute(statement)


_HUB_ANSWERS = """
    CREATE TABLE hub_answer (
        id TEXT PRIMARY KEY,
        answer BLOB NOT NULL,
        at_s INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
"""


@CENTRE()
def m008_hub_answers(db: Database) -> None:
    """What the hub was told of commands that were not done: told again, should it ask again."""
    db.execute(_HUB_ANSWERS)
