"""Results of scenarios as text for a terminal and as JSON for programs."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text
from meguro_platform.scenarios.results import Coverage, Failure, FileResult, ScenarioResult, Walk
from workflow.definition.excerpt import as_record

PASSED, FAILED = "✓", "✗"
_SHOWN = 12
"""Names listed of what was never passed; the JSON has all."""


def as_text(path: str, result: FileResult, language: str) -> str:
    """What a person reads: every scenario, and for a failure both sides and the line."""
    return "\n".join(_lines(path, result, language))


def as_json(path: str, result: FileResult) -> dict[str, Any]:
    """Everything, for programs."""
    return {
        "path": path,
        "procedure": result.procedure,
        "passed": result.passed,
        "scenarios": [_scenario(each) for each in result.scenarios],
        "steps": _coverage(result.steps),
        "branches": _coverage(result.branches),
        "walks": [_walk(walk) for walk in result.walks],
        "problems": [as_record(Source(path, ""), problem, "ja") for problem in result.untried],
    }


def _lines(path: str, result: FileResult, language: str) -> Iterator[str]:
    yield f"{path}  {result.procedure}"
    for scenario in result.scenarios:
        yield f"  {FAILED if scenario.failure else PASSED} {scenario.name}"
        if scenario.failure:
            yield from _failure(path, scenario.failure, language)
    for walk in result.walks:
        if walk.trouble:
            yield f"  {FAILED} {path}:{walk.line}  {_walked(walk, language)}"
            yield f"      {walk.trouble}"
    good = sum(not scenario.failure for scenario in result.scenarios)
    walked = sum(not walk.trouble for walk in result.walks)
    say = _say(language)
    yield f"  {say(Text('試験', 'scenarios'))} {good}/{len(result.scenarios)}"
    yield f"  {say(Text('差戻しと終了のボタン', 'buttons that lead back or out'))} {walked}/{len(result.walks)}"
    yield from _covered(say(Text("手順", "steps")), result.steps, language)
    yield f"  {say(Text('分かれ道', 'branches'))} {result.branches.passed}/{result.branches.total}"
    yield from _untried(path, result.untried, language)


def _failure(path: str, failure: Failure, language: str) -> Iterator[str]:
    say = _say(language)
    expected, actual = say(Text("期待", "expected")), say(Text("実際", "actual"))
    yield f"      {path}:{failure.position.line}  {failure.line}"
    for difference in failure.differences:
        yield f"        {say(difference.what)}  {expected}: {difference.expected}  {actual}: {difference.actual}"


def _covered(what: str, coverage: Coverage, language: str) -> Iterator[str]:
    yield f"  {what} {coverage.passed}/{coverage.total}"
    say = _say(language)
    for part in coverage.missing[:_SHOWN]:
        never = say(
            Text(f"通っていない: {part.name.ja} ({part.line}行目)", f"never passed: {part.name.en} (line {part.line})")
        )
        yield f"      {never}"
    if len(coverage.missing) > _SHOWN:
        yield f"      … {len(coverage.missing) - _SHOWN}"


def _untried(path: str, problems: Sequence[Problem], language: str) -> Iterator[str]:
    for each in problems[:_SHOWN]:
        yield f"      {path}:{each.position.line}: {each.severity}[{each.id}] {each.message.in_language(language)}"
    if len(problems) > _SHOWN:
        yield f"      … {len(problems) - _SHOWN}"


def _walked(walk: Walk, language: str) -> str:
    return f"{walk.step}: {_say(language)(walk.button)} {walk.to}".rstrip()


def _say(language: str) -> Callable[[Text], str]:
    return lambda text: text.in_language(language)


def _scenario(scenario: ScenarioResult) -> dict[str, Any]:
    failure = scenario.failure
    return {
        "name": scenario.name,
        "line": scenario.position.line,
        "passed": failure is None,
        "failure": failure
        and {
            "line": failure.position.line,
            "column": failure.position.column,
            "what": failure.line,
            "differences": [
                {"heading": each.what.ja, "heading_en": each.what.en, "expected": each.expected, "actual": each.actual}
                for each in failure.differences
            ],
        },
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    missing = [{"name": part.name.ja, "name_en": part.name.en, "line": part.line} for part in coverage.missing]
    return {"passed": coverage.passed, "total": coverage.total, "missing": missing}


def _walk(walk: Walk) -> dict[str, Any]:
    return {
        "step": walk.step,
        "line": walk.line,
        "button": walk.button.ja,
        "button_en": walk.button.en,
        "to": walk.to,
        "trouble": walk.trouble,
    }
