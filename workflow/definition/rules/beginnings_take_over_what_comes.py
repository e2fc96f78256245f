"""E085, E086, E055, E101, E023: 開始の知らせ is a file that a system leaves; its values go into items."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import Contract, Start
from workflow.definition.located import Located, Pair
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    start = checked.procedure.start
    if start is None:
        return
    if start.message is None:
        if start.has("carry") and not start.from_case:
            yield _nothing_comes(checked, start)
        return
    contract = checked.contract(start.message.value)
    if contract is None or not contract.has("payload"):
        yield problem(
            "E085",
            start.message,
            f"「{start.message.value}」という知らせはありません。",
            f'There is no message "{start.message.value}".',
            likely_or_all(
                start.message.value, [pair.key.value for pair in checked.procedure.systems if pair.value.has("payload")]
            ),
        )
        return
    yield from _is_a_file(checked, start.message)
    for pair in start.carry:
        yield from _taken_over(checked, pair, contract)


def _nothing_comes(checked: Checked, start: Start) -> Problem:
    message = "知らせ」か「元の案件" if checked.vocabulary.language == "ja" else 'message" or "from_case'
    return problem(
        "E023",
        start.heading("carry"),
        f"「{start.heading('carry').value}」は「{message}」といっしょに書きます。",
        f'"{start.heading("carry").value}" is written together with "{message}".',
    )


def _is_a_file(checked: Checked, message: Located[str]) -> Iterator[Problem]:
    system, _, name = message.value.partition(".")
    offered = checked.catalogue.systems.get(system, {}).get(name)
    if offered is not None and not offered.is_file:
        yield problem(
            "E086",
            message,
            f"「{message.value}」はファイルではありません。始められるのは、連携先が置くファイル(受信)からです。",
            f'"{message.value}" is no file. A case begins with files that a system leaves (files).',
        )


def _taken_over(checked: Checked, pair: Pair[Located[str]], contract: Contract) -> Iterator[Problem]:
    item = checked.names.items.get(normal(pair.key.value))
    if item is None or item not in checked.procedure.form:
        yield problem(
            "E055",
            pair.key,
            f"様式に「{pair.key.value}」という項目はありません。",
            f'The form has no item "{pair.key.value}".',
            likely_or_all(pair.key.value, [part.item.value for part in checked.procedure.form if part.item]),
        )
    if normal(pair.value.value) not in {normal(text.value) for text in contract.payload}:
        yield problem(
            "E101",
            pair.value,
            f"知らせに「{pair.value.value}」はありません。",
            f'The message has no "{pair.value.value}".',
            likely_or_all(pair.value.value, [text.value for text in contract.payload]),
        )
