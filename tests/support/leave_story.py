"""A sick leave with a certificate of several pages, waiting for the applicant's superior."""

from approvals.models import InboxEntry
from forms.field_type import Json
from forms.selectors.attachments import files_for
from forms.services.attach_file import attach_file
from meguro_platform.models import User
from tests.support.documents import plain_pdf
from tests.support.ward import MONDAY, Cast
from workflow.models import Case
from workflow.selectors.programs import machine_in_force
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case


def a_sick_leave(people: Cast, content: bytes | None = None, name: str = "診断書.pdf") -> Case:
    """The case; by default its certificate has three pages."""
    item = machine_in_force("leave-of-absence").program.form.item("certificate")
    assert item is not None
    file = attach_file(person=people.applicant, item=item, name=name, content=content or plain_pdf(3), at=MONDAY)
    answers: dict[str, Json] = {
        "kind": "SICK",
        "first_day": "2026-05-18",
        "last_day": "2026-05-29",
        "certificate": [file.uuid],
    }
    files = files_for(people.applicant, answers, {})
    outcome = start_case(
        procedure="leave-of-absence",
        applicant=people.applicant,
        person=people.applicant,
        answers=answers,
        files=files,
        now=MONDAY,
    )
    assert isinstance(outcome, Done), outcome
    return Case.objects.get(uuid=outcome.result["case"])


def superior_of(case: Case) -> User:
    """Whoever has it now."""
    return User.objects.get(uuid=InboxEntry.objects.filter(case=case).earliest("id").person)


def passed_on(case: Case) -> User:
    """Its superior has nothing against it, so it waits for the next one. Whoever that was."""
    superior = superior_of(case)
    task = InboxEntry.objects.get(case=case, person=superior.uuid).task_id
    done = complete_user_task(
        task=task, person=superior.uuid, verdict="no_objection", comment="", answers={}, now=MONDAY
    )
    assert isinstance(done, Done), done
    return superior


def certificate_of(case: Case) -> str:
    """uuid of the file."""
    return str(case.state["answers"]["certificate"][0]["uuid"])
