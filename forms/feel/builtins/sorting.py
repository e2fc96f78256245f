"""sort: orders a list by a function that says which of two comes first."""

from forms.feel.builtins.signature import form
from forms.feel.evaluation.calling import invoke
from forms.feel.evaluation.comparing import less
from forms.feel.run import Refused, Run
from forms.feel.values import Function, Value
from forms.spec import Text

_UNDECIDED = Text("並べる順が決まりません。", "The order of the list is not decided.")


def _sorted(run: Run, values: tuple[Value, ...], precedes: Function | None = None) -> Value:
    """By halves, so that the function is asked n log n times; what is equal keeps its order."""
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left, right = _sorted(run, values[:middle], precedes), _sorted(run, values[middle:], precedes)
    assert isinstance(left, tuple) and isinstance(right, tuple)
    return _merged(run, left, right, precedes)


def _merged(run: Run, left: tuple[Value, ...], right: tuple[Value, ...], precedes: Function | None) -> Value:
    result: list[Value] = []
    first = second = 0
    while first < len(left) and second < len(right):
        run.spend(1)
        if _comes_before(run, right[second], left[first], precedes):
            result.append(right[second])
            second += 1
        else:
            result.append(left[first])
            first += 1
    return (*result, *left[first:], *right[second:])


def _comes_before(run: Run, one: Value, other: Value, precedes: Function | None) -> bool:
    answer = less(one, other) if precedes is None else invoke(run, precedes, (one, other))
    if not isinstance(answer, bool):
        raise Refused(_UNDECIDED)
    return answer


FORMS = (
    form("sort(list: list, precedes: function) -> same", _sorted, with_run=True),
    form("sort(list: list) -> same", _sorted, with_run=True),
)
