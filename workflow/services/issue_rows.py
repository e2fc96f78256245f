"""The rows of personal documents: a batch begins, or is taken back, in the transaction of the case that asks for it."""

from datetime import timedelta

from forms.issuance.ask import IssueAsk, Keep, Receipt, RowSetRef
from forms.services.issuance.batch_row import TABLE, batch_row, called_back_values
from workflow.engine.effects import CallBackIssue, StartIssue
from workflow.engine.issue_keys import stored_key
from workflow.engine.issued_rows import columns_issued, number_column, own_columns, row_issued
from workflow.engine.nodes import IssueNode
from workflow.engine.values import Span
from workflow.ports import CaseFacts, Insert, Update


def start_batch(facts: CaseFacts, effect: StartIssue, paper_by: tuple[str, ...]) -> Insert:
    """The row of a new batch. The same key again, as when a command is repeated, is the same batch."""
    return Insert(TABLE, (batch_row(_ask(facts, effect, paper_by), facts.now),), on_conflict_nothing=True)


def call_back_batch(facts: CaseFacts, effect: CallBackIssue) -> Update:
    """Nothing of the batch will be published; the database refuses this once it is."""
    return Update(TABLE, "key", stored_key(facts.state.case, effect.key), called_back_values(facts.now))


def _ask(facts: CaseFacts, effect: StartIssue, paper_by: tuple[str, ...]) -> IssueAsk:
    node = facts.program.by_id[effect.node]
    assert isinstance(node, IssueNode)
    rows, case, columns = effect.rows, facts.state.case, own_columns(facts.program, node.rows)
    return IssueAsk(
        key=stored_key(case, effect.key),
        case=case,
        procedure=facts.program.key,
        step=node.id,
        title=f"{node.step} {facts.state.number}",
        rows=(
            tuple(row_issued(columns, row) if columns else row for row in rows)
            if isinstance(rows, list)
            else RowSetRef(row_set=rows["row_set"], count=rows["count"])
        ),
        columns=columns_issued(columns),
        recipient=number_column(columns, node.recipient),
        template=node.template,
        consent=node.consent,
        without_consent=node.without_consent,
        paper_by=paper_by,
        publish_at=effect.publish_at,
        receipt=_receipt(node),
        keep=_keep(node.keep),
        corrects=stored_key(case, effect.corrects) if effect.corrects else "",
        released_by=effect.released_by,
    )


def _receipt(node: IssueNode) -> Receipt | None:
    within = node.receipt_due.plain if node.receipt_due else None
    if within is None:
        return None
    remind = node.receipt_remind
    every = remind.every.plain if remind else None
    if remind is None or every is None:
        return Receipt(within=within)
    most = remind.at_most or within // every if remind.repeat else 1
    return Receipt(within=within, remind_every=every, remind_at_most=max(1, most))


def _keep(span: Span | None) -> Keep | None:
    if span is None:
        return None
    if span.months is not None:
        return Keep(months=span.months)
    return Keep(days=max(1, (span.plain or timedelta()).days))
