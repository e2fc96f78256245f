"""python -m tests.benchmarks NAME [size=NUMBER …]: measures, always as a ratio within one run. Not part of the tests.

Sizes make a run smaller (`readers people=60 seconds=10`, `imports rows=20000`); the goals are about the usual ones.
"""

import os
import sys
from collections.abc import Callable, Mapping

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meguro_platform.settings.test")

from tests.benchmarks import (
    actions,
    cases,
    conditions,
    deliveries,
    imports,
    inbox,
    language,
    pages,
    payslips,
    readers,
    routes,
)

BENCHMARKS: Mapping[str, Callable[..., int]] = {
    "actions": actions.main,
    "cases": cases.main,
    "conditions": conditions.main,
    "deliveries": deliveries.main,
    "imports": imports.main,
    "inbox": inbox.main,
    "language": language.main,
    "pages": pages.main,
    "payslips": payslips.main,
    "readers": readers.main,
    "routes": routes.main,
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in BENCHMARKS or not all(map(_is_size, arguments[1:])):
        print(f"usage: python -m tests.benchmarks {'|'.join(BENCHMARKS)} [size=NUMBER …]", file=sys.stderr)
        return 2
    sizes = {name: int(number) for name, _, number in (each.partition("=") for each in arguments[1:])}
    return BENCHMARKS[arguments[0]](**sizes)


def _is_size(argument: str) -> bool:
    name, _, number = argument.partition("=")
    return name.isidentifier() and number.isdecimal() and int(number) > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
