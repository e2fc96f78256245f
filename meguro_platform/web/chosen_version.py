"""The version of a procedure that a clerk's page is about."""

from django.http import Http404, HttpRequest

from meguro_platform.selectors.clerk_procedures import ClerkProcedure, Version, procedure_written_by
from meguro_platform.web.permission import user_of


def chosen_version(request: HttpRequest, key: str, version: int) -> tuple[ClerkProcedure, Version]:
    """Raises Http404 for what the person has no right to."""
    procedure = procedure_written_by(user_of(request), key) if "\0" not in key else None
    chosen = procedure.version(version) if procedure else None
    if procedure is None or chosen is None:
        raise Http404
    return procedure, chosen
