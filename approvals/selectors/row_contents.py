"""What the cases of a list are about: their 件名, and whether files are attached to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, Func, Value
from django.db.models.fields.json import KeyTransform

from workflow.engine.subject import subject_items, subject_of
from workflow.models import Case
from workflow.selectors.programs import machine_of

FILES = "$.answers.*[*].sha256"
"""The jsonpath that finds something in the state of a case when an answer refers to files."""
_HAS_FILES = Func(
    "state",
    Value(FILES),
    function="jsonb_path_exists",
    template="%(function)s(%(expressions)s::jsonpath)",
    output_field=BooleanField(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Of one case."""

    subject: str = ""
    """Empty where the procedure does not say it, or nothing is written yet."""
    has_files: bool = False


def contents_of(programs: Mapping[UUID, str], language: str) -> dict[UUID, Contents]:
    """By case, for cases with the hashes of their programs; by one statement, which reads only what is named."""
    machines = {case: machine_of(program) for case, program in programs.items()}
    keys = sorted({key for machine in machines.values() for key in subject_items(machine)})
    answers = [KeyTransform(key, KeyTransform("answers", "state")) for key in keys]
    found = {}
    for case, has_files, *said in Case.objects.filter(uuid__in=programs).values_list("uuid", _HAS_FILES, *answers):
        subject = subject_of(machines[case], dict(zip(keys, said, strict=True)), language)
        found[case] = Contents(subject=subject, has_files=has_files)
    return found


def headed(procedure: str, subject: str, language: str) -> str:
    """職員証の再交付（紛失）: the procedure with what the case is about, where that is known."""
    if not subject:
        return procedure
    return f"{procedure} ({subject})" if language == "en" else f"{procedure}（{subject}）"


def titled(subject: str, whose: str) -> str:
    """紛失 — 佐藤 彩（戸籍住民課）: a line of a list in which the procedure stands apart."""
    return f"{subject} — {whose}" if subject else whose
