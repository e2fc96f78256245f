"""What every role gets at every address, and which items it sees of the case in `tests/support/advice_case.py`.

One line for each way to ask, one column for each role:

1. the applicant
2. an examiner whose turn it is, of the office in charge, which also writes the procedure
3. the head, who has checked it before and can still take that back
4. somebody it was put before (供覧)
5. the director above, who is not on the route
6. a colleague of the applicant
7. a clerk of the office in charge
8. an auditor
9. an administrator of the platform
10. a member of the payroll team, which is part of the office in charge and alone sees some items

A picture of a page is for whoever has opened the page, which is recorded; of these the applicant, who needs no record.

What one person alone has (a draft that he shows to 4, a view, a note, an absence, a delegation) is the applicant's.
The letters belong to two more cases of his: one was sent, one waits at 2; they hold what 7 and 10 are not shown.

Where everybody gets x or -, nobody here has such a thing or the right: /files/ and /issuance/ ask for a right before
they look, documents are a person's own, an urgent start is for certain procedures. They have worlds of their own in
tests/database/issuance and tests/database/integrations. An arriving message needs the key of a system. Nobody here logs
in with a password, so nobody can change it; tests/database/web/test_password.py.

+ answered   * something was recorded   - not there   x refused   ! understood, and not done
"""

from collections.abc import Mapping

ROLES = ("applicant", "in turn", "past", "shown", "superior", "other", "clerk", "auditor", "administrator", "payroll")
_PAGES = """
+ + + + + + + + + +  GET /
+ + + + + + + + + +  POST /notices/read/
+ + + + + + + + + +  GET /apply/
+ + + + - - + - - +  GET /apply/from/{number}/
+ + + + + + + + + +  GET /apply/{procedure}/
* ! ! ! ! ! ! ! ! !  POST /apply/{procedure}/
- - - - - - - - - -  GET /apply/{procedure}/case/
- - - - - - - - - -  POST /apply/{procedure}/case/
+ + + + + + + + + +  POST /apply/{procedure}/draft/
+ + + + + + + + + +  POST /apply/{procedure}/favourite/
+ + + + + + + + + +  GET /apply/{procedure}/sounding/
* + + + + + + + + +  POST /apply/{procedure}/sounding/
* + + + + + + + + +  POST /apply/{procedure}/sounding/{sounding}/end/
+ - - + - - - - - -  GET /soundings/{sounding}/
* - - * - - - - - -  POST /soundings/{sounding}/
- - - - - - - - - -  GET /apply/{procedure}/urgent/
- - - - - - - - - -  POST /apply/{procedure}/urgent/
x x x x x x x x x x  GET /files/
+ + + + + + + + + +  GET /files/waiting/
x x x x x x x x x x  GET /files/{arrival}/
x x x x x x x x x x  POST /files/{arrival}/begin/
x x x x x x x x x x  POST /files/{arrival}/aside/
+ + + + + + + + + +  GET /my/
+ + + + + + + + + +  GET /search/
x + x x x x + x x +  GET /clerk/
x + x x x x + x x +  GET /clerk/new/
x + x x x x + x x +  POST /clerk/new/
x + x x x x + x x +  POST /clerk/new/offers/
x + x x x x + x x +  GET /clerk/new/schema/{language}.json
x + x x x x + x x +  GET /clerk/{key}/
x + x x x x + x x +  POST /clerk/{key}/
x + x x x x + x x +  GET /clerk/{key}/versions/{version}/
x + x x x x + x x +  GET /clerk/{key}/versions/{version}/specification/
x + x x x x + x x +  GET /clerk/{key}/versions/{version}/specification.pdf
x + x x x x + x x +  GET /clerk/{key}/versions/{version}/cases/
x + x x x x + x x +  POST /clerk/{key}/versions/{version}/plan/
x ! x x x x ! x x !  POST /clerk/{key}/versions/{version}/publish/
x ! x x x x ! x x !  POST /clerk/{key}/versions/{version}/reject/
x + x x x x + + x +  GET /clerk/{key}/send-backs/
x x x x x x x + x x  GET /audit/
x x x x x x x + x x  GET /audit/purpose/
x x x x x x x ! x x  POST /audit/purpose/
x x x x x x x + x x  GET /audit/{number}/
x x x x x x x + x x  GET /audit/{number}/csv/
x x x x x x x + x x  GET /audit/{number}/evidence/
x x x x x x x + x x  GET /audit/{number}/disclosure/
x x x x x x x + x x  POST /audit/{number}/disclosure/
x + x x x x + x + +  GET /organisation/
x + x x x x + x + +  POST /organisation/proof/
x + x x x x + x + +  GET /organisation/units/
x + x x x x + x + +  GET /organisation/files/
x - x x x x - x - -  GET /organisation/files/{files}/
x - x x x x - x - -  POST /organisation/files/{files}/confirm/
x x x x x x x x + x  GET /operations/
x x x x x x x x + x  GET /operations/{incident}/
x x x x x x x x ! x  POST /operations/{incident}/
! ! ! ! ! ! ! ! ! !  POST /preferences/text-size/
! ! ! ! ! ! ! ! ! !  POST /preferences/language/
+ + + + + + + + + +  POST /preferences/mail/
x x x x x x x x x x  GET /preferences/password/
x x x x x x x x x x  POST /preferences/password/
+ + + + + + + + + +  POST /preferences/single-keys/
+ + + + + + + + + +  GET /parts/
+ + + + + + + + + +  GET /inbox/
+ + + + + + + + + +  GET /inbox/arrivals/
* * * * * * * * * *  POST /inbox/views/save/
* + + + + + + + + +  POST /inbox/views/delete/
+ + + + + + + + + +  POST /inbox/several/ask/
+ * + + + + + + + +  POST /inbox/several/act/
+ * + + - - + - - +  POST /inbox/{number}/{task}/quick/
! * ! ! - - ! - - !  POST /inbox/{number}/{task}/act/
+ + * + - - + - - +  POST /inbox/{number}/undo/
- - - * - - - - - -  POST /inbox/looks/{look}/
+ + + + + + + + + +  GET /lookup/{kind}/
+ + + + + + + + + +  GET /delegations/
! ! ! ! ! ! ! ! ! !  POST /delegations/
! ! ! ! ! ! ! ! ! !  POST /delegations/absences/
* + + + + + + + + +  POST /delegations/absences/{absence}/cancel/
* + + + + + + + + +  POST /delegations/{delegation}/end/
+ + + + - - + - - +  GET /cases/{number}/
+ + + + - - + - - +  POST /cases/{number}/presence/
* * * * - - * - - *  POST /cases/{number}/remarks/
+ + + + - - + - - +  POST /cases/{number}/read/
+ + + + - - + - - +  GET /cases/{number}/files/{file}/
+ + + + - - + - - +  POST /cases/{number}/files/{file}/
+ + + + - - + - - +  GET /cases/{number}/files/{file}/pages/{page}/
* + + + - - + - - +  POST /cases/{number}/files/{file}/pages/{page}/mark/
+ - - - - - - - - -  GET /cases/{number}/files/{file}/pages/{page}/image/
+ + - - - - - - - -  GET /cases/{number}/letters/{seq}.pdf
- + - - - - - - - -  GET /cases/{number}/tasks/{task}/letter.pdf
! * ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/act/
! + ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/ask/
! * ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/hold/
! ! ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/pull-up/
+ + + + - - + - - +  GET /cases/{number}/tasks/{task}/people/
! ! ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/people/
! ! ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/people/off/
! ! ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/people/later/
+ + + + - - + - - +  GET /cases/{number}/tasks/{task}/transfer/
! * ! ! - - ! - - !  POST /cases/{number}/tasks/{task}/transfer/
+ - - - - - - - - -  GET /cases/{number}/reports/{name}/
* - - - - - - - - -  POST /cases/{number}/reports/{name}/
! ! * ! - - ! - - !  POST /cases/{number}/undo/
* ! ! ! - - ! - - !  POST /cases/{number}/urge/
* ! ! ! - - ! - - !  POST /cases/{number}/withdraw/
+ + + * - - + - - +  POST /cases/{number}/later-view/
+ + + + - - + - - +  GET /cases/{number}/calls/
+ + + + - - + - - +  GET /cases/{number}/files/
x x x x x x x x + x  GET /operations/numbers/
x x x x x x x x + x  GET /operations/calls/
x x x x x x x x + x  GET /operations/calls/{call}/
x x x x x x x x ! x  POST /operations/calls/{call}/look/
x x x x x x x x ! x  POST /operations/calls/{call}/act/
x x x x x x x x + x  POST /operations/calls/{call}/correct/
x x x x x x x x + x  GET /operations/calls/{call}/alike/
x x x x x x x x ! x  POST /operations/calls/{call}/alike/
x x x x x x x x - x  GET /operations/remedies/{remedy}/
x x x x x x x x - x  POST /operations/remedies/{remedy}/
x x x x x x x x - x  POST /operations/corrections/{correction}/
x x x x x x x x + x  GET /operations/systems/{name}/
x x x x x x x x ! x  POST /operations/systems/{name}/
x x x x x x x x + x  GET /operations/messages/
x x x x x x x x - x  GET /operations/messages/{call}/
x x x x x x x x - x  POST /operations/messages/{call}/
x x x x x x x x + x  GET /operations/hold/
x x x x x x x x ! x  POST /operations/hold/
- - - - - - - - - -  GET /metrics
x x x x x x x x x x  POST /api/v1/messages/
+ + + + + + + + + +  GET /documents/
- - - - - - - - - -  GET /documents/consents/{kind}/
- - - - - - - - - -  POST /documents/consents/{kind}/
- - - - - - - - - -  GET /documents/{document}/
- - - - - - - - - -  GET /documents/{document}/pdf/
- - - - - - - - - -  POST /documents/{document}/paper/
+ + + + + + + + + +  GET /api/v1/documents/
- - - - - - - - - -  GET /api/v1/documents/{document}/
x x x x x x x x x x  GET /files/judged/{judgement}/comparison/
x x x x x x x x x x  GET /files/judged/{judgement}/sample/
x x x x x x x x x x  POST /files/judged/{judgement}/sample/
x x x x x x x x x x  GET /issuance/
x x x x x x x x x x  GET /issuance/consents/{kind}/
x x x x x x x x x x  POST /issuance/consents/{kind}/
x x x x x x x x x x  GET /issuance/{batch}/
x x x x x x x x x x  GET /issuance/{batch}/comparison/
x x x x x x x x x x  POST /issuance/{batch}/release/
x x x x x x x x x x  POST /issuance/{batch}/remind/
x x x x x x x x x x  POST /issuance/{batch}/take-back/
x x x x x x x x x x  POST /issuance/{batch}/rows/{row}/
x x x x x x x x x x  POST /issuance/{batch}/paper/
x x x x x x x x x x  POST /issuance/{batch}/handed/
x x x x x x x x x x  POST /issuance/{batch}/requests/{wanted}/
x x x x x x x x x x  GET /issuance/{batch}/look/
x x x x x x x x x x  POST /issuance/{batch}/look/
* * * * * * * * * *  POST /api/v1/cases/
+ + + + - - + - - +  GET /api/v1/cases/{number}/
+ + + + - - + - - +  GET /api/v1/cases/{number}/journal/
! ! ! * - - ! - - !  POST /api/v1/cases/{number}/later-view/
! ! * ! - - ! - - !  POST /api/v1/cases/{number}/pull-back/
+ + + + - - + - - +  GET /api/v1/cases/{number}/route/
* x x x - - x - - x  POST /api/v1/cases/{number}/urge/
* x x x - - x - - x  POST /api/v1/cases/{number}/withdraw/
+ + + + + + + + + +  GET /api/v1/inbox/
! x x x - - x - - x  POST /api/v1/tasks/{task}/people/
! x x x - - x - - x  POST /api/v1/tasks/{task}/people/later/
! x x x - - x - - x  POST /api/v1/tasks/{task}/people/off/
x x x x - - x - - x  POST /api/v1/tasks/{task}/pull-up/
x * x x - - x - - x  POST /api/v1/tasks/{task}/transfer/
x * x x - - x - - x  POST /api/v1/tasks/{task}/{verdict}/
+ + + + + + + + + +  GET /api/
+ - - - - - - - - +  GET /cases/{number}/files/{secret}/
"""
_FIELDS = """
midopc mdop   mop    mdop   .      .      mdop   .      .      midopc  GET /cases/{number}/
midopc mdop   mop    mdop   .      .      mdop   .      .      midopc  GET /api/v1/cases/{number}/
midopc mdop   mop    mdop   .      .      mdop   .      .      midopc  GET /api/v1/cases/{number}/journal/
.      .      .      .      .      .      .      midopc .      .       GET /audit/{number}/
.      .      .      .      .      .      .      midopc .      .       GET /audit/{number}/csv/
.      .      .      .      .      .      .      midopc .      .       GET /audit/{number}/disclosure/
V      mdop   .      .      .      .      .      .      .      .       GET /inbox/?task={task}
V      .      .      mdop   .      .      .      .      .      .       GET /inbox/?view=circulated&look={look}
V      m      .      .      .      .      .      .      .      .       GET /inbox/
V      .      .      m      .      .      .      .      .      .       GET /inbox/?view=circulated
m      m      .      m      .      .      .      .      .      .       GET /
m      .      .      .      .      .      .      .      .      .       GET /my/
m      m      m      m      .      .      m      .      .      m       GET /search/?q={number}
L      L      L      L      .      .      L      .      .      L       GET /lookup/{kind}/?q={number}
AD     .      .      .      .      .      .      .      .      .       GET /delegations/
S      .      .      S      .      .      .      .      .      .       GET /soundings/{sounding}/
S      .      .      .      .      .      .      .      .      .       GET /apply/{procedure}/sounding/
pN     p      p      p      .      .      p      .      .      p       GET /cases/{number}/files/{file}/pages/{page}/
C      C      C      C      .      .      C      .      .      C       GET /cases/{number}/calls/
"""
"""The items each role sees: m 用件, i 病名 (見せる人), d 内訳 (見せない), o 公開の扱い, p 資料, c 診断書 (見せる人).

Besides: V view, N note on a page, S draft that is shown, A absence, D delegation, C call, L listed in a look-up.
"""
LEFT_OUT = ("/login/", "/logout/", "/api/v1/schema/")
"""They begin and end what the matrix is looked at with; the last describes the interface, to anybody."""
OPEN = {
    "POST /preferences/text-size/": 400,
    "POST /preferences/language/": 400,
    "GET /metrics": 404,
    "GET /api/": 200,
}
"""Needs no log-in: what a browser prefers, numbers for the network of the office, the reference of the interface."""


def _read(table: str) -> Mapping[str, Mapping[str, str]]:
    rows = (line.split(maxsplit=len(ROLES)) for line in table.strip().splitlines())
    return {row[-1]: dict(zip(ROLES, row[:-1], strict=True)) for row in rows}


PAGES, FIELDS = _read(_PAGES), _read(_FIELDS)
