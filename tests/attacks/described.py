"""Requests that nobody thought of, made by Schemathesis from the centre's own description."""

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kiosk.centre.openapi import describe
from kiosk.domain.commands import Role
from kiosk.wire import paths
from tests.attacks.hall import Hall

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
NEVER_ENDS = frozenset({paths.FEED})
LATER_S = 3600.0
"""After an hour nobody is held off any more for what was asked before."""


class Case(Protocol):
    """One request that Schemathesis made up."""

    path_parameters: dict[str, object]

    def call(self, *, base_url: str, headers: Mapping[str, str]) -> Response:
        """Send it."""
        ...

    def validate_response(self, response: Response, *, checks: Sequence[object]) -> None:
        """Raises what is wrong with the answer, with the request that led to it."""
        ...


class Operation(Protocol):
    """One method of one path, as it is described."""

    label: str
    path: str
    method: str

    def as_strategy(self) -> SearchStrategy[Case]:
        """Requests that fit the description."""
        ...


def operations() -> tuple[Operation, ...]:
    """Every operation whose answer has an end."""
    api = schemathesis.openapi.from_dict(describe())
    found = (result.ok() for result in api.get_all_operations() if isinstance(result, Ok))
    return tuple(cast("Operation", one) for one in found if one.path not in NEVER_ENDS)


def attack(hall: Hall, one: Operation, role: Role | None, *, examples: int) -> list[int]:
    """The statuses of so many requests with this role's token; raises what Schemathesis finds."""
    statuses: list[int] = []
    token = hall.token(role)
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=one.as_strategy())
    def ask(case: Case) -> None:
        hall.centre.steady.now_s += LATER_S
        if "token" in case.path_parameters and len(statuses) % 2:
            case.path_parameters["token"] = hall.slip
        answer = case.call(base_url=hall.centre.url, headers=headers)
        statuses.append(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    ask()
    return statuses
