"""The payslips of the demo ward: files left at the payroll system, picked up, and played through the one door.

What is over: two published months, so that one can be compared with the other; the earlier one is closed. What waits
today: a month for its release, a payment about which two people have to
decide, a file that nobody has begun with, and one that cannot be used.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from approvals.routing.organisation import Organisation
from approvals.ward.generate import PAYROLL
from forms.field_type import Attached, Json
from forms.issuance.columns import month_before
from forms.issuance.consent import Act
from forms.selectors.issuance.batches import batches_of
from forms.selectors.issuance.own_documents import current_versions, documents_of_kind
from forms.services.issuance.consents import Channel, answer, notify
from forms.services.issuance.look import look_at_own
from forms.services.issuance.make_documents import make_documents
from forms.services.issuance.paper import hand_over, paper_rows, record_run
from forms.services.issuance.tick import look_after_batches
from forms.tokyo_time import TOKYO
from integrations.connectors.connectors import Connectors
from integrations.layouts.staff import StaffList
from integrations.models import ArrivedFile
from integrations.services.deliver import deliver_due
from integrations.services.file_imports import FileImports
from integrations.services.pick_up import pick_up_files
from integrations.services.take_up import attach_arrival, claim
from integrations.systems.system import MONTH
from meguro_platform.demo.payroll_file import Payee, PayrollFile, payroll_file
from meguro_platform.demo.script import CULTURE_SUBSECTION
from meguro_platform.selectors.open_work import open_task
from workflow.ports import ports
from workflow.selectors.programs import machine_in_force
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

PROCEDURE, CONSENT = "payslip-delivery", "給与明細の電子交付"
HOUR, _ELECTED = time(8, 30), "07"
_WEEK = timedelta(days=7)
_JOINED, _ON_LEAVE = 3, 2
"""People whose first month is the last one, and people who are not paid in it."""
_NOBODY = Payee(number="00999999", name="不明　一郎", kana="ﾌﾒｲ ｲﾁﾛｳ", unit="04020300", unit_name="給与係", kind="01")
_PLANNED = {"planned_count": "records", "planned_gross": "gross", "planned_deduct": "deduct", "planned_net": "net"}

Leave = Callable[[PayrollFile], None]
"""Puts a file with its control and done file where the payroll system leaves them."""


class PayrollStory:
    """Plays it for one ward and one day."""

    def __init__(self, organisation: Organisation, staff: list[Payee], present: datetime, leave: Leave) -> None:
        self._organisation, self._staff = organisation, staff
        self._present, self._leave = present, leave
        today = present.astimezone(TOKYO).date()
        post = organisation.head_post(PAYROLL)
        holder = organisation.holder(post.key, today) if post else None
        members = [seat.person for seat in organisation.members(PAYROLL, today)]
        assert holder is not None
        self._head = UUID(holder.person)
        self._clerk, self._checker = [UUID(each) for each in members if each != holder.person][:2]
        self._readers = [UUID(seat.person) for seat in organisation.members(CULTURE_SUBSECTION, today)]
        last = today.replace(day=1)
        self._last = last if self._publication(last) <= present else month_before(last, 1)
        self._next = (self._last + timedelta(days=31)).replace(day=1)

    def play(self) -> None:
        """Everything, in the order in which it happened."""
        before = month_before(self._last, 1)
        self._consents(self._publication(before) - timedelta(days=40))
        self._read_and_handed_over(self._published(before, self._staff[_JOINED:]))
        self._reminded(before, self._publication(self._last))
        self._published(self._last, self._staff[:-_ON_LEAVE])
        self._reminded(self._last, self._present)
        now = self._present - timedelta(hours=3)
        self._until_the_head(payroll_file(self._staff, self._next, self._pay_day(self._next)), now)
        extra = payroll_file([*self._staff[:24], _NOBODY], self._next, self._pay_day(self._next), kind="4")
        self._begun(extra, now + timedelta(minutes=30))
        difference = payroll_file(self._staff[24:64], self._next, self._pay_day(self._next), kind="3")
        self._arrived(difference, now + timedelta(minutes=90))
        bonus = payroll_file(self._staff[:40], self._next, self._pay_day(self._next), kind="2")
        broken = bonus.content.replace(b"\r\nT,40,", b"\r\nT,39,")
        self._arrived(replace(bonus, content=broken), now + timedelta(minutes=100))

    def _consents(self, at: datetime) -> None:
        """Everybody was told on paper; a few have answered, silence has become consent."""
        people = [UUID(person) for person in self._organisation.staff(at.date())]
        notify(consent=CONSENT, people=people, by=self._clerk, now=at, channel=Channel.PAPER)
        answers = dict.fromkeys(self._readers, Act.AGREE) | dict.fromkeys(people[100:122], Act.REFUSE)
        for person, said in answers.items():
            answer(consent=CONSENT, person=person, act=said, version=1, by=person, now=at + timedelta(days=2))

    def _published(self, month: date, staff: list[Payee]) -> UUID:
        """The case of a month that everybody of these can read."""
        hour = self._publication(month)
        at = hour - timedelta(days=3)
        case = self._until_the_head(payroll_file(staff, month, self._pay_day(month)), at)
        approved = at + timedelta(hours=6)
        self._act(case, self._head, "approve", approved)
        look_after_batches(now=approved)
        make_documents(clock=lambda: approved)
        look_after_batches(now=approved)
        look_after_batches(now=hour)
        return case

    def _read_and_handed_over(self, case: UUID) -> None:
        """Some have read theirs, and whoever wants paper has it."""
        batch = batches_of(self._checker).get(case=case)
        assert batch.readable_from is not None and batch.kind is not None
        at = batch.readable_from + timedelta(days=1)
        for reader in self._readers:
            for document in current_versions(documents_of_kind(reader, batch.kind.key, at)):
                look_at_own(document=document, how="view", now=at)
        rows = paper_rows(batch)
        record_run(batch=batch, rows=rows, person=self._checker, now=at)
        hand_over(batch=batch, numbers=[row.number for row in rows], person=self._checker, now=at)

    def _reminded(self, month: date, until: datetime) -> None:
        """Weeks pass after a publication: whoever has not read by then was told so."""
        hour = self._publication(month)
        look_after_batches(now=hour + (until - hour) // _WEEK * _WEEK)

    def _until_the_head(self, file: PayrollFile, at: datetime) -> UUID:
        """Registered and checked; it waits for the head of the subsection."""
        case = self._begun(file, at)
        self._act(case, self._checker, "checked", at + timedelta(hours=2))
        return case

    def _begun(self, file: PayrollFile, at: datetime) -> UUID:
        """The clerk begins a case with the file, and the file is taken in."""
        arrival = self._arrived(file, at)
        claim(arrival=arrival.pk, person=self._clerk, take_over=False, now=at)
        answers, files = self._answers(arrival, at)
        month = arrival.judgement.month if arrival.judgement else None
        publication = max(self._publication(month), at) if month else at
        outcome = start_case(
            procedure=PROCEDURE,
            applicant=self._clerk,
            person=self._clerk,
            answers={
                **answers,
                **{item: file.totals[total] for item, total in _PLANNED.items()},
                "publish_at": publication.astimezone(TOKYO).strftime("%Y-%m-%dT%H:%M"),
            },
            files=files,
            now=at + timedelta(minutes=20),
        )
        assert isinstance(outcome, Done), outcome
        with Connectors(FileImports()) as connectors:
            deliver_due(worker="demo", connector=connectors, clock=lambda: at + timedelta(minutes=21))
        return UUID(outcome.result["case"])

    def _answers(self, arrival: ArrivedFile, at: datetime) -> tuple[dict[str, Json], dict[str, Attached]]:
        """What the file fills in."""
        program = machine_in_force(PROCEDURE).program
        assert program.begins_with is not None and arrival.judgement is not None
        answers: dict[str, Json] = {}
        files: dict[str, Attached] = {}
        for key, value in program.begins_with.carry.items():
            spec = program.form.item(key)
            if value == MONTH or spec is None:
                answers[key] = f"{arrival.judgement.month:%Y-%m}"
                continue
            kept = attach_arrival(arrival=arrival, value=value, item=spec, person=self._clerk, now=at)
            if kept is not None:
                answers[key], files[kept.uuid] = [kept.uuid], kept
        return answers, files

    def _arrived(self, file: PayrollFile, at: datetime) -> ArrivedFile:
        self._leave(file)
        pick_up_files(now=at)
        return ArrivedFile.objects.select_related("judgement").filter(name=file.name).latest("arrived_at")

    def _act(self, case: UUID, person: UUID, verdict: str, at: datetime) -> None:
        task = open_task(case)
        assert task is not None
        outcome = complete_user_task(task=task.uuid, person=person, verdict=verdict, now=at)
        assert isinstance(outcome, Done), outcome

    def _pay_day(self, month: date) -> date:
        """The 15th, or the last open day before."""
        day = month.replace(day=15)
        while not ports().calendar().is_open(day):
            day -= timedelta(days=1)
        return day

    def _publication(self, month: date) -> datetime:
        return datetime.combine(self._pay_day(month), HOUR, TOKYO)


def payees(organisation: Organisation, staff: StaffList) -> list[Payee]:
    """Everybody who is paid monthly; those elected are paid otherwise."""
    return [
        Payee(
            number=number,
            name=terms[-1].name,
            kana=terms[-1].kana,
            unit=terms[-1].unit,
            unit_name=organisation.units[terms[-1].unit].name,
            kind=terms[-1].kind,
        )
        for number, terms in sorted(staff.items())
        if terms[-1].kind != _ELECTED and terms[-1].unit in organisation.units
    ]
