"""The form of a document as forms know it."""

from typing import Literal, cast

from msgspec import structs

from forms.spec import CheckSpec, Choice, FormSpec, ItemSpec, SectionSpec
from workflow.definition.compiler.lookups import lookup_of
from workflow.definition.compiler.names import Names
from workflow.definition.document import AnytimePart, EachStep
from workflow.definition.form_document import FormCheck, FormPart
from workflow.definition.located import Located
from workflow.definition.shared import shared_name
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.scope import NOTHING_IS_ASKED

MAX_SIZE = 10_000_000
"""Bytes of one attached file, where the definition says nothing."""


def form_spec(names: Names) -> FormSpec:
    """Items, sections and checks in reading order; items that are never shown come first, outside every section."""
    procedure = names.procedure
    internal = (item_spec(part) for part in procedure.internal if part.item)
    return FormSpec(
        parts=(
            *(structs.replace(item, internal=True, fill="none") for item in internal),
            *(item_spec(part) if part.item else _section(part) for part in procedure.form),
        ),
        checks=tuple(_check(check, names) for check in procedure.checks),
    )


def row_columns(step: EachStep, names: Names) -> tuple[ItemSpec, ...]:
    """What can be read of a row: the columns of the table, then those that the steps write."""
    table = names.table(step)
    layout = names.catalogue.layouts.get(shared_name(_text(table.layout)), ()) if table else ()
    texts = (ItemSpec(key=column, name=column, type="text") for column in layout)
    own = (_column(part) for part in table.columns if part.item) if table else ()
    return (*texts, *own, *(_column(part) for part in step.columns if part.item))


def _column(part: FormPart) -> ItemSpec:
    """A column as expressions read it; whether it may be empty is all that is left of its rules."""
    item = item_spec(part)
    filled = item.formula is not None or item.required in NOTHING_IS_ASKED
    return structs.replace(
        item, visible=None, initial=None, formula=None, lookup=None, required="はい" if filled else None, fill="none"
    )


def report_form(part: AnytimePart) -> FormSpec:
    """What a report asks for."""
    return FormSpec(parts=tuple(item_spec(item) if item.item else _section(item) for item in part.items))


def _section(part: FormPart) -> SectionSpec:
    return SectionSpec(name=_text(part.section), en=_text(part.english), visible=_optional(part.visible))


def item_spec(part: FormPart) -> ItemSpec:
    return ItemSpec(
        key=part.key,
        formerly=tuple(normal(name.value) for name in part.formerly),
        name=normal(_text(part.item)),
        en=_text(part.english),
        type=_text(part.type),
        choices=tuple(
            Choice(
                id=choice.id.value if choice.id else choice.name.value,
                name=choice.name.value,
                en=_text(choice.english),
            )
            for choice in part.choices
        ),
        required=_required(part),
        visible=_optional(part.visible),
        initial=_optional(part.initial),
        formula=_optional(part.formula),
        lookup=lookup_of(part.lookup) if part.lookup else None,
        fill=cast(Literal["first", "later", "none"], _text(part.fill) or "first"),
        help=_text(part.help),
        help_en=_text(part.english_help),
        length=_counts(part.length),
        digits=_counts(part.digits),
        bounds=part.range.value if part.range else (None, None),
        pattern=_optional(part.pattern),
        rare_characters=cast(Literal["allowed", "substitute", "forbidden"], _text(part.rare_characters) or "allowed"),
        extensions=tuple(extension.value for extension in part.extensions),
        max_size=part.max_size.value if part.max_size else MAX_SIZE,
        after_submit=cast(
            Literal["add_only", "replaceable", "locked"],
            _text(part.after_submit) or "add_only",
        ),
        max_files=part.max_files.value if part.max_files else 1,
        personal_data=_personal_data(part),
        layout=shared_name(_text(part.layout)),
        columns=tuple(item_spec(column) for column in part.columns if column.item),
        fewest_rows=_counts(part.rows)[0],
        most_rows=_counts(part.rows)[1],
    )


def _required(part: FormPart) -> str | None:
    """As it is written; a table that must have a row is required."""
    if part.required is None and (_counts(part.rows)[0] or 0) > 0:
        return "はい"
    return _optional(part.required)


def _personal_data(part: FormPart) -> Literal["none", "yes", "sensitive"]:
    match _text(part.personal_data):
        case "yes_personal":
            return "yes"
        case "sensitive":
            return "sensitive"
    return "none"


def _check(check: FormCheck, names: Names) -> CheckSpec:
    return CheckSpec(
        expression=check.check.value,
        message=check.message.value,
        message_en=_text(check.english),
        items=tuple(names.item_key(item.value) for item in check.at),
        severity="warning" if _text(check.severity) == "warning" else "error",
    )


def _counts(range_: Located[tuple[str | None, str | None]] | None) -> tuple[int | None, int | None]:
    smallest, largest = range_.value if range_ else (None, None)
    return _whole(smallest), _whole(largest)


def _whole(number: str | None) -> int | None:
    return int(number.partition(".")[0]) if number is not None else None


def _text(text: Located[str] | None) -> str:
    return text.value if text else ""


def _optional(text: Located[str] | None) -> str | None:
    return text.value if text else None
