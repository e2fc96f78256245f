"""Where whoever redoes a step gives the case straight back to (再開: 差戻し元へ)."""

from msgspec import Struct, field


class Return(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A send-back that leads straight back to its sender, as long as nothing that matters has changed."""

    target: str
    """Node id of the step that is redone."""
    sender: str
    unit: str = ""
    row: str = ""
    content: str
    """Fingerprint of the answers when it was sent back."""
    voided: list[int] = field(default_factory=list)
    """Places in the list of finished steps that count again then."""
