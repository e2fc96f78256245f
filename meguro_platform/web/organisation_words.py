"""How the pages about the organisation to come call what breaks, what becomes of it, and who settles it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.routing.breaks import Then
from approvals.routing.delegation_ends import DelegationEnd
from approvals.selectors.breaks import Kind, Settler

KINDS: Mapping[Kind, Promise] = {
    Kind.WORK: _("Work loses whoever has it"),
    Kind.LATER_VIEW: _("A later view loses whoever owes it"),
    Kind.DUTY: _("A duty of a section loses its person"),
    Kind.POST: _("A post becomes vacant"),
    Kind.DELEGATION: _("A delegation ends"),
    Kind.DRAFT: _("Drafts lose whoever wrote them"),
    Kind.DEFINITION: _("A procedure names what is there no more"),
}
THEN: Mapping[Then | DelegationEnd, Promise] = {
    Then.SUCCESSOR: _("goes to the successor"),
    Then.MEMBERS: _("goes to the others of the unit"),
    Then.ONE_LEVEL_UP: _("the successor is the applicant: goes one level up"),
    Then.VACANT: _("the post is vacant"),
    Then.UNIT_GONE: _("the unit is there no more"),
    Then.NOBODY: _("nobody of the unit is left"),
    DelegationEnd.LEFT: _("ends: whoever gave it works here no more"),
    DelegationEnd.MOVED: _("ends: whoever gave it has another post"),
    DelegationEnd.NOBODY: _("ends: nobody is there whom it names"),
}
SETTLERS: Mapping[Settler, Promise] = {
    Settler.ITSELF: _("settles itself on the day"),
    Settler.ADMINISTRATOR: _("an administrator, on the page Connections"),
    Settler.SECTION: _("the section gives the duty to somebody"),
    Settler.PERSONNEL: _("the personnel section appoints somebody"),
    Settler.GIVER: _("whoever gave it gives it anew"),
    Settler.DRAFTER: _("the person hands them in, or shows them to a colleague"),
    Settler.OFFICE: _("the office in charge changes the procedure"),
}
