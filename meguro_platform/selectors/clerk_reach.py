"""Whom a version hits (移行): cases under way by step, people who have work, and the verdict on each case."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from approvals.models import InboxEntry
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.migration_plan import Plan, lost_steps
from workflow.engine.migration_verdict import Kind
from workflow.models import CaseMigration, DefinitionVersion
from workflow.selectors.migration import Judged, Reach, cases_left, judged_cases, under_way
from workflow.selectors.programs import machine_of

PAGE = 50
MOST_PEOPLE = 12
KINDS: tuple[Kind, ...] = ("as_is", "needs_map", "stays")
TONES: dict[Kind, str] = {"as_is": "f-ok", "needs_map": "f-warn", "stays": "f-bad"}


def parts_of_a_bar(counts: list[tuple[str, int]], of: int = 0) -> list[tuple[str, float, float]]:
    """The class of each part, where it begins and how wide it is, in percent of all, or of `of`."""
    all_of_it, parts, begin = of or sum(count for _, count in counts) or 1, [], 0.0
    for tone, count in counts:
        width = 100 * count / all_of_it
        parts.append((tone, begin, width))
        begin += width
    return parts


@dataclass(slots=True)
class Group:
    """Cases with one verdict for one reason."""

    kind: Kind
    text: Text | None
    """None: they go on as they are."""
    cases: int = 0
    example: str = ""
    """Number of the oldest one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMap:
    """A step that cases wait at and that the version lacks, and where they could be taken."""

    node: str
    step: str
    choices: tuple[tuple[str, str], ...]
    """Node id and name of the steps that stand in the same blocks."""
    chosen: str
    cases: int


@dataclass(slots=True, kw_only=True)
class Reached:
    """Everything the page says of cases under way before a version comes into force."""

    reach: str
    counts: Counter[str] = field(default_factory=Counter)
    groups: list[Group] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    people: tuple[tuple[UUID, int], ...] = ()
    """Who has how much of it in the inbox, who has most first."""
    all_people: int = 0
    mappings: tuple[StepMap, ...] = ()
    lost: tuple[str, ...] = ()
    """Steps whose identity is lost (P12)."""
    cases: list[Judged] = field(default_factory=list)
    """One page of them."""
    page: int = 1
    verdict: str = ""
    """Only cases of this verdict are listed; empty: all."""

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def waiting(self) -> list[tuple[str, int]]:
        """Names of the steps where cases wait, with how many; the most first."""
        return self.steps.most_common()

    @property
    def listed(self) -> int:
        return self.counts[self.verdict] if self.verdict else self.total

    @property
    def pages(self) -> int:
        return max(1, -(-self.listed // PAGE))

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        return parts_of_a_bar([(TONES[kind], self.counts[kind]) for kind in KINDS])


def plan_of(version: int) -> tuple[str, dict[str, str]]:
    """Whom a version reaches, and its map by hand."""
    return DefinitionVersion.objects.values_list("reach", "moves").get(pk=version)


def reached_by(
    procedure: str, target: Machine, *, reach: str, moves: Mapping[str, str], verdict: str = "", page: int = 1
) -> Reached:
    """Judge every case under way against a version, with one page of them. Nothing is changed."""
    found = Reached(reach=reach, verdict=verdict if verdict in KINDS else "", page=max(1, page))
    needed: Counter[str] = Counter()
    groups: dict[tuple[str, Text | None], Group] = {}
    judged_as = Reach.ALL if reach == Reach.NEW_ONLY else reach
    for case in judged_cases(procedure, target, reach=judged_as, moves=moves):
        kind, reasons = case.verdict.kind, case.verdict.reasons
        if not found.verdict or kind == found.verdict:
            place = found.counts[kind] if found.verdict else found.total
            if (found.page - 1) * PAGE <= place < found.page * PAGE:
                found.cases.append(case)
        found.counts[kind] += 1
        found.steps.update(case.steps)
        needed.update({reason.node for reason in reasons if reason.node})
        text = reasons[0].text if reasons else None
        group = groups.setdefault((kind, text), Group(kind, text, example=case.number))
        group.cases += 1
    found.groups = sorted(groups.values(), key=lambda group: (KINDS.index(group.kind), -group.cases))
    programs = _programs_under_way(procedure, target.program.hash)
    found.mappings = tuple(_mappings(programs, target, moves, needed))
    lost = (node.step for each in programs for node in lost_steps(each.program, target.program))
    found.lost = tuple(dict.fromkeys(lost))
    found.people, found.all_people = _people(procedure)
    return found


def names_in(found: Reached, language: str) -> tuple[tuple[str, int], ...]:
    """Who has work in the cases, by name."""
    people = PeopleShown(organisation_in_force(), language)
    return tuple((people.name(str(person)), work) for person, work in found.people)


def _programs_under_way(procedure: str, but: str) -> list[Machine]:
    hashes = under_way(procedure, but).order_by("program_hash").values_list("program_hash", flat=True)
    return [machine_of(each) for each in hashes.distinct()]


def _mappings(
    programs: Iterable[Machine], target: Machine, moves: Mapping[str, str], needed: Counter[str]
) -> Iterable[StepMap]:
    told = set[str]()
    for before in programs:
        plan = Plan(before=before, after=target, moves=moves)
        for node in (*needed, *moves):
            old = before.program.by_id.get(node)
            if old is None or node in told:
                continue
            told.add(node)
            choices = tuple((each.id, each.step) for each in plan.choices(node))
            step = old.step or before.program.by_id[node.rpartition(".")[0]].step
            yield StepMap(node=node, step=step, choices=choices, chosen=moves.get(node, ""), cases=needed[node])


def _people(procedure: str) -> tuple[tuple[tuple[UUID, int], ...], int]:
    entries = InboxEntry.objects.filter(case__procedure_id=procedure, case__status="open")
    counted = entries.order_by().values_list("person").annotate(work=Count("task", distinct=True))
    ranked = tuple(counted.order_by("-work", "person"))
    return ranked[:MOST_PEOPLE], len(ranked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the cases that a version in force reaches have been seen to."""

    moved: int
    stays: int
    failed: int
    left: int
    is_done: bool
    cases: tuple[CaseMigration, ...]
    """The newest page of those that stay."""

    @property
    def total(self) -> int:
        return self.moved + self.stays + self.failed + self.left

    @property
    def seen(self) -> int:
        return self.total - self.left

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        return parts_of_a_bar([("f-ok", self.moved), ("f-warn", self.stays), ("f-bad", self.failed)], of=self.total)


def progress_of(version: int, page: int = 1) -> Progress | None:
    """None for a version that reaches only new cases, or is not published."""
    found = DefinitionVersion.objects.select_related("procedure").get(pk=version)
    if found.reach == Reach.NEW_ONLY or found.published_at is None:
        return None
    rows = CaseMigration.objects.filter(version=found)
    counts = dict(rows.order_by().values_list("result").annotate(Count("pk")))
    left = 0 if found.moved_at or found.status != "in_force" else cases_left(found).count()
    stayed = rows.exclude(result="moved").select_related("case").order_by("pk")
    return Progress(
        moved=counts.get("moved", 0),
        stays=counts.get("stays", 0),
        failed=counts.get("failed", 0),
        left=left,
        is_done=found.moved_at is not None or found.status != "in_force",
        cases=tuple(stayed[(page - 1) * PAGE : page * PAGE]),
    )
