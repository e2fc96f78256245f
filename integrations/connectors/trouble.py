"""Trouble on the way, as a value."""

from integrations.errors import Trouble
from integrations.reply import NoReply

_LONGEST_DETAIL = 200


def no_reply(trouble: Trouble, problem: Exception | str) -> NoReply:
    """What happened, with the transport's own words cut to what is shown."""
    words = str(problem).replace("\0", "").encode(errors="replace").decode()
    return NoReply(trouble, words[:_LONGEST_DETAIL])
