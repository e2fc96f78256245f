"""One case as an auditor reads it: the journal in sentences, and whether it holds. Each look is recorded first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.case_talk import remarks_on
from approvals.selectors.case_then import case_then
from approvals.selectors.journal_sentences import Sentence
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from meguro_platform.selectors.audit_cases import AuditedCase, audited_case, record_of
from meguro_platform.selectors.clerk_procedures import version_numbers
from meguro_platform.web.audit_chain import segments_of
from meguro_platform.web.audit_csv import as_table, in_utf8
from meguro_platform.web.audit_faults import written_fault
from meguro_platform.web.audit_purpose import purpose_of, states_purpose
from meguro_platform.web.audit_trail import recorded
from meguro_platform.web.audit_zip import as_zip, readers_as_csv
from meguro_platform.web.cp932 import lacking, written
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_audit, needs
from meguro_platform.web.signed_in import person_of


@never_cache
@require_safe
@needs(may_audit)
@states_purpose
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Members of the audit office."""
    found, language = found_case(number), language_of(request)
    asked = _asked_entry(request.GET.get("at", ""), found)
    body = told(request, found) | ({"as_of_entry": asked} if asked else {})
    with recorded(person=person_of(request), event="audited_case", now=timezone.now(), body=body):
        people = PeopleShown(organisation_in_force(), language)
        record, versions = record_of(found, language), version_numbers(found.procedure)
        return render(
            request,
            "audit/case.html",
            {
                "case": found,
                "applicant": people.name(str(found.applicant)),
                "typist": people.name(str(found.typist)) if found.typist else "",
                "entries": [(sentence, versions.get(sentence.program, 0)) for sentence in record.sentences],
                "looks": [(look, people.name(str(look.person))) for look in record.looks],
                "remarks": remarks_on(found.uuid, people),
                "chain": segments_of(record.sentences, record.findings),
                "faults": [(finding.seq, written_fault(finding)) for finding in record.findings],
                "travel": _travel(request, found, record.sentences, asked or found.entries),
            },
        )


@never_cache
@require_safe
@needs(may_audit)
@states_purpose
def export(request: HttpRequest, number: str) -> HttpResponse:
    """Members of the audit office: the same as a table for other programs, in UTF-8 or CP932."""
    found, language = found_case(number), language_of(request)
    old = request.GET.get("encoding") == "cp932"
    body = told(request, found) | {"encoding": "cp932" if old else "utf-8"}
    with recorded(person=person_of(request), event="exported_case", now=timezone.now(), body=body):
        table = as_table(found, record_of(found, language).sentences, version_numbers(found.procedure))
    if not old:
        return _file(in_utf8(table), "text/csv; charset=utf-8", f"{found.number}.csv")
    if (missing := lacking(table)) and request.GET.get("numbers") != "yes":
        return render(request, "audit/lacking.html", {"case": found, "missing": missing})
    return _file(written(table), "text/csv; charset=Shift_JIS", f"{found.number}.csv")


@never_cache
@require_safe
@needs(may_audit)
@states_purpose
def evidence(request: HttpRequest, number: str) -> HttpResponse:
    """Members of the audit office: the journal itself, to be checked elsewhere."""
    found, language, now = found_case(number), language_of(request), timezone.now()
    with recorded(person=person_of(request), event="exported_evidence", now=now, body=told(request, found)):
        record, people = record_of(found, language), PeopleShown(organisation_in_force(), language)
        content = as_zip(
            found,
            record=in_utf8(as_table(found, record.sentences, version_numbers(found.procedure))),
            readers=readers_as_csv([(look.at, people.name(str(look.person)), look.seq) for look in record.looks]),
            by=people.name(str(person_of(request))),
            now=now,
        )
    return _file(content, "application/zip", f"{found.number}-evidence.zip")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _asked_entry(sent: str, case: AuditedCase) -> int:
    """The entry somebody wants to go back to; 0 when it is none of the case."""
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    return number if number <= case.entries else 0


def _travel(request: HttpRequest, case: AuditedCase, entries: list[Sentence], seq: int) -> dict[str, object] | None:
    """What the page shows of the case as of an entry; of the newest where the journal lacks that one."""
    if not entries:
        return None
    place = next((place for place, entry in enumerate(entries) if entry.seq == seq), len(entries) - 1)
    event = entries[place]
    return {
        "event": event,
        "then": case_then(case.number, event.seq, event.at, reader=person_of(request), language=language_of(request)),
        "before": entries[place - 1] if place else None,
        "after": entries[place + 1] if place + 1 < len(entries) else None,
        "place": place + 1,
    }


def found_case(number: str) -> AuditedCase:
    """Raises Http404."""
    found = audited_case(number) if "\0" not in number else None
    if found is None:
        raise Http404
    return found


def told(request: HttpRequest, case: AuditedCase) -> dict[str, object]:
    """What stands in the record of whoever looks."""
    return {
        "case": str(case.uuid),
        "number": case.number,
        "entries": case.entries,
        "purpose": purpose_of(request),
    }
