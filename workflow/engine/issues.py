"""交付: documents are given to be issued, and settled when readers have them."""

from datetime import datetime

from forms.fields.table import rows_of
from workflow.engine.commands import SettleIssue
from workflow.engine.effects import StartIssue
from workflow.engine.failures import open_incident
from workflow.engine.nodes import IssueNode
from workflow.engine.outcome import GONE, TooLate
from workflow.engine.run import Run
from workflow.engine.state import Issue, Token

NOTHING_TO_ISSUE = "「{step}」の対象「{rows}」が空なので、だれにも交付できません。"
PUBLISHED = "「{step}」の文書はもう公開されています。直すには訂正版を交付します。"
NOTHING_TO_CORRECT = "「{step}」は、訂正する文書がまだ公開されていないので、進められません。"


def enter_issue(run: Run, token: Token, node: IssueNode) -> None:
    """Give one document for each row to be issued. What can't be known or taken back waits for an administrator."""
    rows = run.state.answers.get(node.rows)
    count = rows_of(rows)
    at = run.value(node.publish_at, token) if node.publish_at else None
    corrected = run.state.issue_of(node.corrects) if node.corrects else None
    if count is None:
        item = run.machine.form.by_key[node.rows].spec.name
        open_incident(run, token, "error", NOTHING_TO_ISSUE.format(step=node.step, rows=item))
    elif node.publish_at and at is None:
        open_incident(run, token, "condition", run.say_null(node.publish_at, token))
    elif node.corrects and (corrected is None or not corrected.is_published(run.world.now)):
        open_incident(run, token, "error", NOTHING_TO_CORRECT.format(step=node.step))
    elif not node.anytime and run.state.issue_of(node.id) is not None:
        open_incident(run, token, "error", PUBLISHED.format(step=node.step))
    else:
        start_issue(run, token, node, datetime.fromisoformat(at) if at else None)
        if not count:
            settle(run, run.state.issues[token.ref], "issued", {})


def start_issue(run: Run, token: Token, node: IssueNode, publish_at: datetime | None) -> None:
    """The number in the key counts what was really given away; an instant in the past is now."""
    now = run.world.now
    times = run.state.issues_made.get(node.id, 0) + 1
    run.state.issues_made[node.id] = times
    key = f"{node.id}/{times}"
    due = max(publish_at, now) if publish_at else now
    corrected = run.state.issue_of(node.corrects) if node.corrects else None
    run.state.issues[key] = Issue(key=key, node=node.id, token=token.id, publish_at=due)
    token.waits, token.ref = "issue", key
    unit = run.unit(token.scope)
    acts = [passed.actor.person for passed in run.state.passed if passed.unit == unit and not passed.void]
    raised_by = run.state.scopes[unit].raised_by if unit else ""
    run.emit(
        StartIssue(
            key=key,
            node=node.id,
            rows=run.state.answers[node.rows],
            publish_at=publish_at if due > now else None,
            corrects=corrected.key if corrected else "",
            released_by=tuple(person for person in dict.fromkeys([raised_by, *acts]) if person),
        )
    )


def settle_issue(run: Run, command: SettleIssue) -> TooLate | None:
    """Readers have it, or as many of them as can without help."""
    issue = run.state.issues.get(command.issue)
    if issue is None or issue.outcome or issue.token not in run.state.tokens:
        return GONE
    settle(run, issue, command.outcome, command.counts)
    return None


def settle(run: Run, issue: Issue, outcome: str, counts: dict[str, int]) -> None:
    token = run.state.tokens[issue.token]
    node = run.node(token)
    assert isinstance(node, IssueNode)
    issue.outcome, issue.counts = "partly_held" if outcome == "partly_held" else "issued", dict(counts)
    run.values_changed()
    run.go(token, node.next)
