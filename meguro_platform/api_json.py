"""How bodies of the interface for programs are read: strict JSON in UTF-8, no NaN, no endless nesting."""

from typing import Any

import msgspec
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser


class StrictJson(BaseParser):
    """Raises ParseError for everything that is no JSON."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return msgspec.json.decode(stream.read())
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ParseError from error
