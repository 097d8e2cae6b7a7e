"""``GET /openapi.json``: the contract, for machines."""

from functools import cached_property

import msgspec
from starlette.types import Receive, Scope

from kiosk import __version__
from kiosk.centre.devices import Reading
from kiosk.centre.enrolment import Enrolled
from kiosk.centre.gate import Gate
from kiosk.centre.health import Health
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import COMMANDS, MeasurePace, TakeOver, TurnDay
from kiosk.domain.snapshot import Snapshot
from kiosk.web.answer import Answer
from kiosk.web.phone_views import TicketNow
from kiosk.wire import paths
from kiosk.wire.codec import Issued, encode
from kiosk.wire.replica import ANSWERS_PARAMETER, KNOWN_PARAMETER, SEQ_PARAMETER, Replica

Json = dict[str, object]

_FORM = "application/x-www-form-urlencoded"
_REF = "#/components/schemas/{name}"
_ERRORS = {
    "400": "not JSON",
    "401": "no token, or a revoked one",
    "403": "this role, this machine or this site may not",
    "409": "the rules say no and nothing happened",
    "413": "over 1 MiB",
    "422": "wrong shape, or unknown service, counter or ticket",
    "429": "too often",
    "503": "not now: DISK_FULL, BUSY or STARTING",
}


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


def describe() -> Json:
    """The description as JSON values."""
    shapes = [kind for kind in COMMANDS.values() if kind not in (TurnDay, MeasurePace, TakeOver)]
    others = [Snapshot, Catalogue, Issued, Health, Enrolled, TicketNow, Replica]
    _, schemas = msgspec.json.schema_components([*shapes, *others], ref_template=_REF)
    _even_tuples(schemas)
    for kind in shapes:
        _add_envelope(schemas[kind.__name__])
    schemas["Command"] = {
        "oneOf": [_ref(kind.__name__) for kind in shapes],
        "discriminator": {
            "propertyName": "type",
            "mapping": {kind.__name__: _REF.format(name=kind.__name__) for kind in shapes},
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
        "events": {"type": "array", "items": {"$ref": _REF.format(name="Event")}},
        "issued": {"$ref": _REF.format(name="Issued")},
    },
    "required": ["seq", "events"],
}


def _ref(name: str) -> Json:
    return {"$ref": _REF.format(name=name)}


def _body(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}


def _ok(said: str, schema: Json) -> Json:
    return {"description": said, **_body(schema)}


def _errors(*codes: str) -> Json:
    return {code: {"description": _ERRORS[code]} for code in codes}


def _paths() -> Json:
    application: Json = {
        "type": "object",
        "properties": {
            "role": {"enum": ["kiosk", "counter", "board", "feedback", "manager"]},
            "name": {"type": "string", "maxLength": 64},
        },
        "required": ["role"],
    }
    stream: Json = {"description": "server-sent events: id is the seq, data an Event"}
    return {
        paths.COMMANDS: {
            "post": {
                "requestBody": {"required": True, **_body(_ref("Command"))},
                "responses": {"200": _ok("it happened", _ref("Done")), **_errors(*_ERRORS)},
            }
        },
        paths.FEED: {
            "get": {
                "parameters": [
                    _parameter(paths.CURSOR_HEADER, "header"),
                    _parameter(paths.AFTER_PARAMETER, "query"),
                    _parameter(paths.EPOCH_HEADER, "header"),
                    _parameter(paths.EPOCH_PARAMETER, "query"),
                ],
                "responses": {
                    "200": stream,
                    "410": {"description": "fetch the floor"},
                    **_errors("401", "403", "409", "422", "503"),
                },
            }
        },
        paths.FLOOR: _get("everything true right now", "Snapshot"),
        paths.CATALOGUE: _get("what the centre offers", "Catalogue"),
        paths.HEALTH: _get("how the centre is", "Health", open_to_all=True),
        paths.REPLICA: {
            "get": {
                "parameters": [
                    _parameter(name, "query")
                    for name in (SEQ_PARAMETER, ANSWERS_PARAMETER, KNOWN_PARAMETER)
                ],
                "responses": {
                    "200": _ok("what a copy needs beside the lines", _ref("Replica")),
                    **_errors("401", "403", "422", "503"),
                },
            }
        },
        paths.ENROL: {
            "post": {
                "security": [],
                "requestBody": {"required": True, **_body(application)},
                "responses": {
                    "200": _ok("admitted", _ref("Enrolled")),
                    **_errors("400", "403", "413", "422", "429", "503"),
                },
            }
        },
        **_phone_paths(),
    }


def _phone_paths() -> Json:
    """What a phone may ask with a slip's token, which stands in the path; 429 after many misses."""
    unknown: Json = {"404": {"description": "nobody has this ticket today"}}
    errors = {**unknown, **_errors("429", "503")}
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
        paths.TICKET: of_phone("get", {"200": page, **errors}),
        f"{paths.TICKET}.json": of_phone(
            "get", {"200": _ok("how the ticket stands", _ref("TicketNow")), **same, **errors}
        ),
        f"{paths.TICKET}/leave": of_phone("get", {"200": page, **done, **errors})
        | of_phone("post", {**done, **_errors("403", "413", "422"), **errors}),
        f"{paths.TICKET}/rate": of_phone(
            "post", {**done, **_errors("403", "413", "422"), **errors}, requestBody=rating
        ),
    }


def _parameter(name: str, place: str) -> Json:
    return {"name": name, "in": place, "schema": {"type": "string"}}


def _get(said: str, schema: str, *, open_to_all: bool = False) -> Json:
    errors = _errors("503") if open_to_all else _errors("401", "403", "503")
    operation: Json = {"responses": {"200": _ok(said, _ref(schema)), **errors}}
    if open_to_all:
        operation["security"] = []
    return {"get": operation}
