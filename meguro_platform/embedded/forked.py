"""A Python program in a fork of this process: what is imported here, the program need not import again.

Starting Django costs a processor one to three seconds; the product has more than ten processes, a small machine two
cores. `import_product` is called once, before the first fork; from then on this process must open no connection and
start no thread, because a fork would share them.
"""

import gc
import importlib
import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkProcess
from pathlib import Path

from meguro_platform.embedded.folder import PROJECT
from meguro_platform.embedded.lifeline import die_with_parent, name_process

Program = Sequence[str | Path]
"""What follows `python` on a command line: `-m MODULE` or a file, then arguments."""

_MODULES = (
    "meguro_platform.wsgi",
    "meguro_platform.urls",
    "meguro_platform.celery",
    "celery.bin.worker",
    "celery.worker",
    "gunicorn.app.wsgiapp",
    "integrations.standins.start",
)
"""What the product's programs import."""

_fork = multiprocessing.get_context("fork")


def import_product(environment: Mapping[str, str]) -> None:
    """Import what the programs share, under the environment they share. Once: Django reads its settings once."""
    os.environ.update(environment)
    gc.disable()  # a fifth of the time goes into looking for garbage that is not there
    for module in _MODULES:
        importlib.import_module(module)
    gc.freeze()
    gc.enable()


def start(name: str, program: Program, *, output: int, more: Mapping[str, str]) -> ForkProcess:
    """Run the program in a session of its own, its output in an open file; the kernel ends it when we die."""
    arguments = (os.getpid(), name, [str(word) for word in program], output, dict(more))
    process = _fork.Process(target=_become, args=arguments, name=name)
    process.start()
    return process


def spoken(name: str, program: Program, *, heard: Callable[[str], object]) -> int:
    """Run the program to its end, pass its lines on at once and to `heard`; its exit status."""
    reader, writer = os.pipe()
    process = start(name, program, output=writer, more={})
    os.close(writer)
    try:
        with os.fdopen(reader, errors="replace") as lines:
            for line in lines:
                print(line, end="", flush=True)
                heard(line.rstrip())
    except BaseException:  # a signal: take the program along
        process.kill()
        raise
    process.join()
    return process.exitcode or 0


def _become(parent: int, name: str, program: list[str], output: int, more: Mapping[str, str]) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    die_with_parent(parent)
    name_process(name)
    for stream in (1, 2):
        os.dup2(output, stream)
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", buffering=1, encoding="utf-8", closefd=False) for stream in (1, 2))
    os.chdir(PROJECT)
    os.environ.update(more)
    if program[0] == "-m":
        sys.argv = program[1:]
        runpy.run_module(program[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = program
        runpy.run_path(program[0], run_name="__main__")
