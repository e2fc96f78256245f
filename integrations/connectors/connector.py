"""What a way of reaching systems must be able to do. HTTP is the first; file transfer fits behind the same seam."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from integrations.reply import NoReply, Reply


class Connector(Protocol):
    """Carries one message to one address. Called from several threads at once; never touches the database."""

    def post(self, *, url: str, body: bytes, headers: Mapping[str, str], timeout: timedelta) -> Reply | NoReply:
        """Send and wait for the answer. Trouble on the way is a value, not an exception."""
        ...
