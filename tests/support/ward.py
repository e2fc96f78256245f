"""The generated ward in the test database, and its people by the part they play."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from approvals.models import OrganisationGeneration
from approvals.office.office import office_at
from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from approvals.ward.generate import Ward, generate_ward
from approvals.ward.staff import read_staff
from forms.source.source import Source
from meguro_platform.definition_names import with_files
from tests.support.ward_rows import put_ward
from workflow.definition.load import load
from workflow.engine.program import Program
from workflow.models import Procedure
from workflow.services.publish_definition import propose_definition, publish_definition

MONDAY = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
"""Monday 11 May 2026, 9:00 in Japan."""
PERSONNEL, EXAMINERS, PERSONNEL_DEPARTMENT = "04020000", "04020200", "04000000"


@lru_cache(maxsize=1)
def ward() -> Ward:
    return generate_ward(office_at(Path(settings.DEFINITIONS_DIR) / "organisation"), read_staff())


def load_world() -> None:
    """The ward and both procedures in force; nothing happens when they are there already."""
    if not OrganisationGeneration.objects.exists():
        put_ward(ward(), MONDAY)
    for key in ("id-card-reissue", "leave-of-absence"):
        if not Procedure.objects.filter(key=key).exists():
            publish(key)


def publish(key: str, text: str | None = None) -> None:
    """Put a definition in force, by default as it stands in definitions/procedures."""
    path = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{key}.yaml"
    text = text or path.read_text(encoding="utf-8")
    program = compiled(path.name, text)
    version = propose_definition(program=program, source=text, by=None, note="", now=MONDAY)
    publish_definition(version=version.pk, by=None, now=MONDAY)


def compiled(name: str, text: str) -> Program:
    """The program of a text; AssertionError where it has errors."""
    return _compiled(name, text, Path(settings.DEFINITIONS_DIR))


@lru_cache
def _compiled(name: str, text: str, definitions: Path) -> Program:
    loaded = load(Source(name, text), with_files(ward().office.catalogue, definitions))
    assert loaded.program is not None, loaded.problems
    return loaded.program


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays which part in the story of a lost card."""

    applicant: UUID
    head: UUID
    examiner: UUID
    decider: UUID
    stranger: UUID


def cast() -> Cast:
    """Two ordinary members of one subsection, and the people the first one's case meets."""
    organisation, day = organisation_in_force(), MONDAY.date()

    def present(unit: str) -> list[str]:
        members = organisation.members(unit, day)
        return [seat.person for seat in members if seat.post is None and not organisation.is_absent(seat.person, day)]

    def head(unit: str) -> str:
        post = organisation.head_post(unit)
        assert post is not None
        holder = organisation.holder(post.key, day)
        assert holder is not None
        return holder.person

    subsections = sorted(code for code, unit in organisation.units.items() if unit.kind is UnitKind.SUBSECTION)
    unit = next(code for code in subsections if code.startswith("07") and len(present(code)) > 1)
    section = organisation.unit_at(unit, UnitKind.SECTION)
    assert section is not None
    applicant, stranger, *_ = present(unit)
    return Cast(
        applicant=UUID(applicant),
        head=UUID(head(section.code)),
        examiner=UUID(present(EXAMINERS)[0]),
        decider=UUID(head(PERSONNEL)),
        stranger=UUID(stranger),
    )


def lost_card() -> dict[str, object]:
    """The answers of somebody who lost the card."""
    return {
        "reason": "紛失",
        "reason_detail": "帰りの電車で落としたと思われます",
        "last_seen_at": "2026-05-10T18:00",
        "noticed_at": "2026-05-11T08:00",
        "place": "東横線",
        "place_kind": "通勤途上",
        "police": "届出済",
        "police_station": "目黒警察署",
        "police_no": "第1234号",
        "other_media": ["なし"],
        "pledge": "はい",
        "photo_mode": "登録済みを使う",
        "pickup": "人事課窓口",
    }


def damaged_card() -> dict[str, object]:
    """The answers of somebody whose card broke."""
    return {
        "reason": "破損",
        "reason_detail": "机から落として割れた事故です",
        "cause": "経年",
        "photo_mode": "登録済みを使う",
        "pickup": "人事課窓口",
    }
