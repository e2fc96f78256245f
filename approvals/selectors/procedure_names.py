"""What procedures are called."""

from collections.abc import Iterable

from forms.spec import Text
from workflow.models import Procedure


def procedure_names(keys: Iterable[str]) -> dict[str, Text]:
    """Names by key; keys that no procedure has are left out."""
    rows = Procedure.objects.filter(key__in=list(keys)).values_list("key", "name", "name_en")
    return {key: Text(name, english) for key, name, english in rows}


def all_procedures() -> dict[str, str]:
    """Key and name of every procedure, in the order of keys."""
    return dict(Procedure.objects.order_by("key").values_list("key", "name"))
