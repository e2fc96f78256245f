"""E085, E024: a wait names one thing it waits for; a message has a contract."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import WaitStep
from workflow.definition.suggestions import likely_or_all

THINGS = ("message", "at", "for_")


def check(checked: Checked) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    words = ("知らせ", "日時", "期間") if ja else ("message", "at", "for")
    for placed in checked.steps(WaitStep):
        step = placed.step
        assert isinstance(step, WaitStep)
        written = [thing for thing in THINGS if step.has(thing)]
        if len(written) != 1:
            yield problem(
                "E024" if not written else "E023",
                step.name if not written else step.heading(written[1]),
                f"待機には「{'」「'.join(words)}」のどれか一つを書きます。",
                f"A wait has exactly one of: {', '.join(words)}.",
            )
        if step.message and checked.contract(step.message.value) is None:
            known = [pair.key.value for pair in checked.procedure.systems if pair.value.has("payload")]
            yield problem(
                "E085",
                step.message,
                f"「{step.message.value}」という知らせはありません。",
                f'There is no message "{step.message.value}".',
                likely_or_all(step.message.value, known),
            )
        if step.match and not step.message:
            yield problem(
                "E023",
                step.heading("match"),
                "照合は知らせを待つときに書きます。",
                "Only a wait for a message has a key to match.",
            )
