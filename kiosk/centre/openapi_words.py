"""The words in which a path is described."""

from kiosk.wire.paths import MAX_BODY_BYTES

Json = dict[str, object]

REF = "#/components/schemas/{name}"
ERRORS = {
    "400": "not JSON",
    "401": "no token, or a revoked one",
    "403": "this role, this machine or this site may not",
    "404": "nothing stands there, or not any more",
    "409": "the rules say no and nothing happened",
    "410": "it is no more: begin anew",
    "413": f"over {MAX_BODY_BYTES // 2**20} MiB, or over what this path takes",
    "422": "wrong shape, or unknown service, counter or ticket",
    "429": "too often",
    "503": "not now: DISK_FULL, BUSY or STARTING",
}
_OF_A_BODY = ("400", "413", "422")
_OF_A_TOKEN = ("401", "403", "429")


def ref(name: str) -> Json:
    """The schema of that name."""
    return {"$ref": REF.format(name=name)}


def body(schema: Json) -> Json:
    """A body of JSON."""
    return {"content": {"application/json": {"schema": schema}}}


def ok(said: str, schema: Json) -> Json:
    """An answer with a body of JSON."""
    return {"description": said, **body(schema)}


def errors(*codes: str) -> Json:
    """Answers that only say what is wrong."""
    return {code: {"description": ERRORS[code]} for code in codes}


def parameter(name: str, place: str) -> Json:
    """A text in the query or in a header."""
    return {"name": name, "in": place, "schema": {"type": "string"}}


def get(said: str, schema: str, *, open_to_all: bool = False) -> Json:
    """A path that is only read, with a token unless it is ``open_to_all``."""
    failures = errors("503") if open_to_all else errors(*_OF_A_TOKEN, "503")
    operation: Json = {"responses": {"200": ok(said, ref(schema)), **failures}}
    if open_to_all:
        operation["security"] = []
    return {"get": operation}


def post(said: str, schema: str, wanted: Json | None, *more: str) -> Json:
    """A path that takes JSON of the shape ``wanted``, with a token; ``more`` errors than usual."""
    asked: Json = {"requestBody": {"required": True, **body(wanted)}} if wanted is not None else {}
    failures = errors(*_OF_A_TOKEN, *(_OF_A_BODY if wanted is not None else ()), *more, "503")
    return {"post": {**asked, "responses": {"200": ok(said, ref(schema)), **failures}}}
