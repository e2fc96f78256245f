"""All functions every FEEL expression may call."""

from itertools import groupby

from forms.feel.builtins import calendar, contexts, conversion, lists, numbers, ranges, sorting, strings
from forms.feel.builtins.signature import Form, form, function_of
from forms.feel.values import Function

_FORMS = (
    form("not(negand: any) -> boolean", lambda value: not value if isinstance(value, bool) else None),
    *conversion.FORMS,
    *strings.FORMS,
    *numbers.FORMS,
    *lists.FORMS,
    *sorting.FORMS,
    *contexts.FORMS,
    *ranges.FORMS,
    *calendar.FORMS,
)

FORMS: dict[str, tuple[Form, ...]] = {
    name: tuple(forms) for name, forms in groupby(_FORMS, key=lambda known: known.name)
}
"""The ways to call each function. Those of one function stand next to each other."""
BUILT_IN: dict[str, Function] = {name: function_of(forms) for name, forms in FORMS.items()}
"""By name."""
