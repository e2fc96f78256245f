"""Notices of a case; what was meant for somebody who has left the staff goes to whoever answers for him."""

from approvals.routing.heirs import in_his_place
from approvals.routing.matter import matter_of
from approvals.routing.organisation import Organisation
from approvals.services.port_rows import day_of, reader_rows
from workflow.engine.effects import Notify
from workflow.engine.nodes import UserNode
from workflow.ports import CaseFacts, Write, ports


def notice_rows(
    case: CaseFacts, notice: Notify, people: tuple[str, ...], organisation: Organisation
) -> tuple[Write, ...]:
    """One for each of the people.

    A draft (起案) is business of the office: whoever answers for a leaver is told what he would have been, and may read
    the case. An application was his own: of that, he learns only that there is something to tell.
    """
    on, places = day_of(case.now), matter_of(case.program, case.state).places
    heirs = {person: in_his_place(person, places.get(person), organisation, on) for person in people}
    here = tuple(person for person, heir in heirs.items() if heir == person)
    others = tuple(dict.fromkeys(heir for heir in heirs.values() if heir not in here))
    notices, number = ports().notices, case.state.number
    rows = notices.notice(case, notice.key, here, notice.subject, notice.text)
    if not others:
        return rows
    if _is_of_the_office(case):
        told = notices.notice(case, notice.key, others, notice.subject, notice.text)
        return (*rows, *told, reader_rows(case, list(others)))
    subject = f"退職した職員への知らせ: {number}"
    text = (
        f"{number}を申請した職員は、もう在籍していません。知らせることがあるので、"
        f"「{case.program.name}」の所管に問い合わせて、本人に伝えてください。"
    )
    return (*rows, *notices.notice(case, f"{notice.key} for a leaver", others, subject, text))


def _is_of_the_office(case: CaseFacts) -> bool:
    return any(isinstance(node, UserNode) and node.first and node.kind != "apply" for node in case.program.nodes)
