"""No right is exceeded: every command with every token, and with none."""

import json
import uuid

import pytest

from kiosk.centre.devices import RIGHTS
from kiosk.client.session import Session
from kiosk.domain.commands import COMMANDS, Role
from tests.attacks.hall import OF_DEVICES, Hall

CENTRES_OWN = frozenset(
    name for name, kind in COMMANDS.items() if kind in RIGHTS[Role.CENTRE] - RIGHTS[Role.MANAGER]
)


@pytest.mark.parametrize("role", OF_DEVICES)
def test_a_token_of_another_role_is_no_right(hall: Hall, role: Role) -> None:
    with Session(hall.centre.url, token=hall.tokens[role]) as device:
        for name, kind in sorted(COMMANDS.items()):
            body = json.dumps({"id": str(uuid.uuid4()), "type": name}).encode()
            status, answer = device.ask("POST", "/commands", body)
            may = kind in RIGHTS[role]
            if name in CENTRES_OWN:
                assert status in {403, 422}, (name, answer)
            elif not may and status != 422:
                assert status == 403, (name, answer)
            else:
                assert status != 403 or may is False, (name, answer)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_nobody_commands_without_a_token(hall: Hall, name: str) -> None:
    body = json.dumps({"id": str(uuid.uuid4()), "type": name}).encode()
    with Session(hall.centre.url) as anybody:
        assert anybody.ask("POST", "/commands", body)[0] in {401, 429}
