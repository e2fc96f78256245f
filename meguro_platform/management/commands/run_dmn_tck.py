"""manage.py run_dmn_tck DIR: runs the results of a DMN compatibility kit against our FEEL and decision tables."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forms.dmn.errors import DmnUnreadable
from forms.dmn.evaluation import Library, LoadedModel
from forms.dmn.reader import read_model
from forms.dmn.tck import run_case


class Command(BaseCommand):
    help = "Runs the results of a DMN compatibility kit (models/ and results.jsonl) and reports what agrees."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="folder with models/ and results.jsonl")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not (folder / "results.jsonl").is_file():
            raise CommandError(f"{folder} holds no results.jsonl")
        results = list(_results(folder))
        if options["format"] == "json":
            json.dump({"results": results}, self.stdout, ensure_ascii=False, indent=1)
            self.stdout.write("")
            _summarise(results, sys.stderr.write)
        else:
            _summarise(results, self.stdout.write)


def _results(folder: Path) -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC)
    models: dict[Path, LoadedModel | str] = {}
    with (folder / "results.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            path = folder / "models" / row["level"] / row["dir"] / row["model"]
            if path not in models:
                models[path] = _loaded(path)
            yield {key: row[key] for key in ("level", "dir", "case", "decision")} | _outcome(models[path], row, now)


def _loaded(path: Path) -> LoadedModel | str:
    """The model with those beside it, which it may import; or why it cannot be read."""
    try:
        sources = {other: read_model(other.read_bytes()) for other in sorted(path.parent.glob("*.dmn"))}
        library = Library({source.namespace: source for source in sources.values()})
        return library.model(sources[path].namespace)
    except DmnUnreadable as unreadable:
        return unreadable.message.en


def _outcome(loaded: LoadedModel | str, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    if isinstance(loaded, str):
        return {"passed": False, "actual": None, "expected": None, "reasons": [loaded]}
    outcome = run_case(loaded, row, now)
    return {
        "passed": outcome.passed,
        "actual": outcome.actual,
        "expected": outcome.expected,
        "reasons": list(outcome.reasons),
    }


def _summarise(results: list[dict[str, Any]], write: Any) -> None:
    all_, passed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for result in results:
        key = result["level"], result["dir"]
        all_[key] += 1
        passed[key] += result["passed"]
    for level, directory in sorted(all_):
        counts = f"{passed[level, directory]:4} of {all_[level, directory]:4}"
        write(f"{counts}  {level}/{directory}\n")
    for level in sorted({level for level, _ in all_}):
        right = sum(count for key, count in passed.items() if key[0] == level)
        total = sum(count for key, count in all_.items() if key[0] == level)
        write(f"{right} of {total} in {level} ({right / total:.1%})\n")
