"""``GET /openapi.json``: the contract, for machines."""

from functools import cached_property

import msgspec
from starlette.types import Receive, Scope

from kiosk import __version__
from kiosk.centre.devices import Reading
from kiosk.centre.gate import Gate
from kiosk.centre.health import Health
from kiosk.centre.openapi_trust import SHAPES, trust_paths
from kiosk.centre.openapi_words import ERRORS, REF, Json, body, errors, get, ok, parameter, ref
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    COMMANDS,
    LoadCatalogue,
    MeasurePace,
    RevokeDevice,
    SkipNumbers,
    TakeOver,
    TurnDay,
)
from kiosk.domain.snapshot import Snapshot
from kiosk.web.answer import Answer
from kiosk.web.phone_views import TicketNow
from kiosk.wire import paths
from kiosk.wire.codec import Issued, encode
from kiosk.wire.replica import ANSWERS_PARAMETER, KNOWN_PARAMETER, SEQ_PARAMETER, Replica
from kiosk.wire.terms import TermStatement

_FORM = "application/x-www-form-urlencoded"


class OpenApi:
    """The description of the whole of it, made when somebody first asks."""

    def __init__(self, *, gate: Gate) -> None:
        self._gate = gate

    async def answer(self, scope: Scope, _: Receive) -> Answer:
        """Every screen may read it. Raises ``Stopped``."""
        self._gate.reader(scope, Reading.DESCRIPTION)
        return self._answer

    @cached_property
    def _answer(self) -> Answer:
        return Answer(body=encode(describe()))


_NO_DEVICES = (TurnDay, MeasurePace, TakeOver, SkipNumbers, LoadCatalogue, RevokeDevice)
"""Commands of the centre itself and of the hub: no device sends them."""


def describe() -> Json:
    """The description as JSON values."""
    shapes = [kind for kind in COMMANDS.values() if kind not in _NO_DEVICES]
    others = [Snapshot, Catalogue, Issued, Health, TicketNow, Replica, TermStatement, *SHAPES]
    _, schemas = msgspec.json.schema_components([*shapes, *others], ref_template=REF)
    _even_tuples(schemas)
    for kind in shapes:
        _add_envelope(schemas[kind.__name__])
    schemas["Command"] = {
        "oneOf": [ref(kind.__name__) for kind in shapes],
        "discriminator": {
            "propertyName": "type",
            "mapping": {kind.__name__: REF.format(name=kind.__name__) for kind in shapes},
        },
    }
    schemas["Done"] = _DONE
    schemas["Event"] = _EVENT
    return {
        "openapi": "3.1.0",
        "info": {"title": "Foleni: a centre", "version": __version__},
        "paths": _paths(),
        "components": {
            "schemas": schemas,
            "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"device": []}],
    }


def _even_tuples(schema: object) -> None:
    """Say of a tuple of one type that it is an array of that length: many tools know no other."""
    if isinstance(schema, list):
        for each in schema:
            _even_tuples(each)
    elif isinstance(schema, dict):
        first, *others = schema.get("prefixItems") or [None]
        if first is not None and all(other == first for other in others):
            del schema["prefixItems"]
            schema["items"] = first
        for each in schema.values():
            _even_tuples(each)


def _add_envelope(schema: Json) -> None:
    """What every command has beside its own fields: the id its device gave it, and its type."""
    properties, required = schema.get("properties", {}), schema.get("required", [])
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    name = schema["title"]
    head: Json = {"id": {"type": "string", "format": "uuid"}, "type": {"const": name}}
    schema["properties"] = head | properties
    schema["required"] = ["id", "type", *required]
    schema["additionalProperties"] = False


_EVENT: Json = {
    "type": "object",
    "description": "One line of the journal; readers pass over types and fields they do not know.",
    "properties": {
        "seq": {"type": "integer"},
        "v": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
        "day": {"type": "string", "format": "date"},
        "by": {"type": "string"},
        "cmd": {"type": "string"},
        "type": {"type": "string"},
    },
    "required": ["seq", "v", "at", "type"],
}
_DONE: Json = {
    "type": "object",
    "properties": {
        "seq": {"type": "integer"},
        "events": {"type": "array", "items": {"$ref": REF.format(name="Event")}},
        "issued": {"$ref": REF.format(name="Issued")},
    },
    "required": ["seq", "events"],
}


def _paths() -> Json:
    return {
        paths.COMMANDS: {
            "post": {
                "requestBody": {"required": True, **body(ref("Command"))},
                "responses": {"200": ok("it happened", ref("Done")), **errors(*ERRORS)},
            }
        },
        paths.FEED: {"get": _feed()},
        paths.FLOOR: get("everything true right now", "Snapshot"),
        paths.CATALOGUE: get("what the centre offers", "Catalogue"),
        paths.HEALTH: get("how the centre is", "Health", open_to_all=True),
        **_copies_paths(),
        **trust_paths(),
        **_phone_paths(),
    }


def _feed() -> Json:
    stream: Json = {"description": "server-sent events: id is the seq, data an Event"}
    return {
        "parameters": [
            parameter(paths.CURSOR_HEADER, "header"),
            parameter(paths.AFTER_PARAMETER, "query"),
            parameter(paths.EPOCH_HEADER, "header"),
            parameter(paths.EPOCH_PARAMETER, "query"),
        ],
        "responses": {
            "200": stream,
            "410": {"description": "fetch the floor"},
            **errors("401", "403", "409", "422", "429", "503"),
        },
    }


def _copies_paths() -> Json:
    """What copies of the centre ask, and one that took its place."""
    asked = (SEQ_PARAMETER, ANSWERS_PARAMETER, KNOWN_PARAMETER)
    return {
        paths.TERM: {
            "post": {
                "security": [],
                "requestBody": {"required": True, **body(ref("TermStatement"))},
                "responses": {
                    "200": ok("what this centre says of itself", ref("TermStatement")),
                    **errors("403", "413", "422", "429", "503"),
                },
            }
        },
        paths.REPLICA: {
            "get": {
                "parameters": [parameter(name, "query") for name in asked],
                "responses": {
                    "200": ok("what a copy needs beside the lines", ref("Replica")),
                    **errors("401", "403", "422", "429", "503"),
                },
            }
        },
    }


def _phone_paths() -> Json:
    """What a phone may ask with a slip's token, which stands in the path; 429 after many misses."""
    unknown: Json = {"404": {"description": "nobody has this ticket today"}}
    misses = {**unknown, **errors("429", "503")}
    face: Json = {"smiley": {"type": "integer", "minimum": 1, "maximum": 5}}
    why: Json = {"reasons": {"type": "array", "items": {"type": "string"}}}
    shape: Json = {"type": "object", "properties": face | why}
    forms = (_FORM, "application/json")
    rating: Json = {"content": {kind: {"schema": shape} for kind in forms}}
    done: Json = {"303": {"description": "done, or too late: the page says how it stands"}}
    page: Json = {
        "description": "the page",
        "content": {"text/html": {"schema": {"type": "string"}}},
    }
    same: Json = {"304": {"description": "as under the ETag in If-None-Match"}}
    token: Json = {"name": "token", "in": "path", "required": True, "schema": {"type": "string"}}

    def of_phone(method: str, responses: Json, **more: object) -> Json:
        return {method: {"security": [], "responses": responses, **more}, "parameters": [token]}

    return {
        paths.TICKET: of_phone("get", {"200": page, **misses}),
        f"{paths.TICKET}.json": of_phone(
            "get", {"200": ok("how the ticket stands", ref("TicketNow")), **same, **misses}
        ),
        f"{paths.TICKET}/leave": of_phone("get", {"200": page, **done, **misses})
        | of_phone("post", {**done, **errors("403", "413", "422"), **misses}),
        f"{paths.TICKET}/rate": of_phone(
            "post", {**done, **errors("403", "413", "422"), **misses}, requestBody=rating
        ),
    }
