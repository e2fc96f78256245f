"""E085, E024, E023, E031: a wait names one thing it waits for, 先着 several; a message has a contract."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import FirstCase, FirstStep, Step, WaitStep
from workflow.definition.suggestions import likely_or_all

WORDS = {"message": "知らせ", "at": "日時", "for_": "期間", "until": "になるまで"}


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.outline.all:
        step = placed.step
        match step:
            case WaitStep():
                yield from _one_thing(checked, step, step, tuple(WORDS))
                if step.match and not step.message:
                    yield problem(
                        "E023",
                        step.heading("match"),
                        "照合は知らせを待つときに書きます。",
                        "Only a wait for a message has a key to match.",
                    )
            case FirstStep():
                for case in step.cases:
                    yield from _one_thing(checked, step, case, ("message", "at", "for_"))
                if step.has("cases") and len(step.cases) < 2:
                    yield problem(
                        "E031",
                        step.name,
                        f"「{step.name.value}」の場合は二つ以上書きます。一つなら「待機」で書きます。",
                        f'"{step.name.value}" needs at least two cases; to wait for one thing there is "wait".',
                    )


def _one_thing(checked: Checked, step: Step, wait: WaitStep | FirstCase, things: tuple[str, ...]) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    words = [WORDS[thing] if ja else thing.rstrip("_") for thing in things]
    written = [thing for thing in things if wait.has(thing)]
    if len(written) != 1:
        where = wait.heading(written[1]) if written else step.name if wait is step else wait.position
        yield problem(
            "E023" if written else "E024",
            where,
            f"ここには「{'」「'.join(words)}」のどれか一つを書きます。",
            f"There is exactly one of: {', '.join(words)}.",
        )
    if wait.message and checked.contract(wait.message.value) is None:
        known = [pair.key.value for pair in checked.procedure.systems if pair.value.has("payload")]
        yield problem(
            "E085",
            wait.message,
            f"「{wait.message.value}」という知らせはありません。",
            f'There is no message "{wait.message.value}".',
            likely_or_all(wait.message.value, known),
        )
