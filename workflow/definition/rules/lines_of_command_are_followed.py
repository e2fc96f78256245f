"""E075: 引上げ needs somebody below who has the work by himself; 基準 needs people who are followed to a post."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import HumanStep
from workflow.engine.nodes import STARTING, UserNode

WITHOUT_A_LINE = STARTING | {"consult"}
"""Kinds of steps whose people no superior replaces: the applicant, and those asked outside the line."""
FOLLOWED = frozenset({"applicant", "drafter", "typist", "previous", "step", "item"})
"""Of whom it depends on the day where they belong."""


def check(checked: Checked) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    pull_up, as_of = ("引上げ", "基準") if ja else ("pull_up", "as_of")
    for placed in checked.steps(HumanStep):
        step, node = placed.step, checked.program.by_id[placed.id]
        assert isinstance(step, HumanStep)
        if not isinstance(node, UserNode):
            continue  # of two steps with one name (E022) it is the other one's
        if node.pull_up and step.kind.en in WITHOUT_A_LINE:
            yield problem(
                "E075",
                step.heading("pull_up"),
                f"「{step.kind.in_language(checked.vocabulary.language)}」の仕事は、上の職の人が引き上げられません。",
                f'Nobody above takes up a step of kind "{step.kind.en}", so "{pull_up}" has no effect.',
            )
        followed = any(ref.relations and ref.base.partition(":")[0] in FOLLOWED for ref in node.assignee)
        if node.as_of == "draft_date" and not followed:
            yield problem(
                "E075",
                step.heading("as_of"),
                f"「{as_of}」は、「申請者の課長」のように人の所属をたどる担当にだけ効きます。",
                f'"{as_of}" is only about people followed from a person, such as "applicant\'s section_chief".',
            )
