"""What the files under definitions/systems say, read once per process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text
from forms.validation.found_words import as_written
from integrations.errors import SystemUnknownError
from integrations.layouts.folder import Finding
from integrations.selectors.definition_files import FilesInvalidError, sources_in
from integrations.systems.reader import load
from integrations.systems.system import Announcement, ConnectedSystem, Operation
from workflow.definition.suggestions import closest


class SystemsInvalidError(FilesInvalidError):
    """Of the connected systems."""


def check_systems(folder: Path) -> tuple[tuple[ConnectedSystem, ...], tuple[Finding, ...]]:
    """Every system whose file is right, and everything that is wrong; a system is described by one file only."""
    systems: dict[str, ConnectedSystem] = {}
    findings: list[Finding] = []
    for source in sources_in(folder):
        loaded = load(source)
        findings += [(source, problem) for problem in loaded.problems]
        if loaded.system is None:
            continue
        if loaded.system.name in systems:
            findings.append((source, _twice(loaded.system, systems[loaded.system.name])))
        twice = (other for other in systems.values() if _both(loaded.system, other))
        findings += [(source, _second(other)) for other in twice]
        systems.setdefault(loaded.system.name, loaded.system)
    return tuple(systems.values()), tuple(findings)


@cache
def systems_at(folder: Path) -> dict[str, ConnectedSystem]:
    """The systems of a folder by name. Raises SystemsInvalidError when a file has a problem."""
    systems, findings = check_systems(folder)
    if findings:
        raise SystemsInvalidError(findings)
    return {system.name: system for system in systems}


def described_systems() -> dict[str, ConnectedSystem]:
    """The systems of this installation by name. Raises SystemsInvalidError."""
    return _systems_below(settings.DEFINITIONS_DIR)


@cache
def _systems_below(definitions: Path) -> dict[str, ConnectedSystem]:
    """Every call asks several times; putting a path together costs more than the answer."""
    return systems_at(definitions / "systems")


def operation_named(name: str) -> Operation:
    """The operation that definitions write as 財務会計.予算確認. Raises SystemUnknownError."""
    system, _, operation = name.partition(".")
    try:
        return described_systems()[system].operations[operation]
    except KeyError:
        known = [f"{each.name}.{one}" for each in described_systems().values() for one in each.operations]
        raise SystemUnknownError(name, closest(name, known) or "") from None


def operation_or_none(name: str) -> Operation | None:
    """The operation, or None when no file describes it any more."""
    try:
        return operation_named(name)
    except SystemUnknownError:
        return None


def called(source: str) -> Text:
    """What people call an operation or message of a system; in English as its file says, while one describes it."""
    system, _, part = source.partition(".")
    described = described_systems().get(system)
    found = described.operations.get(part) or described.announcements.get(part) if described else None
    if described is None or found is None:
        return as_written(source)
    return Text(as_written(source).ja, f"{described.en or system}: {found.en or part}")


def announcement_named(name: str) -> Announcement:
    """The message that definitions write as 職員証発行.完了. Raises SystemUnknownError."""
    system, _, message = name.partition(".")
    try:
        return described_systems()[system].announcements[message]
    except KeyError:
        raise SystemUnknownError(name) from None


def _twice(system: ConnectedSystem, other: ConnectedSystem) -> Problem:
    message = Text(
        f"「{system.name}」は {other.id}.yaml にもあります。", f"“{system.name}” is described in {other.id}.yaml too."
    )
    return Problem(id="E014", position=Position(1, 1), message=message)


def _both(system: ConnectedSystem, other: ConnectedSystem) -> bool:
    """Whether both register every decided case."""
    return all(any(one.every_decision for one in each.operations.values()) for each in (system, other))


def _second(other: ConnectedSystem) -> Problem:
    message = Text(
        f"決定した案件は、もう「{other.name}」へすべて送ります({other.id}.yaml)。登録する先は一つです。",
        f"Decided cases are sent to “{other.name}” already ({other.id}.yaml); one system registers them.",
    )
    return Problem(id="E014", position=Position(1, 1), message=message)
