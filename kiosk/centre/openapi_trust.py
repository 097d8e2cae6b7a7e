"""The description of who comes in: joining, devices, people."""

from typing import get_args

from kiosk.centre.devices_asking import Admit as AdmitDevice
from kiosk.centre.devices_asking import AdmittedNow, AllDevices, DoneSo, Me, Refuse, Revoke
from kiosk.centre.enrolment import Application, Bound, Enrolled, StillWaits, Waits
from kiosk.centre.openapi_words import Json, body, errors, get, ok, post, ref
from kiosk.centre.people_asking import Staff, Wish
from kiosk.centre.signing_in import AgentHere, Proof
from kiosk.wire import paths

SHAPES: tuple[type, ...] = (
    Application,
    Bound,
    Enrolled,
    Waits,
    StillWaits,
    AdmitDevice,
    AdmittedNow,
    AllDevices,
    DoneSo,
    Me,
    Refuse,
    Revoke,
    *get_args(Wish),
    Staff,
    AgentHere,
    Proof,
)
"""What stands in these requests and answers."""


def trust_paths() -> Json:
    """The paths by which devices and people come in, and are let in."""
    figures: Json = {
        "description": "how centre and hall are, as Prometheus reads it",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    }
    wishes: Json = {"oneOf": [ref(wish.__name__) for wish in get_args(Wish)]}
    return {
        **_joining(),
        paths.ME: get("who asks, as the centre knows it", "Me"),
        paths.DEVICES: get("who is admitted, or was, and who waits to be", "AllDevices"),
        paths.ADMIT: post("who was let in", "AdmittedNow", ref("Admit"), "409"),
        paths.REFUSE: post("turned away", "DoneSo", ref("Refuse")),
        paths.REVOKE: post("let in no more, from now on", "DoneSo", ref("Revoke")),
        paths.SIGN_IN: get("who works at this device", "AgentHere")
        | post("who works at this device now", "AgentHere", ref("Proof")),
        paths.SIGN_OUT: post("nobody works at this device", "AgentHere", None),
        paths.PEOPLE: get("agents and managers", "Staff")
        | post("agents and managers, as they are now", "Staff", wishes),
        paths.METRICS: {
            "get": {"responses": {"200": figures, **errors("401", "403", "429", "503")}}
        },
    }


def _joining() -> Json:
    certificate: Json = {
        "description": "the certificate of the centre's own authority",
        "content": {"application/x-pem-file": {"schema": {"type": "string"}}},
    }
    claim: Json = {"name": "claim", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        paths.ENROL: {
            "get": {
                "security": [],
                "responses": {
                    "200": ok("what binds the centre to a nonce", ref("Bound")),
                    **errors("429", "503"),
                },
            },
            "post": _applying(),
        },
        paths.CLAIM: {
            "parameters": [claim],
            "get": {
                "security": [],
                "responses": {
                    "200": ok("admitted; told once", ref("Enrolled")),
                    "202": ok("nobody has typed the code yet", ref("StillWaits")),
                    **errors("404", "410", "429", "503"),
                },
            },
        },
        paths.AUTHORITY: {"get": {"security": [], "responses": {"200": certificate}}},
    }


def _applying() -> Json:
    return {
        "security": [],
        "requestBody": {"required": True, **body(ref("Application"))},
        "responses": {
            "200": ok("admitted at once: a screen of a trusted machine", ref("Enrolled")),
            "202": ok("a manager has to type the code", ref("Waits")),
            **errors("400", "403", "410", "413", "422", "429", "503"),
        },
    }
