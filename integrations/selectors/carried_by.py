"""Which system has a call, or had what is to be undone: its file's id, whatever name the file goes by today."""

from integrations.errors import Trouble
from integrations.models.attempt import Attempt
from workflow.engine.compensation import UNDO
from workflow.services.claim_effects import ClaimedEffect

_NOTHING_WAS_SENT = (
    Trouble.UNREACHABLE, Trouble.NOT_CONNECTED, Trouble.NOT_ALLOWED, Trouble.UNTRUSTED, Trouble.DENIED, Trouble.UNFIT,
    Trouble.NOT_PRINTED, Trouble.NOT_PRINTABLE,
)  # fmt: skip


def bound_to(effect: ClaimedEffect) -> str:
    """The id of the system that this call belongs to; empty for a call that whoever plays the part may take.

    A call that may have been made belongs to the system that may have made it, an undoing to the one that did what is
    undone.
    """
    if effect.in_doubt:
        tries = Attempt.objects.filter(effect=effect.id).exclude(trouble__in=_NOTHING_WAS_SENT)
    elif UNDO in effect.call and effect.case is not None:
        done = effect.call.partition(UNDO)[0]
        tries = Attempt.objects.filter(effect__case=effect.case, effect__call=done, ended_at__isnull=False, trouble="")
    else:
        return ""
    return tries.order_by("-started_at", "-id").values_list("system", flat=True).first() or ""
