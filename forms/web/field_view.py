"""One item as a page draws it: what templates need to know, decided in one place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from forms.field_catalogue import field_of
from forms.field_type import Attached, FieldType, Json, referred
from forms.fields.attachment import attached_files
from forms.fields.table import MOST_ROWS
from forms.spec import ItemSpec, Text
from forms.tokyo_time import TOKYO, InstantUnreadable, read_instant
from forms.web.typed import cell_name

MOST_RADIO_BUTTONS = 8
"""More choices than this are offered in a drop-down list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """One answer that can be chosen."""

    value: str
    label: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """What the part `<c-field :field="…" />` draws."""

    name: str
    """As the browser sends it: the item's key."""
    label: str
    widget: str
    help: str = ""
    value: str = ""
    """What stands in the input: as typed, else as stored."""
    shown: str = ""
    """How a date was understood, to be read below the input."""
    found: str = ""
    """Of an item that is looked up: from where and when, or why there is nothing."""
    choices: tuple[ChoiceView, ...] = ()
    files: tuple[Attached, ...] = ()
    required: bool = False
    say_optional: bool = False
    read_only: bool = False
    error: Text | None = None
    suggestion: str = ""
    limit: int | None = None
    """Most characters of a long text."""
    extensions: tuple[str, ...] = ()
    max_size: int = 0
    max_files: int = 1
    looks_up: str = ""
    """Of a reference: what is looked up while somebody types."""
    staying: frozenset[str] = frozenset()
    """uuids of files that can't be taken out any more."""
    spoken: str = ""
    """What a cell of a table is called, which has no label of its own."""
    columns: "tuple[FieldView, ...]" = ()
    """Of a table: its columns, without answers."""
    rows: "tuple[tuple[FieldView, ...], ...]" = ()
    """Of a table: its rows, cell by cell."""
    takes_more_rows: bool = False

    @property
    def id(self) -> str:
        """Of the input, or of the first one of a group: where the error summary leads."""
        return f"f-{'-'.join(self.name.split())}"

    @property
    def is_group(self) -> bool:
        return self.widget in {"choice", "choices", "yes_no", "table"}

    @property
    def template(self) -> str:
        return f"widgets/{self.widget}.html"

    @property
    def described_by(self) -> str:
        noted = self.limit or self.widget == "attachment"
        parts = [("help", self.help), ("error", self.error), ("found", self.found), ("note", noted)]
        return " ".join(f"{self.id}-{part}" for part, there in parts if there)

    @property
    def accept(self) -> str:
        return ",".join(f".{extension}" for extension in self.extensions)

    @property
    def takes_more_files(self) -> bool:
        return not self.read_only and len(self.files) < self.max_files


def field_view(
    item: ItemSpec,
    value: Json = None,
    *,
    language: str = "ja",
    required: bool = False,
    read_only: bool = False,
    error: Text | None = None,
    suggestion: str | None = None,
    files: Sequence[Attached] | None = None,
    staying: frozenset[str] = frozenset(),
) -> FieldView:
    """The item with its answer, either as it was typed (text, list of texts) or as it is stored.

    A stored answer knows its files; when uuids were typed, `files` says what they are.
    """
    kind = field_of(item)
    widget = "select" if kind.widget == "choice" and len(item.choices) > MOST_RADIO_BUTTONS else kind.widget
    return FieldView(
        name=item.key,
        label=Text(item.name, item.en).in_language(language),
        widget=widget,
        help=Text(item.help, item.help_en).in_language(language),
        value=written(value),
        shown=_understood(item, kind, value, language),
        choices=_choices(item, widget, value, language),
        files=attached_files(value) if files is None else tuple(files),
        required=required,
        say_optional=widget == "attachment" and not required,
        read_only=read_only,
        error=error,
        suggestion=suggestion or "",
        columns=tuple(_cell(column, None, "", "", language) for column in item.columns),
        rows=tuple(_rows(item, value, language)),
        takes_more_rows=not read_only and len(value if isinstance(value, list) else ()) < (item.most_rows or MOST_ROWS),
        limit=item.length[1] if widget == "lines" else None,
        extensions=item.extensions,
        max_size=item.max_size,
        max_files=item.max_files,
        looks_up=kind.name if widget == "reference" else "",
        staying=staying,
    )


def _rows(item: ItemSpec, value: Json, language: str) -> Iterator[tuple[FieldView, ...]]:
    """The rows that were written, and blank ones up to the fewest there must be."""
    written_rows = value if item.columns and isinstance(value, list) else []
    for number in range(max(len(written_rows), item.fewest_rows or 1) if item.columns else 0):
        row = written_rows[number] if number < len(written_rows) else {}
        cells = row if isinstance(row, dict) else {}
        said = Text(f"{item.name}の{number + 1}行目", f"{item.en or item.name}, row {number + 1}").in_language(language)
        yield tuple(
            _cell(column, cells.get(column.key), cell_name(item.key, number, column.key), said, language)
            for column in item.columns
        )


def _cell(column: ItemSpec, value: Json, name: str, said: str, language: str) -> FieldView:
    """A cell is an input of its own; what can be chosen is a drop-down list."""
    computed = column.is_found
    field = field_view(column, value, language=language, read_only=computed, required=_is_certain(column))
    if computed:
        shown = field_of(column).show(value, column, language) if value is not None else ""
        return replace(field, name=name, widget="line", value=shown, shown="", spoken=f"{said} {field.label}")
    widget = "select" if field.is_group else field.widget
    return replace(field, name=name, widget=widget, help="", shown="", spoken=f"{said} {field.label}")


def _is_certain(column: ItemSpec) -> bool:
    return column.required in ("はい", "yes")


def written(value: Json) -> str:
    """An answer as a person would type it; a stored instant by the clock of Japan."""
    match value:
        case dict() if (found := referred(value)) is not None:
            return found.written
        case None | bool() | list() | dict():
            return ""
        case str() if value.endswith("Z"):
            try:
                return read_instant(value).astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")
            except InstantUnreadable:
                return value
        case _:
            return str(value)


def _understood(item: ItemSpec, kind: FieldType, value: Json, language: str) -> str:
    if kind.widget not in {"date", "datetime"} or kind.load(value, item) is None:
        return ""
    return kind.show(value, item, language)


def _choices(item: ItemSpec, widget: str, value: Json, language: str) -> tuple[ChoiceView, ...]:
    if widget == "yes_no":
        words = (("true", "Yes"), ("false", "No")) if language == "en" else (("true", "はい"), ("false", "いいえ"))
        answer = str(value).lower() if isinstance(value, bool) else value
        return tuple(ChoiceView(value=sent, label=label, chosen=answer == sent) for sent, label in words)
    chosen = value if isinstance(value, list) else [value]
    return tuple(
        ChoiceView(
            value=choice.id,
            label=Text(choice.name, choice.en).in_language(language),
            chosen=choice.id in chosen,
        )
        for choice in item.choices
    )
