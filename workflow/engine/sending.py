"""施行: the decided document is sent. What the machine knows of it, and under which names its facts are kept."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from workflow.engine.values import PersonRef

DAY, TO, BY, SEAL, SEAL_NUMBER = "enforced-on", "enforced-to", "enforced-by", "sealed", "seal-number"
"""Keys of the items in which a case keeps how its document was sent."""
Method = Literal["sent", "by_hand", "public_notice", "electronic"]
METHODS: Mapping[Method, str] = {"sent": "送付", "by_hand": "手渡し", "public_notice": "公示", "electronic": "電子"}
ENFORCED: Mapping[Literal["ja", "en"], str] = {"ja": "施行済", "en": "enforced"}
"""How expressions read that a document was sent: 承認通知.結果."""


SENT = ".sent"
"""Follows the id of a 施行 in the id of the call that carries its document."""


def is_letter(call: str) -> bool:
    """Whether the key of a call is that of such a one."""
    return call.partition("/")[0].endswith(SENT)


class Letter(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A template of the version, so that what was sent can be made again for ever."""

    name: str
    text: str
    """HTML with its style sheets inside."""


class Sending(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What a 施行 sends, to whom and how."""

    template: str
    to: tuple[PersonRef, ...]
    """Also items whose answer is the addressee, as they stand."""
    by: Method = "sent"
