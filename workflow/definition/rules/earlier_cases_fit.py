"""E083, E095, E055, E101, E058, E023: 開始の元の案件 names procedures, ways they end, and items that fit."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import ItemSpec
from workflow.definition.catalogue import OtherProcedure
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.earlier import common_items, stored_outcome
from workflow.definition.document import Start
from workflow.definition.located import Located, Pair
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import BUILT_IN_OUTCOMES


def check(checked: Checked) -> Iterator[Problem]:
    start = checked.procedure.start
    if start is None:
        return
    if not start.from_case:
        yield from (_alone(checked, start, field) for field in ("from_outcome", "from_own") if start.has(field))
        return
    if start.message:
        yield _not_both(start)
        return
    known = checked.catalogue.other_procedures
    if not known:
        return  # nobody says which procedures there are
    for key in start.from_case:
        if key.value not in known:
            ja, en = f"definitions/procedures/{key.value}.yaml はありません。", "There is no such procedure."
            yield problem("E083", key, ja, en, likely_or_all(key.value, known))
    others = [known[key.value] for key in start.from_case if key.value in known]
    if others:
        yield from _outcomes(checked, start, others)
        yield from _carried(checked, start, others)


def _outcomes(checked: Checked, start: Start, others: list[OtherProcedure]) -> Iterator[Problem]:
    ends = dict.fromkeys((*(name for other in others for name in other.outcomes), *BUILT_IN_OUTCOMES))
    for text in start.from_outcome:
        if stored_outcome(checked.vocabulary, text.value) not in ends:
            yield problem(
                "E095",
                text,
                f"元の案件の手続に「{text.value}」という結果はありません。",
                f'No earlier case ends with "{text.value}".',
                likely_or_all(text.value, ends),
            )


def _carried(checked: Checked, start: Start, others: list[OtherProcedure]) -> Iterator[Problem]:
    theirs = {item.name: item for item in common_items(others)}
    for pair in start.carry:
        mine = checked.program.form.item(checked.names.item_key(pair.key.value))
        if mine is None or not _is_written_first(mine):
            yield _no_item(checked, pair)
        elif normal(pair.value.value) not in theirs:
            yield problem(
                "E101",
                pair.value,
                f"元の案件に「{pair.value.value}」という項目はないか、ほかの案件から読めません。",
                f'The earlier case has no item "{pair.value.value}", or no other case can read it.',
                likely_or_all(pair.value.value, theirs),
            )
        elif _kind(mine) != _kind(theirs[normal(pair.value.value)]):
            yield problem(
                "E058",
                pair.value,
                f"「{pair.value.value}」と「{pair.key.value}」は型か選択肢が違うので、写せません。",
                f'"{pair.value.value}" and "{pair.key.value}" differ in type or choices.',
            )


def _is_written_first(item: ItemSpec) -> bool:
    return item.fill == "first" and not item.is_found


def _kind(item: ItemSpec) -> tuple[object, ...]:
    """Texts of all lengths fit; a choice fits one with the same ids."""
    free = item.type in ("text", "long_text")
    return ("text" if free else item.type, tuple(choice.id for choice in item.choices))


def _no_item(checked: Checked, pair: Pair[Located[str]]) -> Problem:
    fillable = [item.name for item in checked.program.form.items if _is_written_first(item)]
    return problem(
        "E055",
        pair.key,
        f"様式に「{pair.key.value}」という、最初に書く項目はありません。",
        f'The form has no item "{pair.key.value}" that is filled in first.',
        likely_or_all(pair.key.value, fillable),
    )


def _alone(checked: Checked, start: Start, field: str) -> Problem:
    needs = "元の案件" if checked.vocabulary.language == "ja" else "from_case"
    written = start.heading(field)
    return problem(
        "E023",
        written,
        f"「{written.value}」は「{needs}」といっしょに書きます。",
        f'"{written.value}" is written together with "{needs}".',
    )


def _not_both(start: Start) -> Problem:
    first, second = start.heading("from_case"), start.heading("message")
    return problem(
        "E023",
        first,
        f"「{first.value}」と「{second.value}」は、どちらか一つだけ書けます。",
        f'Only one of "{first.value}" and "{second.value}" can be written.',
    )
