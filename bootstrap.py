#!/usr/bin/env python3
"""The two commands of a fresh machine: `python3 bootstrap.py run` and `python3 bootstrap.py test`.

Needs Python 3.11 or newer and nothing else; what else is missing it fetches into the project, or says what to type.
"""

import argparse
import sys

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Run one of the commands; returns the exit status."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Python 3.11 or newer is needed; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031
    from meguro_platform.embedded import binaries, demo, server, shell, tiers

    options = _parser().parse_args()
    demo.stop_on_signals()
    try:
        if options.command == "run":
            return demo.serve(once=options.once, bare=options.bare, port=options.port)
        depth: tiers.Depth = "nightly" if options.nightly else "all" if options.all else "usual"
        return tiers.test(depth)
    except (shell.StepFailedError, binaries.NoPostgresError, server.ServerFailedError) as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    except demo.Stopped as stopped:
        return stopped.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__.splitlines()[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="set up, play a case, print READY and serve")
    run.add_argument("--once", action="store_true", help="end after the case with its verdict as exit status")
    run.add_argument("--bare", action="store_true", help="a ward without a past: none of the demo's four hundred cases")
    run.add_argument("--port", type=_port, help="port of the web server; 0, or 8000 that is taken: any free one")
    test = commands.add_parser("test", help="set up and run the tests")
    test.add_argument("--all", action="store_true", help="also what takes long; up to 40 minutes")
    test.add_argument("--nightly", action="store_true", help="also tens of thousands of random inputs; hours")
    return parser


def _port(text: str) -> int:
    """Raises ArgumentTypeError, which argparse tells."""
    if not (text.isascii() and text.isdigit() and int(text) < 65_536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; ports are numbers up to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
