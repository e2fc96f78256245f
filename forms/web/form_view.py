"""A whole form as a page draws it: sections, fields, and what is still wrong or missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2s

from forms.field_type import Attached, Files, Json
from forms.spec import SectionSpec, Text
from forms.validation.form import Form, Item
from forms.validation.found_words import Called, as_written, found_words, found_words_in_rows
from forms.validation.outcome import Accepted, AnswerProblem, Refused
from forms.validation.state import FormState
from forms.validation.substitute import substitute_key
from forms.web.field_view import FieldView, field_view
from forms.web.typed import is_blank

_SUBSTITUTE = Text("{}（ほかのシステムで使う字）", "{} (in characters other systems know)")
_BECAUSE = Text("「{}」が「{}」なので表示しています", "Shown because “{}” is “{}”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one item on the page. It stays where it is and is empty while the item is hidden."""

    id: str
    key: str
    fields: tuple[FieldView, ...]
    """None while hidden; a second one where a substitute spelling is wanted."""

    @property
    def fingerprint(self) -> str:
        """Changes when the page must draw the slot anew: not by what is being typed."""
        return blake2s(repr([_without_answer(field) for field in self.fields]).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A heading with its items."""

    id: str
    heading: str
    because: str
    """Which answer made it appear; empty when it is always there."""
    slots: tuple[Slot, ...]
    wrong: int
    """Problems that are shown."""
    missing: int
    """Required items without an answer."""

    @property
    def is_shown(self) -> bool:
        return any(slot.fields for slot in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """The form with what was typed."""

    sections: tuple[SectionView, ...]
    problems: tuple[AnswerProblem, ...]
    """Those that are shown, in reading order."""
    missing: int
    """Required items without an answer, shown as a problem or not."""
    wrong: int
    """Other problems."""

    @property
    def shown_sections(self) -> tuple[SectionView, ...]:
        return tuple(section for section in self.sections if section.is_shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a form is drawn from."""

    form: Form
    checked: Accepted | Refused
    typed: Mapping[str, Json]
    writable: Mapping[str, bool]
    files: Files
    language: str = "ja"
    tried: bool = False
    """Whether the person has sent the form: then everything that is missing is said."""
    typing: str = ""
    """The item the person is writing in: nobody is corrected while typing."""
    uploads: tuple[AnswerProblem, ...] = ()
    """What is wrong with files that were just sent; they are not among the answers."""
    heading: str = ""
    """Above items that stand before the first section."""
    called: Called = as_written

    @property
    def state(self) -> FormState:
        return self.checked.state

    @property
    def problems(self) -> tuple[AnswerProblem, ...]:
        return self.checked.problems if isinstance(self.checked, Refused) else ()

    def shown_problems(self) -> Iterator[AnswerProblem]:
        yield from self.uploads
        refused = {problem.item for problem in self.uploads}
        for problem in self.problems:
            item = problem.item or ""
            if item and (item == self.typing or self.typing.startswith(f"{item}.") or item in refused):
                continue
            if self.tried or (item and not is_blank(self.typed.get(item))):
                yield problem


def form_view(drawing: Drawing) -> FormView:
    """The form as the page draws it now. Items that nobody may write here are left out, computed ones are shown."""
    shown = tuple(drawing.shown_problems())
    beside = {problem.item: problem for problem in reversed(shown) if problem.item}
    missing = {p.item for p in drawing.problems if p.item and _is_missing(drawing, p.item)}
    sections = tuple(_sections(drawing, beside, missing))
    return FormView(
        sections=sections,
        problems=shown,
        missing=len(missing),
        wrong=len([problem for problem in drawing.problems if problem.item not in missing]),
    )


def _is_missing(drawing: Drawing, key: str) -> bool:
    part = drawing.state.items.get(key)
    return part is not None and part.stored is None and is_blank(drawing.typed.get(key))


def _sections(drawing: Drawing, beside: Mapping[str, AnswerProblem], missing: set[str]) -> Iterator[SectionView]:
    parts: list[tuple[SectionSpec | None, list[tuple[int, Item]]]] = []
    for place, item in enumerate(drawing.form.items):
        if not parts or parts[-1][0] is not item.section:
            parts.append((item.section, []))
        if item.key in drawing.writable or (item.spec.is_found and not item.spec.internal):
            parts[-1][1].append((place, item))
    for number, (section, items) in enumerate((part for part in parts if part[1]), start=1):
        keys = {item.key for _, item in items}
        yield SectionView(
            id=f"s{number}",
            heading=Text(section.name, section.en).in_language(drawing.language) if section else drawing.heading,
            because=_because(drawing, [item for _, item in items]),
            slots=tuple(
                Slot(id=f"slot-{place}", key=item.key, fields=tuple(_fields(drawing, item, beside)))
                for place, item in items
            ),
            wrong=len([key for key in beside if key and key.removesuffix(":substitute") in keys]),
            missing=len(keys & missing),
        )


def _fields(drawing: Drawing, item: Item, beside: Mapping[str, AnswerProblem]) -> Iterator[FieldView]:
    part = drawing.state.items[item.key]
    if not part.visible:
        return
    problem = beside.get(item.key)
    computed = item.spec.is_found
    typed = part.stored if computed else drawing.typed.get(item.key, part.stored)
    files = None
    if item.field.widget == "attachment" and isinstance(typed, list):
        sent = (drawing.files.get(uuid) for uuid in typed if isinstance(uuid, str))
        files = [file for file in sent if isinstance(file, Attached)]
    field = field_view(
        item.spec,
        with_computed(item, typed, part.stored) if item.row is not None else typed,
        language=drawing.language,
        required=not computed and (part.required or drawing.writable[item.key]),
        read_only=computed,
        error=problem.message if problem else None,
        suggestion=problem.suggestion if problem else None,
        files=files,
    )
    if part.found is not None:
        said = item.field.show(part.stored, item.spec, drawing.language) if part.stored is not None else ""
        found = found_words(part.found, drawing.language, drawing.called)
        field = replace(field, widget="line", value=said, choices=(), found=found)
    elif item.row is not None:
        field = replace(field, found=found_words_in_rows(item.spec, part.stored, drawing.language, drawing.called))
    elif item.field.widget in {"date", "datetime"} and part.stored is not None:
        field = replace(field, shown=item.field.show(part.stored, item.spec, drawing.language))
    yield field
    substitute = substitute_key(item.key)
    if substitute in drawing.state.substitutes:
        yield _substitute(drawing, item, substitute, beside.get(substitute))


def with_computed(item: Item, typed: Json, stored: Json) -> Json:
    """Rows as they were typed, with what is computed and looked up for those that are not blank."""
    settled = iter(stored if isinstance(stored, list) else ())
    computed = [column.key for column in item.spec.columns if column.is_found]
    rows: list[Json] = []
    for row in typed if isinstance(typed, list) else ():
        known = None if is_blank(row) else next(settled, None)
        cells = {key: known[key] for key in computed if key in known} if isinstance(known, dict) else {}
        rows.append({**row, **cells} if isinstance(row, dict) else row)
    return rows


def _substitute(drawing: Drawing, item: Item, key: str, problem: AnswerProblem | None) -> FieldView:
    label = Text(item.spec.name, item.spec.en).in_language(drawing.language)
    typed = drawing.typed.get(key, drawing.state.substitutes[key])
    return FieldView(
        name=key,
        label=_SUBSTITUTE.in_language(drawing.language).format(label),
        widget="line",
        value=typed if isinstance(typed, str) else "",
        required=True,
        error=problem.message if problem else None,
        suggestion=(problem.suggestion or "") if problem else "",
    )


def _because(drawing: Drawing, items: list[Item]) -> str:
    """The one answer that every visible item of the section is shown by."""
    visible = [item for item in items if drawing.state.items[item.key].visible]
    common = frozenset.intersection(*(item.shown_by for item in visible)) if visible else frozenset[str]()
    for cause in drawing.form.items:  # in reading order: a set has another order in each process
        stored = drawing.state.items[cause.key].stored
        if cause.key in common and stored is not None:
            name = Text(cause.spec.name, cause.spec.en).in_language(drawing.language)
            answer = cause.field.show(stored, cause.spec, drawing.language)
            return _BECAUSE.in_language(drawing.language).format(name, answer)
    return ""


def _without_answer(field: FieldView) -> FieldView:
    if field.read_only:
        return field
    rows = tuple(tuple(_without_answer(cell) for cell in row) for row in field.rows)
    return replace(field, value="", rows=rows, choices=tuple(replace(choice, chosen=False) for choice in field.choices))
