"""One item as a page draws it: what templates need to know, decided in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.field_catalogue import field_of
from forms.field_type import Attached, FieldType, Json
from forms.fields.attachment import attached_files
from forms.fields.reference import referred
from forms.spec import ItemSpec, Text
from forms.tokyo_time import TOKYO, InstantUnreadable, read_instant

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

    @property
    def id(self) -> str:
        """Of the input, or of the first one of a group: where the error summary leads."""
        return f"f-{'-'.join(self.name.split())}"

    @property
    def is_group(self) -> bool:
        return self.widget in {"choice", "choices", "yes_no"}

    @property
    def template(self) -> str:
        return f"widgets/{self.widget}.html"

    @property
    def described_by(self) -> str:
        parts = [("help", self.help), ("error", self.error), ("note", self.limit or self.widget == "attachment")]
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
        help=item.help,
        value=written(value),
        shown=_understood(item, kind, value, language),
        choices=_choices(item, widget, value, language),
        files=attached_files(value) if files is None else tuple(files),
        required=required,
        say_optional=widget == "attachment" and not required,
        read_only=read_only,
        error=error,
        suggestion=suggestion or "",
        limit=item.length[1] if widget == "lines" else None,
        extensions=item.extensions,
        max_size=item.max_size,
        max_files=item.max_files,
        looks_up=kind.name if widget == "reference" else "",
        staying=staying,
    )


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
