"""A form with a file in it, as browsers send those: ``multipart/form-data``."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.parser import BytesParser
from email.policy import HTTP

from starlette.types import Receive, Scope

from kiosk.web.body import read_body
from kiosk.web.browser import FORM_FIELDS, header

KIND = b"multipart/form-data"
LIMIT_BYTES = 640 * 1024
"""The largest file we take has 512 KiB; the rest is the form's."""
LONGEST_FIELD = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """The form's fields and files by their names; a name given twice has two fields, one file."""

    fields: Mapping[str, list[str]]
    files: Mapping[str, bytes]


async def read_upload(scope: Scope, receive: Receive) -> Upload | None:
    """The form; ``None``: it is none of this kind, and nothing was read.

    What makes no sense is a form without fields. Raises ``Stopped`` with 413, or ``PeerGone``.
    """
    kind = header(scope, b"content-type")
    if kind.partition(b";")[0].strip().lower() != KIND:
        return None
    body = await read_body(scope, receive, limit_bytes=LIMIT_BYTES)
    fields: dict[str, list[str]] = {}
    files: dict[str, bytes] = {}
    try:
        # The email package reads the same format, strictly enough: what it finds is only looked at.
        made = BytesParser(policy=HTTP).parsebytes(b"content-type: " + kind + b"\r\n\r\n" + body)
        parts = list(made.iter_parts()) if made.is_multipart() else []
        for part in parts[:FORM_FIELDS]:
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if not isinstance(name, str) or not isinstance(content, bytes):
                continue
            if part.get_filename() is not None:
                files[name] = content
            elif len(content) <= LONGEST_FIELD:
                fields.setdefault(name, []).append(content.decode("utf-8", "replace"))
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, IndexError):
        return Upload(fields={}, files={})
    return Upload(fields=fields, files=files)
