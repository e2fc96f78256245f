"""What a child process asks of the kernel: to be ended when its parent dies, by kill -9 too, and its name."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int, signal_number: int = signal.SIGKILL) -> None:
    """Called in the child: ask the kernel for this signal when the parent is gone.

    On Linux only; elsewhere a kill -9 of the parent leaves the child to its own checks. The kernel forgets the wish
    when the child changes its user, so change the user first.
    """
    if hasattr(_libc, "prctl"):
        _libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:  # it died before the wish was made
        os.kill(os.getpid(), signal_number)


def tied_to_me() -> Callable[[], None]:
    """A `preexec_fn` for subprocess.Popen. Start the child from the main thread: the wish is tied to the thread."""
    parent = os.getpid()
    return lambda: die_with_parent(parent)


def name_process(name: str) -> None:
    """What `ps` and `top` show for this process; its first 15 bytes. On Linux only."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(PR_SET_NAME, name.encode(), 0, 0, 0)
