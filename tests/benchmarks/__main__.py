"""python -m tests.benchmarks NAME: measures, always as a ratio within one run. Not part of the tests."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meguro_platform.settings.test")

from tests.benchmarks import (
    actions,
    cases,
    conditions,
    deliveries,
    imports,
    inbox,
    language,
    payslips,
    readers,
    routes,
)

BENCHMARKS = {
    "actions": actions.main,
    "cases": cases.main,
    "conditions": conditions.main,
    "deliveries": deliveries.main,
    "imports": imports.main,
    "inbox": inbox.main,
    "language": language.main,
    "payslips": payslips.main,
    "readers": readers.main,
    "routes": routes.main,
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in BENCHMARKS:
        print(f"usage: python -m tests.benchmarks {'|'.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    return BENCHMARKS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
