"""Answers packed with gzip, for browsers that take it."""

import gzip
from dataclasses import replace

from starlette.types import Scope

from kiosk.web.answer import Answer
from kiosk.web.browser import HTML, header

FROM_BYTES = 2048
"""Below this a packet is a packet."""
LEVEL = 5
PACKED_KINDS = (HTML, b"text/css; charset=utf-8", b"text/javascript; charset=utf-8")


def packed(scope: Scope, answer: Answer) -> Answer:
    """The same answer, packed where that pays.

    A page that shows what somebody else wrote into its address beside a secret of its own would
    tell that secret by its length, packed. Our cookies are never sent with another site's request.
    """
    if len(answer.body) < FROM_BYTES or answer.content_type not in PACKED_KINDS:
        return answer
    if b"gzip" not in header(scope, b"accept-encoding"):
        return answer
    told = ((b"content-encoding", b"gzip"), (b"vary", b"accept-encoding"))
    body = gzip.compress(answer.body, LEVEL, mtime=0)
    return replace(answer, body=body, headers=(*answer.headers, *told))
