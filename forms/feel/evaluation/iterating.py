"""for, some and every: the body is computed once for each combination of elements."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.testing import Compile
from forms.feel.run import LONGEST_LIST, Refused, Run
from forms.feel.syntax import nodes
from forms.feel.temporal.days import Date, day_number, days_since_1970
from forms.feel.values import Range, Value, kind_of
from forms.spec import Text

_Source = tuple[str, Compiled, Compiled | None]
TOO_LONG = Text("並びが長すぎます。", "The list is too long.")


def compile_loop(node: nodes.Loop, compile_node: Compile) -> Compiled:
    """The list of all results; `partial` is what was computed so far."""
    sources = _sources(node.iterators, compile_node)
    body = compile_node(node.body)

    def compiled(run: Run, frame: Frame) -> Value:
        results: list[Value] = []
        try:
            for inner in combinations(run, frame, sources):
                if len(results) >= LONGEST_LIST:
                    raise Refused(TOO_LONG)
                results.append(body(run, inner.inner(_Partial(results, run))))
        except Refused as refused:
            return run.null(refused.reason)
        return tuple(results)

    return compiled


def compile_quantified(node: nodes.Quantified, compile_node: Compile) -> Compiled:
    """One decisive answer is enough; else an undecided one makes it undecided."""
    sources = _sources(node.iterators, compile_node)
    condition = compile_node(node.condition)
    decisive = node.word == "some"

    def compiled(run: Run, frame: Frame) -> Value:
        undecided = False
        try:
            for inner in combinations(run, frame, sources):
                answer = condition(run, inner)
                if answer is decisive:
                    return decisive
                undecided = undecided or not isinstance(answer, bool)
        except Refused as refused:
            return run.null(refused.reason)
        return None if undecided else not decisive

    return compiled


def combinations(run: Run, frame: Frame, sources: tuple[_Source, ...]) -> Iterator[Frame]:
    """A frame for each combination; the last list runs fastest. Raises Refused for what is no list."""
    if not sources:
        yield frame
        return
    name, source, end = sources[0]
    for element in _elements(source(run, frame), end(run, frame) if end else None, bounded=end is not None):
        run.spend(1)
        yield from combinations(run, frame.inner({name: element}), sources[1:])


class _Partial(dict[str, Value]):
    """The results so far under `partial`; they become a list only when somebody asks."""

    def __init__(self, results: list[Value], run: Run) -> None:
        super().__init__(partial=())
        self._results = results
        self._run = run

    def __getitem__(self, name: str) -> Value:
        self._run.spend(len(self._results) // 10)
        return tuple(self._results)


def _sources(iterators: tuple[nodes.Iterator, ...], compile_node: Compile) -> tuple[_Source, ...]:
    return tuple(
        (iterator.name, compile_node(iterator.source), compile_node(iterator.end) if iterator.end else None)
        for iterator in iterators
    )


def _elements(value: Value, end: Value, *, bounded: bool) -> Iterable[Value]:
    if bounded:
        return _counted(value, end)
    if isinstance(value, Range):
        return _of_range(value)
    if value is None:
        raise Refused(Text("並びが空(null)です。", "There is no list to go through."))
    return value if isinstance(value, tuple) else (value,)


def _counted(first: Value, last: Value) -> Iterable[Value]:
    """Whole numbers or days from the first to the last, upwards or downwards."""
    match first, last:
        case Decimal(), Decimal() if _is_whole(first) and _is_whole(last):
            start, stop = int(first), int(last)
            return (Decimal(count) for count in _steps(start, stop))
        case Date(), Date():
            return (day_number(count) for count in _steps(days_since_1970(first), days_since_1970(last)))
    raise Refused(
        Text(
            f"{kind_of(first)} から {kind_of(last)} までは数えられません。",
            f"There is no counting from {kind_of(first)} to {kind_of(last)}.",
        )
    )


def _of_range(range_: Range) -> Iterable[Value]:
    elements = list(_counted(range_.low, range_.high)) if _is_short(range_) else []
    if not elements:
        raise Refused(TOO_LONG)
    return elements[0 if range_.low_included else 1 : len(elements) if range_.high_included else -1]


def _is_short(range_: Range) -> bool:
    match range_.low, range_.high:
        case Decimal() as low, Decimal() as high:
            return abs(high - low) <= LONGEST_LIST
        case Date() as first, Date() as last:
            return abs(days_since_1970(last) - days_since_1970(first)) <= LONGEST_LIST
    return True


def _steps(start: int, stop: int) -> range:
    return range(start, stop + 1) if start <= stop else range(start, stop - 1, -1)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value() and number.adjusted() < 30
