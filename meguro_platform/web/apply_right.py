"""Which procedure an address means, and whether the person may start it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from meguro_platform.web.application import Application
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection
from workflow.errors import ProcedureNotFound
from workflow.selectors.programs import machine_in_force


def machine_or_404(procedure: str) -> Machine:
    """The procedure in force. Raises Http404."""
    if "\0" in procedure:
        raise Http404
    try:
        return machine_in_force(procedure)
    except ProcedureNotFound as missing:
        raise Http404 from missing


def check_right(application: Application) -> None:
    """Raises PermissionDenied with the reason for somebody who may not start it."""
    if isinstance(application.parties, Objection):
        raise PermissionDenied(application.parties.message.in_language(application.language))
