"""What the applicant wrote and what was added on the way, to be read: by sections, without what is hidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from approvals.selectors.open_case import OpenCase
from forms.field_type import Attached
from forms.fields.attachment import attached_files
from forms.selectors.submissions import revisions_of
from forms.validation.found_words import found_words
from forms.validation.state import ItemState
from forms.validation.substitute import substitute_key


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the form with the answers in it."""

    heading: str
    answers: tuple[Answer, ...]


def answer_sections(case: OpenCase) -> list[Section]:
    """The answers in reading order. Items of the offices that nobody has filled in yet are left out."""
    shown = [part for part in case.form.items.values() if part.visible and _is_worth_showing(case, part)]
    sections = []
    for name, parts in groupby(shown, key=lambda part: _heading(case, part)):
        sections.append(Section(heading=name, answers=tuple(_answer(case, part) for part in parts)))
    return sections


def files_of(case: OpenCase) -> Iterator[Attached]:
    """Every file that the answers of the case refer to, as far as the reader may see them."""
    for part in case.form.items.values():
        if part.item.key in case.kept_back:
            continue
        yield from attached_files(part.stored)


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
        note=found_words(part.found, case.language)
        if part.found is not None
        else str(case.form.substitutes.get(substitute_key(part.item.key)) or ""),
    )
