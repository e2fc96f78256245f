"""E112: nothing is sent back over a 交付: what readers have is only ever corrected."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.document import BackStep, HumanStep, IssueStep
from workflow.definition.graph import goes_back_to


def check(checked: Checked) -> Iterator[Problem]:
    nodes = checked.program.by_id
    for issue in checked.steps(IssueStep):
        if issue.anytime:
            continue
        later = checked.graph.after(issue.id)
        for placed in checked.outline.all:
            step = placed.step
            if not isinstance(step, HumanStep | BackStep) or placed.id not in later:
                continue
            if any(
                issue.id in checked.graph.after(target) for target in goes_back_to(nodes[placed.id]) if target in nodes
            ):
                back = "できないこと: 差戻し" if checked.vocabulary.language == "ja" else "no_actions: send_back"
                yield problem(
                    "E112",
                    step.name,
                    f"「{step.name.value}」から差し戻すと、公開した「{issue.step.name.value}」の前に戻ります。",
                    f'Sending back from "{step.name.value}" goes back over "{issue.step.name.value}", '
                    "which was published.",
                    Text(
                        f"「{back}」と書くか、交付より後の差戻し先を選んでください",
                        f'write "{back}", or a later target',
                    ),
                )
