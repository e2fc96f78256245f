"""How bodies of the interface for programs are read: strict JSON in UTF-8, no NaN, not too deep and not too long."""

from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser


class StrictJson(BaseParser):
    """Raises ParseError for everything that is no JSON, and RequestDataTooBig."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)  # Django's own limit holds for forms, and for a body that is asked for as a whole
        if len(body) > most:
            raise RequestDataTooBig
        try:
            return msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ParseError from error
