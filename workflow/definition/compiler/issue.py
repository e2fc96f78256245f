"""交付 as a node."""

from workflow.definition.compiler.names import Names
from workflow.definition.compiler.places import span_of, step_place, text_of
from workflow.definition.document import IssueStep
from workflow.definition.outline import Placed
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import IssueNode


def issue_node(placed: Placed, step: IssueStep, after: str, names: Names) -> IssueNode:
    """The node that issues documents; what it does not say has its default."""
    receipt = step.receipt
    corrected = names.outline.named(text_of(step.corrects)) if step.corrects else None
    return IssueNode(
        rows=names.item_key(step.rows.value),
        recipient=_recipient(step, names),
        template=step.template.value,
        consent=text_of(step.consent),
        without_consent="hold" if text_of(step.without_consent) == "hold" else "paper",
        paper_by=names.persons(step.paper_by or (names.procedure.office,)),
        publish_at=text_of(step.publish_at),
        receipt_due=span_of(receipt.due) if receipt else None,
        receipt_remind=receipt.remind.value if receipt and receipt.remind else None,
        keep=span_of(step.keep),
        corrects=corrected.id if corrected else "",
        next=after,
        **step_place(placed),
    )


def _recipient(step: IssueStep, names: Names) -> str:
    """The key of the column; a table that systems bring has its columns by their names."""
    table = names.items.get(normal(step.rows.value))
    columns = table.columns if table else ()
    named = (column.key for column in columns if column.item and normal(column.item.value) == normal(step.to.value))
    return next(named, step.to.value)
