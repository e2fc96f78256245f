"""gunicorn as `bootstrap.py run` and `deploy/start-host` start it: one server whose workers never outlive it."""

import os

from meguro_platform.embedded.lifeline import die_with_parent

wsgi_app = "meguro_platform.wsgi:application"
preload_app = True  # Django is imported once, not once per worker
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 30
graceful_timeout = 2
control_socket_disable = True
loglevel = "warning"


def post_fork(_server: object, _worker: object) -> None:
    """In a new worker: end when the server is killed, so that nobody keeps its port."""
    die_with_parent(os.getppid())
