"""The items a person may write at a step, as fields of a form, with what was typed and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from msgspec import structs

from approvals.selectors.open_case import OpenCase
from forms.field_type import Attached, Files, Json
from forms.fields.attachment import attached_files
from forms.selectors.attachments import files_for
from forms.spec import Text
from forms.validation.check import check_answers
from forms.validation.kept_files import staying_files, with_room
from forms.validation.outcome import AnswerProblem
from forms.validation.state import FormState, ItemState
from forms.validation.substitute import substitute_key
from forms.web.field_view import FieldView, field_view
from workflow.engine.enforce import with_day
from workflow.engine.nodes import UserNode


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldGroup:
    """The fields of one section."""

    heading: str
    fields: tuple[FieldView, ...]


def files_at_hand(case: OpenCase, typed: Mapping[str, Json]) -> Files:
    """The files that the reader's answers may refer to."""
    return files_for(case.reader, typed, case.state.answers)


def edit_groups(
    case: OpenCase, node: UserNode, typed: Mapping[str, Json], problems: Sequence[AnswerProblem] = ()
) -> list[FieldGroup]:
    """The fields by sections; what is hidden by the answers typed so far is left out."""
    writable = case.machine.writable(node)
    if not writable:
        return []
    typed = with_day(case.machine, node, typed, case.world)
    files = files_at_hand(case, typed)
    checked = check_answers(
        case.machine.form,
        previous=case.state.answers,
        submitted=typed,
        writable=writable,
        builtins=case.machine.builtins(case.state, case.world),
        files=files,
        drop_hidden=True,
    )
    drawing = _Drawing(case, checked.state, writable, typed, files, {each.item or "": each for each in problems})
    shown = [part for key, part in checked.state.items.items() if key in writable and part.visible]
    groups = []
    for heading, parts in groupby(shown, key=lambda part: drawing.heading(part)):
        fields = tuple(field for part in parts for field in drawing.fields(part))
        groups.append(FieldGroup(heading=heading, fields=fields))
    return groups


@dataclass(frozen=True, slots=True)
class _Drawing:
    case: OpenCase
    state: FormState
    writable: Mapping[str, bool]
    typed: Mapping[str, Json]
    files: Files
    problems: Mapping[str, AnswerProblem]

    def heading(self, part: ItemState) -> str:
        section = part.item.section
        return self.case.words(section.name, section.en) if section else ""

    def fields(self, part: ItemState) -> list[FieldView]:
        """The item, and the everyday spelling beside a name in rare characters."""
        key, spec = part.item.key, part.item.spec
        is_file = spec.type == "attachment"
        problem = self.problems.get(key)
        before = self.case.state.answers.get(key)
        found = [
            field_view(
                with_room(spec, before),
                part.stored if is_file else self.typed.get(key, part.stored),
                language=self.case.language,
                required=part.required or self.writable[key],
                error=problem.message if problem else None,
                suggestion=problem.suggestion if problem else None,
                files=self._files(key, part) if is_file else None,
                read_only=is_file and spec.after_submit == "locked" and before is not None,
                staying=staying_files(spec, before),
            )
        ]
        name = substitute_key(key)
        if name in self.state.substitutes:
            found.append(self._substitute(part, name))
        return found

    def _files(self, key: str, part: ItemState) -> list[Attached]:
        sent = self.typed.get(key)
        if isinstance(sent, list):
            found = (self.files.get(uuid) for uuid in sent if isinstance(uuid, str))
            return [file for file in found if isinstance(file, Attached)]
        return list(attached_files(part.stored))

    def _substitute(self, part: ItemState, name: str) -> FieldView:
        spec = part.item.spec
        words = Text(f"{spec.name}（普段使う文字で）", f"{spec.en or spec.name} (in everyday characters)")
        problem = self.problems.get(name)
        return field_view(
            structs.replace(spec, key=name, name=words.ja, en=words.en, help=""),
            self.typed.get(name, self.state.substitutes[name]),
            language=self.case.language,
            required=True,
            error=problem.message if problem else None,
            suggestion=problem.suggestion if problem else None,
        )
