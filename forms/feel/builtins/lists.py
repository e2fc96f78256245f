"""Functions of lists. Positions count elements from 1, or from the end with -1."""

from collections.abc import Callable
from decimal import Context, Decimal

from forms.feel.builtins.signature import Form, form
from forms.feel.evaluation.arithmetic import number
from forms.feel.evaluation.calling import invoke
from forms.feel.evaluation.comparing import equal, less
from forms.feel.run import Refused, Run
from forms.feel.values import NUMBERS, Function, Value
from forms.spec import Text

_PRECISE = Context(prec=100, Emax=6144, Emin=-6143, traps=[])
_EMPTY = Text("並びが空です。", "The list is empty.")
_NOT_NUMBERS = Text("並びに数でない値があります。", "The list holds something that is no number.")
_NOT_COMPARABLE = Text("並びに比べられない値があります。", "The list holds values that cannot be compared.")
_POSITION = Text("その位置は並びにありません。", "The list has no such position.")


def _numbers(values: tuple[Value, ...]) -> list[Decimal]:
    numbers = [value for value in values if isinstance(value, Decimal)]
    if len(numbers) != len(values):
        raise Refused(_NOT_NUMBERS)
    if not numbers:
        raise Refused(_EMPTY)
    return numbers


def total(values: tuple[Value, ...]) -> Value:
    return number(NUMBERS.plus(_precise_total(_numbers(values))))


def smallest(values: tuple[Value, ...]) -> Value:
    return _extreme(values, lambda candidate, best: less(candidate, best))


def largest(values: tuple[Value, ...]) -> Value:
    return _extreme(values, lambda candidate, best: less(best, candidate))


def _precise_total(numbers: list[Decimal]) -> Decimal:
    result = Decimal(0)
    for value in numbers:
        result = _PRECISE.add(result, value)
    return result


def _extreme(values: tuple[Value, ...], is_better: Callable[[Value, Value], bool | None]) -> Value:
    if not values:
        raise Refused(_EMPTY)
    best = values[0]
    if less(best, best) is None:
        raise Refused(_NOT_COMPARABLE)
    for value in values[1:]:
        better = is_better(value, best)
        if better is None:
            raise Refused(_NOT_COMPARABLE)
        best = value if better else best
    return best


def _mean(values: tuple[Value, ...]) -> Value:
    numbers = _numbers(values)
    return number(NUMBERS.divide(_precise_total(numbers), Decimal(len(numbers))))


def _product(values: tuple[Value, ...]) -> Value:
    result = Decimal(1)
    for value in _numbers(values):
        result = number(NUMBERS.multiply(result, value))
    return result


def _median(values: tuple[Value, ...]) -> Value:
    ordered = sorted(_numbers(values))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return number(NUMBERS.divide(_PRECISE.add(ordered[middle - 1], ordered[middle]), Decimal(2)))


def _deviation(values: tuple[Value, ...]) -> Value:
    """Of a sample: divided by one less than there are."""
    numbers = _numbers(values)
    if len(numbers) < 2:
        raise Refused(_EMPTY)
    mean = _PRECISE.divide(_precise_total(numbers), Decimal(len(numbers)))
    squares = _precise_total([_PRECISE.power(_PRECISE.subtract(value, mean), 2) for value in numbers])
    return number(NUMBERS.plus(_PRECISE.sqrt(_PRECISE.divide(squares, Decimal(len(numbers) - 1)))))


def _modes(values: tuple[Value, ...]) -> Value:
    if not values:
        return ()
    counts: dict[Decimal, int] = {}
    for value in _numbers(values):
        counts[value] = counts.get(value, 0) + 1
    most = max(counts.values())
    return tuple(sorted(value for value, count in counts.items() if count == most))


def _all(values: tuple[Value, ...]) -> Value:
    return _quantified(values, decisive=False)


def _any(values: tuple[Value, ...]) -> Value:
    return _quantified(values, decisive=True)


def _quantified(values: tuple[Value, ...], *, decisive: bool) -> Value:
    if any(value is decisive for value in values):
        return decisive
    return not decisive if all(isinstance(value, bool) for value in values) else None


def _index(values: tuple[Value, ...], position: Decimal) -> int:
    """Raises Refused outside the list."""
    if position != position.to_integral_value() or position == 0 or abs(position) > len(values):
        raise Refused(_POSITION)
    return int(position) - 1 if position > 0 else len(values) + int(position)


def _sublist(values: tuple[Value, ...], start: Decimal, length: Decimal | None = None) -> Value:
    first = _index(values, start)
    if length is None:
        return values[first:]
    if length < 1 or first + int(length) > len(values):
        raise Refused(_POSITION)
    return values[first : first + int(length)]


def _inserted(values: tuple[Value, ...], position: Decimal, new: Value) -> Value:
    index = _index(values, position)
    return (*values[:index], new, *values[index:])


def _removed(values: tuple[Value, ...], position: Decimal) -> Value:
    index = _index(values, position)
    return values[:index] + values[index + 1 :]


def _replaced_at(values: tuple[Value, ...], position: Decimal, new: Value) -> Value:
    index = _index(values, position)
    return (*values[:index], new, *values[index + 1 :])


def _replaced_where(run: Run, values: tuple[Value, ...], match: Function, new: Value) -> Value:
    result: list[Value] = []
    for value in values:
        answer = invoke(run, match, (value, new))
        if not isinstance(answer, bool):
            raise Refused(Text("照合の関数が はい・いいえ を返しません。", "The match function gives no boolean."))
        result.append(new if answer else value)
    return tuple(result)


def has(values: tuple[Value, ...], element: Value) -> bool:
    return any(equal(value, element) is True for value in values)


def _distinct(run: Run, values: tuple[Value, ...]) -> Value:
    kept: list[Value] = []
    for value in values:
        run.spend(len(kept) // 10)
        if not has(tuple(kept), value):
            kept.append(value)
    return tuple(kept)


def _concatenated(*lists: tuple[Value, ...]) -> Value:
    return tuple(value for values in lists for value in values)


def _union(run: Run, *lists: tuple[Value, ...]) -> Value:
    return _distinct(run, tuple(value for values in lists for value in values))


def _flattened(run: Run, values: tuple[Value, ...]) -> Value:
    result: list[Value] = []
    waiting: list[Value] = [values]
    while waiting:
        run.spend(1)
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(reversed(value))
        else:
            result.append(value)
    return tuple(result)


def _positions(values: tuple[Value, ...], match: Value) -> Value:
    return tuple(Decimal(index) for index, value in enumerate(values, 1) if equal(value, match) is True)


def _of_list(name: str, element: str, result: str, run: Callable[..., Value]) -> tuple[Form, Form]:
    """A function of one list, or of its elements as arguments."""
    return (
        form(f"{name}(list: list<{element}>) -> {result}", run),
        form(f"{name}(…: {element}?) -> {result}", lambda *values: run(values)),
    )


FORMS = (
    form("list contains(list: list, element: element) -> boolean", has),
    form("count(list: list) -> integer", lambda values: Decimal(len(values))),
    *_of_list("min", "any", "element", smallest),
    *_of_list("max", "any", "element", largest),
    *_of_list("sum", "number", "number", total),
    *_of_list("mean", "number", "number", _mean),
    *_of_list("all", "boolean", "boolean", _all),
    *_of_list("any", "boolean", "boolean", _any),
    *_of_list("product", "number", "number", _product),
    *_of_list("median", "number", "number", _median),
    *_of_list("stddev", "number", "number", _deviation),
    *_of_list("mode", "number", "list<number>", _modes),
    form("sublist(list: list, start position: number, length?: number) -> same", _sublist),
    form("append(list: list, item…: element) -> same", lambda values, *new: (*values, *new)),
    form("concatenate(list…: list) -> same", _concatenated),
    form("insert before(list: list, position: number, newItem: element) -> same", _inserted),
    form("remove(list: list, position: number) -> same", _removed),
    form("list replace(list: list, position: number, newItem: element) -> same", _replaced_at),
    form("list replace(list: list, match: function, newItem: element) -> same", _replaced_where, with_run=True),
    form("reverse(list: list) -> same", lambda values: values[::-1]),
    form("index of(list: list, match: element) -> list<integer>", _positions),
    form("union(list…: list) -> same", _union, with_run=True),
    form("distinct values(list: list) -> same", _distinct, with_run=True),
    form("flatten(list: list) -> list", _flattened, with_run=True),
)
