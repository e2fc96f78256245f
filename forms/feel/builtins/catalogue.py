"""All functions every FEEL expression may call."""

from itertools import groupby

from forms.feel.builtins import calendar, contexts, conversion, lists, numbers, ranges, sorting, strings
from forms.feel.builtins.signature import form, function_of
from forms.feel.values import Function

_FORMS = (
    form("not(negand: any)", lambda value: not value if isinstance(value, bool) else None),
    *conversion.FORMS,
    *strings.FORMS,
    *numbers.FORMS,
    *lists.FORMS,
    *sorting.FORMS,
    *contexts.FORMS,
    *ranges.FORMS,
    *calendar.FORMS,
)

BUILT_IN: dict[str, Function] = {
    name: function_of(tuple(forms)) for name, forms in groupby(_FORMS, key=lambda known: known.name)
}
"""By name. The forms of one function stand next to each other."""
