"""Connected systems of a scenario: each operation answers what the scenario says, in order; after that it succeeds."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.field_type import Json
from forms.spec import Lookup
from forms.validation.asking import FAILED, Told
from workflow.definition.scenario import Replies, Reply
from workflow.engine.commands import SettleCall
from workflow.engine.effects import CallSystem
from workflow.engine.failures import CALL_FAILED


@dataclass(slots=True)
class Systems:
    """The answers that are still to be given, by operation."""

    replies: dict[str, deque[Reply]]

    @classmethod
    def of(cls, replies: Iterable[Replies]) -> "Systems":
        return cls({each.operation: deque(each.replies) for each in replies})

    def fork(self) -> "Systems":
        return Systems({operation: deque(replies) for operation, replies in self.replies.items()})

    def ask(self, lookup: Lookup, payload: Mapping[str, Json]) -> Told:
        """Tell what an item says that is looked up (照会)."""
        waiting = self.replies.get(lookup.operation)
        reply = waiting.popleft() if waiting else Reply()
        return Told(outputs=dict(reply.outputs)) if reply.success else FAILED

    def answer(self, call: CallSystem) -> SettleCall:
        """Answer a call at once. A failure stands for a call given up after its last try."""
        waiting = self.replies.get(call.operation)
        reply = waiting.popleft() if waiting else Reply()
        if reply.success:
            return SettleCall(call=call.key, succeeded=True, outputs=dict(reply.outputs))
        detail = f"「{call.operation}」は、試験の応答のとおり失敗しました。"
        return SettleCall(call=call.key, succeeded=False, error=reply.error or CALL_FAILED, detail=detail)
