"""Makes documents to be kept: PDF/A-3b with files inside, laid out in a process of its own that can do nothing else.

What people typed is in these pages, so they may turn out huge. The process has a limit of time and memory, may not
open a socket or start a program, and ends with the document.
"""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from forms.documents.press.engine import WHAT_TO_INSTALL, Memory
from forms.documents.press.order import Answer, Attached, Order
from forms.errors import AddressRefused, PrintingUnavailable, RenderingStopped

LONGEST = 20
"""Seconds for one document; what goes inside it takes longer."""
_PACKED = 1_500_000
"""Bytes inside it for one more second."""
_PROJECT = Path(__file__).resolve().parents[3]
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME")
"""Settings of the environment; none of ours, which hold secrets."""


def pdf_a(html: str, attached: tuple[Attached, ...] = (), *, made_at: datetime, memory: Memory | None = None) -> bytes:
    """PDF/A-3b of a text: the same arguments give the same bytes. `mem:name` in the text addresses `memory`.

    Raises PrintingUnavailable; AddressRefused when the text names anything else; RenderingStopped when it takes more
    time or memory than a document may.
    """
    order = msgspec.msgpack.encode(Order(html=html, attached=attached, memory=dict(memory or {}), made_at=made_at))
    command = [sys.executable, "-m", "forms.documents.press.child"]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    longest = LONGEST + sum(len(each.content) for each in attached) // _PACKED
    try:
        ended = subprocess.run(
            command, input=order, cwd=_PROJECT, env=environment, capture_output=True, timeout=longest, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise RenderingStopped(f"{longest} seconds") from late
    if ended.returncode:
        raise RenderingStopped(_reason(ended.returncode, ended.stderr))
    answer = msgspec.msgpack.decode(ended.stdout, type=Answer)
    if answer.refused_address:
        raise AddressRefused(answer.refused_address)
    if answer.unavailable:
        raise PrintingUnavailable(WHAT_TO_INSTALL, answer.unavailable)
    return answer.pdf


def _reason(status: int, complaint: bytes) -> str:
    """The end of what the process said, without anything of the document."""
    last = complaint.decode(errors="replace").strip().splitlines()[-1:] or [""]
    return f"signal {-status}" if status < 0 else last[0].partition(":")[0] or f"status {status}"
