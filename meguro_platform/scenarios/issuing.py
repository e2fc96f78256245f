"""Documents of a scenario: made at once, published at their instant, read or handed over when the scenario says so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from forms.field_type import referred
from forms.issuance.rows import LABELS, READABLE, RowState, first_state, may_follow, outcome_of
from forms.spec import Text
from workflow.engine.commands import SettleIssue
from workflow.engine.effects import StartIssue
from workflow.engine.nodes import IssueNode
from workflow.engine.program import Program


@dataclass(slots=True, kw_only=True)
class Batch:
    """What one 交付 issues."""

    key: str
    node: IssueNode
    rows: dict[str, RowState]
    publish_at: datetime | None
    unread_at: datetime | None = None
    told: bool = False
    """Whether the case knows that it is done."""

    @property
    def counts(self) -> Counter[RowState]:
        return Counter(self.rows.values())

    @property
    def due(self) -> datetime | None:
        """When it is published, or when its readers have had their time."""
        return self.publish_at or self.unread_at

    def move(self, before: RowState, then: RowState) -> None:
        self.rows = {row: then if state is before else state for row, state in self.rows.items()}


@dataclass(slots=True, kw_only=True)
class Documents:
    """Everything that is issued in one play."""

    program: Program
    no_consent: frozenset[str]
    batches: dict[str, Batch] = field(default_factory=dict)

    def fork(self) -> "Documents":
        return replace(self, batches={key: replace(batch) for key, batch in self.batches.items()})

    def start(self, effect: StartIssue, now: datetime) -> None:
        node = self.program.by_id[effect.node]
        assert isinstance(node, IssueNode)
        rows = {recipient: self._first_state(recipient, node) for recipient in _recipients(effect, node)}
        batch = Batch(key=effect.key, node=node, rows=rows, publish_at=effect.publish_at)
        self.batches[batch.key] = batch
        if batch.publish_at is None:
            self._publish(batch, now)

    def call_back(self, key: str) -> None:
        del self.batches[key]

    @property
    def due(self) -> datetime | None:
        return min((batch.due for batch in self.batches.values() if batch.due), default=None)

    def pass_time(self, now: datetime) -> None:
        for batch in self.batches.values():
            if batch.publish_at is not None and batch.publish_at <= now:
                self._publish(batch, now)
            elif batch.unread_at is not None and batch.unread_at <= now:
                batch.unread_at = None
                batch.move(RowState.PUBLISHED, RowState.UNREAD)

    def settled(self) -> SettleIssue | None:
        for batch in self.batches.values():
            outcome = outcome_of(batch.counts, receipt_wanted=batch.node.receipt_due is not None)
            if outcome is not None and not batch.told:
                batch.told = True
                counts = {state.value: count for state, count in batch.counts.items()}
                return SettleIssue(issue=batch.key, outcome=outcome, counts=counts)
        return None

    def take_receipt(self, node: str, row: str) -> Text | None:
        """A document reaches its reader. The answer is why it can't; None when it did."""
        batch = next((each for each in reversed(self.batches.values()) if each.node.id == node), None)
        state = batch.rows.get(row) if batch else None
        if batch is None or state is None:
            return Text(f"{row} に交付する文書はありません。", f"There is no document for {row}.")
        then = RowState.RECEIVED if state in READABLE else RowState.PAPER_HANDED
        if not may_follow(state, then):
            label = LABELS[state]
            return Text(f"{row} の文書は{label.ja}です。", f"The document for {row} is: {label.en}.")
        batch.rows = batch.rows | {row: then}
        return None

    def states(self, node: str | None) -> dict[str, RowState]:
        """How far each reader's document is: of one step, or the newest of all."""
        batches = (batch for batch in self.batches.values() if node is None or batch.node.id == node)
        return {row: state for batch in batches for row, state in batch.rows.items()}

    def _first_state(self, recipient: str, node: IssueNode) -> RowState:
        return first_state(
            sendable=bool(recipient),
            consents=not node.consent or recipient not in self.no_consent,
            without_consent=node.without_consent,
        )

    def _publish(self, batch: Batch, now: datetime) -> None:
        batch.publish_at = None
        batch.move(RowState.MADE, RowState.PUBLISHED)
        if batch.node.receipt_due is not None and (within := batch.node.receipt_due.plain) is not None:
            batch.unread_at = now + within


def _recipients(effect: StartIssue, node: IssueNode) -> Iterator[str]:
    """Staff numbers; people whom a scenario knows by their posts, and imported rows, which it has not, are counted."""
    if isinstance(effect.rows, list):
        for number, row in enumerate(effect.rows, start=1):
            cell = row.get(node.recipient)
            yield str(number) if referred(cell) else str(cell or "")
    else:
        yield from (str(number) for number in range(1, effect.rows["count"] + 1))
