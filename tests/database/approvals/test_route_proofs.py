"""Routes of waiting versions are proved by workers, in pieces; nothing is published on an old or unfinished proof."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from approvals.models import OrganisationGeneration, Posting, RouteProof
from approvals.routing.prove import Fault, Proof, prove
from approvals.selectors.route_proofs import proof_of
from approvals.services import route_proofs
from approvals.services.prove_publication import scenes_to_prove
from approvals.services.raise_revision import raise_revision
from approvals.services.route_proofs import UNDER_WAY, begin_proofs, objection_to_version, prove_piece, prove_waiting
from approvals.services.set_absence import set_absence
from meguro_platform.services.propose_text import publish_version
from tests.database.approvals.test_load_organisation import load
from tests.support.personnel_files import copied, sent
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, PERSONNEL, cast, compiled, ward
from workflow.errors import PublicationRefused
from workflow.models import DefinitionVersion
from workflow.selectors.programs import machine_of
from workflow.services.publish_definition import propose_definition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
DAY = date(2026, 5, 11)
FILE = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"
TEXT = FILE.read_text(encoding="utf-8").replace("開始: {できる人: 全職員}", "開始: {できる人: 人事課}")
"""A section instead of everybody, because a proof of everybody takes seconds."""
TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def waiting() -> DefinitionVersion:
    """A version of the spending decision that waits for a second person."""
    spending_world()
    return propose_definition(program=compiled(FILE.name, TEXT), source=TEXT, by=cast().stranger, note="", now=MONDAY)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route_proofs, "PIECE", 300)


def refused(version: DefinitionVersion, now: datetime = MONDAY) -> str:
    with pytest.raises(PublicationRefused) as refusal:
        publish_version(version=version.pk, person=cast().head, now=now)
    return refusal.value.reason.ja


def test_it_is_published_when_its_routes_are_proved_and_not_before(waiting: DefinitionVersion) -> None:
    before = refused(waiting)
    assert begin_proofs(now=MONDAY)
    begun = refused(waiting)
    prove_waiting(clock=lambda: MONDAY)

    publish_version(version=waiting.pk, person=cast().head, now=MONDAY)

    assert before == begun == UNDER_WAY.ja
    assert DefinitionVersion.objects.get(pk=waiting.pk).status == "in_force"
    assert not begin_proofs(now=MONDAY)


def test_how_far_it_is_is_seen_after_each_piece(waiting: DefinitionVersion, small_pieces: None) -> None:
    begin_proofs(now=MONDAY)
    seen = [0]
    while prove_piece(now=MONDAY):
        proof = proof_of(waiting.pk, DAY)
        assert proof is not None
        seen.append(proof.percent)

    assert len(seen) > 3
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_one_look_of_a_worker_leaves_the_rest_to_the_next(waiting: DefinitionVersion, small_pieces: None) -> None:
    begin_proofs(now=MONDAY)

    assert prove_waiting(clock=lambda: MONDAY, most=2) == 2
    assert begin_proofs(now=MONDAY)


def test_pieces_together_prove_just_what_one_proof_does(waiting: DefinitionVersion, small_pieces: None) -> None:
    machine = machine_of(waiting.program_hash)
    whole = [Proof() for _ in scenes_to_prove(machine, DAY)]
    for scene, counted in zip(scenes_to_prove(machine, DAY), whole, strict=True):
        assert not any(prove(machine, scene.organisation, scene.day, counted))

    begin_proofs(now=MONDAY)
    pieces = prove_waiting(clock=lambda: MONDAY)

    assert pieces > len(whole)
    assert RouteProof.objects.get().routes == sum(counted.routes for counted in whole)


def test_a_worker_that_is_stopped_in_a_piece_loses_only_that_piece(
    waiting: DefinitionVersion, small_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_proofs(now=MONDAY)
    prove_piece(now=MONDAY)
    before = RouteProof.objects.get()

    def stopped(*args: object, **options: object) -> Iterator[Fault | None]:
        yield None
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(route_proofs, "prove", stopped)
        with pytest.raises(SystemExit):
            prove_piece(now=MONDAY)
    after = RouteProof.objects.get()
    prove_waiting(clock=lambda: MONDAY)

    assert (after.groups_done, after.routes) == (before.groups_done, before.routes)
    assert objection_to_version(waiting.pk, today=DAY) is None


def test_one_that_can_not_be_proved_says_so_and_keeps_no_other_waiting(
    waiting: DefinitionVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> Iterator[Fault | None]:
        raise KeyError("unit")
        yield None

    begin_proofs(now=MONDAY)
    monkeypatch.setattr(route_proofs, "prove", broken)

    assert prove_waiting(clock=lambda: MONDAY) == 1
    assert "思わぬ誤り" in refused(waiting)


def test_a_proof_of_yesterday_is_no_proof(waiting: DefinitionVersion) -> None:
    begin_proofs(now=MONDAY)
    prove_waiting(clock=lambda: MONDAY)

    assert refused(waiting, TOMORROW) == UNDER_WAY.ja
    assert begin_proofs(now=TOMORROW)
    prove_waiting(clock=lambda: TOMORROW)
    publish_version(version=waiting.pk, person=cast().head, now=TOMORROW)


def test_an_organisation_that_is_sent_meanwhile_makes_it_begin_anew(
    waiting: DefinitionVersion, small_pieces: None
) -> None:
    begin_proofs(now=MONDAY)
    prove_piece(now=MONDAY)
    rows = copied(sent(ward()))
    rows.where(rows.postings, 所属コード=PERSONNEL, 職名="課長", 区分="本務")["職名"] = "主事"
    load(rows, date(2026, 6, 1))

    assert not prove_piece(now=MONDAY)
    assert begin_proofs(now=MONDAY)
    assert RouteProof.objects.get().routes == 0
    prove_waiting(clock=lambda: MONDAY)
    assert "2026-06-01（準備中の組織）" in refused(waiting)


def test_who_falls_ill_meanwhile_changes_nothing(waiting: DefinitionVersion) -> None:
    begin_proofs(now=MONDAY)
    prove_waiting(clock=lambda: MONDAY)
    set_absence(person=cast().head, since=DAY, until=None, reason="病気", now=MONDAY)

    assert objection_to_version(waiting.pk, today=DAY) is None


def test_what_finds_nobody_is_told_to_whoever_publishes(waiting: DefinitionVersion) -> None:
    Posting.objects.filter(unit__startswith="0301").delete()
    raise_revision()
    begin_proofs(now=MONDAY)
    pieces = prove_waiting(clock=lambda: MONDAY)

    assert pieces == 1
    assert "行目" in refused(waiting)
    assert refused(waiting).endswith("ほか")


def test_nothing_is_asked_without_a_circulation_or_an_organisation(waiting: DefinitionVersion) -> None:
    text = (FILE.parent / "id-card-reissue.yaml").read_text(encoding="utf-8")
    program = compiled("id-card-reissue.yaml", text)
    plain = propose_definition(program=program, source=text, by=None, note="", now=MONDAY)

    begin_proofs(now=MONDAY)

    assert objection_to_version(plain.pk, today=DAY) is None
    assert list(RouteProof.objects.values_list("version", flat=True)) == [waiting.pk]
    OrganisationGeneration.objects.update(status="past")
    assert not begin_proofs(now=MONDAY)
    assert objection_to_version(waiting.pk, today=DAY) is None


def test_a_version_that_is_taken_back_is_proved_no_further(waiting: DefinitionVersion) -> None:
    begin_proofs(now=MONDAY)
    waiting.reject()
    waiting.save()

    assert not begin_proofs(now=MONDAY)
    assert not prove_piece(now=MONDAY)
