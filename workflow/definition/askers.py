"""Items that are looked up (照会), where they stand, and what any lookup has to fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.expressions.scope import Scope
from forms.feel.types import TEXT, ChoiceType, ListType, Type, conforms
from forms.field_catalogue import field_of
from forms.source.problem import Problem
from forms.spec import FormSpec, ItemSpec
from workflow.definition.checked import Checked, keys, problem
from workflow.definition.form_document import FormPart, LookupPart
from workflow.definition.located import Located, Pair
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import Anytime
from workflow.engine.scope import MAIN, scope_of_report, scopes_of_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """An item that is looked up, where it stands."""

    part: FormPart
    lookup: LookupPart
    item: ItemSpec
    around: Scope
    """What expressions of the form may name."""
    scope: Scope
    """What its own may name: in a table the row."""
    table: FormPart | None = None
    """The table whose column it is."""


def askers_of(checked: Checked) -> Iterator[Asker]:
    """Every item of the form and of reports that is looked up, and every column of their tables."""
    program, procedure = checked.program, checked.procedure
    yield from _in_form(checked, procedure.items, program.form)
    for handler in checked.outline.anytime:
        compiled = program.handler(handler.name)
        yield from _in_form(checked, handler.part.items, compiled.form, compiled)


def _in_form(
    checked: Checked, parts: Sequence[FormPart], form: FormSpec, report: Anytime | None = None
) -> Iterator[Asker]:
    asking = [part for part in parts if part.lookup or any(column.lookup for column in part.columns)]
    if not asking:
        return
    scope = scope_of_report(checked.program, report) if report else checked.scopes[MAIN]
    rows = scopes_of_rows(form, checked.program.language)
    for part in asking:
        item = form.item(part.key) if part.item else None
        if item is None or not item.type:
            continue
        if part.lookup is not None:
            yield Asker(part=part, lookup=part.lookup, item=item, around=scope, scope=scope)
        for column in part.columns:
            cell = FormSpec(parts=item.columns).item(column.key) if column.item else None
            if column.lookup is not None and cell is not None and cell.type:
                yield Asker(
                    part=column,
                    lookup=column.lookup,
                    item=cell,
                    around=scope,
                    scope=rows[item.key],
                    table=part,
                )


def unfit(column: Located[str], found: Type, item: ItemSpec) -> Problem:
    """E058: what is found is no value of the item."""
    own = field_of(item).expression_type(item)
    return problem(
        "E058",
        column,
        f"「{column.value}」は{found.label.ja}なので、{own.label.ja}の項目「{item.name}」には入りません。",
        f'"{column.value}" is a {found.label.en}; the item "{item.name}" is a {own.label.en}.',
    )


def fits(found: Type, wanted: Type) -> bool:
    """Choices are found by their names, so that a text may stand for one."""
    if isinstance(found, ListType):
        return False
    if all(kind == TEXT or isinstance(kind, ChoiceType) for kind in (found, wanted)):
        return True
    return conforms(found, wanted)


def check_pairs(
    name: Located[str], pairs: tuple[Pair[Located[str]], ...], known: Sequence[str], where: Located[str]
) -> Iterator[Problem]:
    """Every column or input has its value, and there are no others."""
    accepted = {normal(text): text for text in known}
    for pair in pairs:
        if normal(pair.key.value) not in accepted:
            yield problem(
                "E081",
                pair.key,
                f"「{name.value}」に「{pair.key.value}」はありません。",
                f'"{name.value}" has no "{pair.key.value}".',
                likely_or_all(pair.key.value, known),
            )
    missing = [accepted[key] for key in accepted if key not in keys(pairs)]
    if missing:
        yield problem(
            "E082",
            where,
            f"「{name.value}」の「{'」「'.join(missing)}」に何を当てるかがありません。",
            f'"{name.value}" also needs: {", ".join(missing)}.',
        )
