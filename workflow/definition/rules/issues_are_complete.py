"""E060, E063, E083, E101, E058, E023: 交付 names a table, people in it, a template it can fill, what it corrects."""

from collections.abc import Iterator

from forms.issuance.correction import CORRECTED
from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem, unknown_step
from workflow.definition.document import EachStep, IssueStep
from workflow.definition.outline import Placed
from workflow.definition.shared import shared_name
from workflow.definition.suggestions import did_you_mean, likely_or_all
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(IssueStep):
        assert isinstance(placed.step, IssueStep)
        columns = _columns(checked, placed.step)
        yield from _rows(checked, placed.step, columns)
        yield from _names_people(checked, placed.step)
        yield from _template(checked, placed.step, columns)
        yield from _corrected(checked, placed, placed.step)
        yield from _consent(checked, placed.step)
        if placed.step.without_consent and not placed.step.consent:
            consent = "同意" if checked.vocabulary.language == "ja" else "consent"
            heading = placed.step.heading("without_consent")
            yield problem(
                "E023",
                heading,
                f"「{heading.value}」は「{consent}」のある交付に書きます。",
                f'"{heading.value}" needs "{consent}".',
            )


def _columns(checked: Checked, step: IssueStep) -> tuple[str, ...]:
    """The columns of the table, with those that a 全件 puts beside its own; none where it is not known."""
    item = checked.names.items.get(normal(step.rows.value))
    if item and item.columns:
        loops = (placed.step for placed in checked.steps(EachStep))
        beside = (each.columns for each in loops if isinstance(each, EachStep) and each.rows.value == step.rows.value)
        return tuple(normal(each.item.value) for part in (item.columns, *beside) for each in part if each.item)
    layout = shared_name(item.layout.value) if item and item.layout else ""
    return checked.catalogue.layouts.get(layout, ())


def _rows(checked: Checked, step: IssueStep, columns: tuple[str, ...]) -> Iterator[Problem]:
    item = checked.names.items.get(normal(step.rows.value))
    tables = [part.item.value for part in checked.procedure.items if part.item and part.type.value == "table"]
    if step.rows.value and item is None:
        yield problem(
            "E101",
            step.rows,
            f"「{step.rows.value}」という項目はありません。",
            f'There is no item "{step.rows.value}".',
            likely_or_all(step.rows.value, tables),
        )
    elif item is not None and item.type.value not in ("", "table"):
        yield problem(
            "E101",
            step.rows,
            f"「{step.rows.value}」は表ではありません。交付の対象は表です。",
            f'"{step.rows.value}" is no table; documents are issued for the rows of one.',
            likely_or_all(step.rows.value, tables),
        )
    if columns and step.to.value and normal(step.to.value) not in map(normal, columns):
        yield problem(
            "E101",
            step.to,
            f"「{step.rows.value}」に「{step.to.value}」という列はありません。",
            f'"{step.rows.value}" has no column "{step.to.value}".',
            did_you_mean(step.to.value, columns),
        )


def _names_people(checked: Checked, step: IssueStep) -> Iterator[Problem]:
    """A column of the table's own has people, or texts, which are staff numbers."""
    item = checked.names.items.get(normal(step.rows.value))
    for column in item.columns if item else ():
        named = column.item is not None and normal(column.item.value) == normal(step.to.value)
        if named and column.type.value not in ("", "staff", "text"):
            yield problem(
                "E058",
                step.to,
                f"「{step.to.value}」は人の列ではありません。宛先は、型が職員の列か、職員番号を書く文字の列です。",
                f'"{step.to.value}" names nobody; it takes a column of staff, or of texts that are staff numbers.',
            )


def _template(checked: Checked, step: IssueStep, columns: tuple[str, ...]) -> Iterator[Problem]:
    documents, name = checked.catalogue.documents, step.template.value
    if name and name not in documents:
        yield problem(
            "E083",
            step.template,
            f"definitions/documents/{name} はありません。",
            f"There is no definitions/documents/{name}.",
            likely_or_all(name, documents),
        )
    unknown = sorted(set(documents.get(name, ())) - {*columns, CORRECTED}) if columns else []
    if unknown:
        shown = "」「".join(unknown)
        yield problem(
            "E101",
            step.template,
            f"帳票の差し込み「{shown}」は「{step.rows.value}」の列にありません。",
            f'"{step.rows.value}" has no column for what the template asks: {", ".join(unknown)}.',
        )


def _consent(checked: Checked, step: IssueStep) -> Iterator[Problem]:
    known = checked.catalogue.consents
    if step.consent and step.consent.value not in known:
        yield problem(
            "E083",
            step.consent,
            f"「{step.consent.value}」という同意は definitions/documents にありません。",
            f'No file of definitions/documents asks for the consent "{step.consent.value}".',
            likely_or_all(step.consent.value, sorted(known)),
        )


def _corrected(checked: Checked, placed: Placed, step: IssueStep) -> Iterator[Problem]:
    if step.corrects is None:
        return
    other = checked.outline.named(step.corrects.value)
    issues = [each.step.name.value for each in checked.steps(IssueStep) if each is not placed]
    if other is None and not checked.names.unread(step.corrects.value):
        yield unknown_step(step.corrects, likely_or_all(step.corrects.value, issues))
    elif other is placed or (other is not None and not isinstance(other.step, IssueStep)):
        yield problem(
            "E063",
            step.corrects,
            f"「{step.corrects.value}」は、ほかの交付ではありません。訂正できるのは交付した文書だけです。",
            f'"{step.corrects.value}" is no other step that issues documents.',
            likely_or_all(step.corrects.value, issues),
        )
