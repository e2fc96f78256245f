"""What the applicant wrote and what was added on the way, to be read: by sections, without what is hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from approvals.selectors.open_case import OpenCase
from forms.field_type import Attached, Json
from forms.fields.attachment import attached_files
from forms.ports import ports
from forms.selectors.submissions import revisions_of
from forms.spec import ItemSpec
from forms.validation.form import Form
from forms.validation.found_words import found_words, found_words_in_rows
from forms.validation.state import ItemState
from forms.validation.substitute import substitute_key
from workflow.engine.nodes import ROW
from workflow.selectors.journal import reports_filed


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One item with what stands in it."""

    key: str
    label: str
    shown: str
    files: tuple[Attached, ...] = ()
    long: bool = False
    note: str = ""
    """The everyday spelling of a name in rare characters; from where and when a value was looked up."""

    @property
    def note_below(self) -> bool:
        """Whether the note is about several lines."""
        return "\n" in self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the form with the answers in it."""

    heading: str
    answers: tuple[Answer, ...]


def answer_sections(case: OpenCase) -> list[Section]:
    """What the reader's work is about, and the answers in reading order. Items of the offices that nobody has filled in
    yet are left out."""
    shown = [part for part in case.form.items.values() if part.visible and _is_worth_showing(case, part)]
    sections = [*about_the_work(case)]
    for name, parts in groupby(shown, key=lambda part: _heading(case, part)):
        sections.append(Section(heading=name, answers=tuple(_answer(case, part) for part in parts)))
    return sections


def about_the_work(case: OpenCase) -> Iterator[Section]:
    """The row, and the report (届), that the reader's open work is about."""
    task = case.task_of_reader()
    token = case.state.tokens.get(task.token) if task else None
    for scope in case.state.chain(token.scope) if token else ():
        if scope.row is not None:
            node = case.machine.each_node(scope.group.removesuffix(ROW))
            table = case.machine.form.by_key[node.rows].spec
            if table.key not in case.kept_back:
                number, name = scope.row + 1, case.words(table.name, table.en)
                heading = f"{name}, row {number}" if case.language == "en" else f"{name}の{number}行目"
                yield Section(heading=heading, answers=_said(case, case.machine.row_form(node.id), scope.data))
        elif scope.anytime and case.machine.program.handler(scope.anytime).kind == "report":
            handler = case.machine.program.handler(scope.anytime)
            form = case.machine.report_form(handler.name)
            yield Section(heading=case.words(handler.name, handler.en), answers=_said(case, form, scope.data))


def _said(case: OpenCase, form: Form, data: Mapping[str, Json]) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            key=item.key,
            label=case.words(item.spec.name, item.spec.en),
            shown=item.field.show(data[item.key], item.spec, case.language),
            files=attached_files(data[item.key]) if item.spec.type == "attachment" else (),
            long=item.spec.type == "long_text",
        )
        for item in form.items
        if data.get(item.key) is not None
    )


def files_of(case: OpenCase) -> Iterator[Attached]:
    """Every file that the answers of the case, and reports on it, refer to, as far as the reader may see them."""
    for part in case.form.items.values():
        if part.item.key in case.kept_back:
            continue
        yield from attached_files(part.stored)
    for item, answer in _filed(case):
        yield from attached_files(answer) if item.type == "attachment" else ()


def _filed(case: OpenCase) -> Iterator[tuple[ItemSpec, Json]]:
    """Every answer that was filed in reports with files; the state forgets a report when it is done."""
    forms = {handler.name: handler.form for handler in case.machine.program.anytime}
    if any(item.type == "attachment" for form in forms.values() for item in form.items):
        for filed in reports_filed(case.case):
            form = forms.get(filed.report)
            yield from ((item, filed.answers.get(item.key)) for item in (form.items if form else ()))


def replaced_files_of(case: OpenCase) -> list[Attached]:
    """Files that the answers referred to before and do not any more, the last that went first."""
    keys = [item.key for item in case.machine.form.items if item.spec.type == "attachment"]
    keys = [key for key in keys if key not in case.kept_back]
    if not keys or case.case.content_revision == 1:
        return []
    now = {file.uuid for file in files_of(case)}
    earlier = (
        file
        for revision in reversed(revisions_of(case.case.uuid))
        for key in keys
        for file in attached_files(revision.answers.get(key))
    )
    return list({file.uuid: file for file in earlier if file.uuid not in now}.values())


def is_sensitive(case: OpenCase, file: Attached) -> bool:
    """Whether the file stands, or stood, in an item marked 要配慮."""
    filed = (attached_files(answer) for item, answer in _filed(case) if item.personal_data == "sensitive")
    if any(each.uuid == file.uuid for files in filed for each in files):
        return True
    items = [item for item in case.machine.form.items if item.spec.type == "attachment"]
    keys = [item.key for item in items if item.spec.personal_data == "sensitive"]
    if not keys:
        return False
    written = [case.state.answers, *(revision.answers for revision in revisions_of(case.case.uuid))]
    return any(
        each.uuid == file.uuid for answers in written for key in keys for each in attached_files(answers.get(key))
    )


def _is_worth_showing(case: OpenCase, part: ItemState) -> bool:
    if part.item.key in case.kept_back:
        return False
    return not part.item.spec.internal and (part.stored is not None or part.item.spec.fill == "first")


def _heading(case: OpenCase, part: ItemState) -> str:
    section = part.item.section
    return case.words(section.name, section.en) if section else ""


def _answer(case: OpenCase, part: ItemState) -> Answer:
    spec = part.item.spec
    return Answer(
        key=part.item.key,
        label=case.words(spec.name, spec.en),
        shown=part.item.field.show(part.stored, spec, case.language),
        files=attached_files(part.stored) if spec.type == "attachment" else (),
        long=spec.type == "long_text",
        note=_note(case, part),
    )


def _note(case: OpenCase, part: ItemState) -> str:
    if part.found is not None:
        return found_words(part.found, case.language, ports().called)
    if part.item.row is not None:
        return found_words_in_rows(part.item.spec, part.stored, case.language, ports().called)
    return str(case.form.substitutes.get(substitute_key(part.item.key)) or "")
