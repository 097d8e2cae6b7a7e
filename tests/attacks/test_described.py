"""What the description promises holds for inputs nobody thought of, with and without a token."""

import pytest

from kiosk.centre.openapi import describe
from kiosk.domain.commands import Role
from tests.attacks.described import Operation, attack, operations
from tests.attacks.hall import OF_DEVICES, Hall

EXAMPLES = 12
UNKNOWN = 401
OPERATIONS = operations()


def is_closed(one: Operation) -> bool:
    """Whether the description asks for a token."""
    described = describe()["paths"]
    assert isinstance(described, dict)
    return bool(described[one.path][one.method].get("security") != [])


CLOSED = tuple(each for each in OPERATIONS if is_closed(each))


@pytest.mark.parametrize("role", [None, *OF_DEVICES])
@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.label)
def test_no_request_gets_more_than_what_is_described(
    hall: Hall, one: Operation, role: Role | None
) -> None:
    assert attack(hall, one, role, examples=EXAMPLES)


@pytest.mark.parametrize("one", CLOSED, ids=lambda one: one.label)
def test_without_a_token_nothing_is_open_that_is_not_said_to_be(hall: Hall, one: Operation) -> None:
    assert set(attack(hall, one, None, examples=EXAMPLES)) == {UNKNOWN}
