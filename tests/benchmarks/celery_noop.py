"""What Celery over Redis does with tasks that do nothing: the most a queue of messages could carry on this machine."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import redis
from celery import Celery

from tests.benchmarks.rate import Rate, processor_of

QUEUE = "celery"
app = Celery("noop", broker=os.environ.get("BENCHMARK_BROKER"))
app.conf.update(task_ignore_result=True, worker_hijack_root_logger=False)


@app.task
def nothing() -> None:
    """Nothing at all."""


@contextmanager
def running_workers(address: str, processes: int) -> Iterator[Callable[[int], Rate]]:
    """Processes of Celery; given back is what measures how many waiting tasks they get through in a second."""
    command = [sys.executable, "-m", "celery", "--app", "tests.benchmarks.celery_noop", "--quiet", "worker"]
    options = ["--concurrency", str(processes), "--without-gossip", "--without-mingle", "--loglevel", "error"]
    app.conf.update(broker_url=address)
    worker = subprocess.Popen([*command, *options], env={**os.environ, "BENCHMARK_BROKER": address})
    server = redis.Redis.from_url(address)

    def rate(count: int) -> Rate:
        app.control.cancel_consumer(QUEUE, reply=True, timeout=5)
        for _ in range(count):
            nothing.delay()
        began, processor = time.perf_counter(), processor_of(worker.pid)
        app.control.add_consumer(QUEUE, reply=False)
        _wait_until(lambda: server.llen(QUEUE) == 0 and server.hlen("unacked") == 0)
        return Rate(count / (time.perf_counter() - began), (processor_of(worker.pid) - processor) / count)

    try:
        _wait_until(lambda: bool(app.control.ping(timeout=1)))
        yield rate
    finally:
        worker.terminate()
        worker.wait()


def _wait_until(happened: Callable[[], bool]) -> None:
    while not happened():
        time.sleep(0.005)
