"""What `manage.py doctor` finds in the test database."""

from meguro_platform.selectors.invariants import INVARIANTS


def findings() -> dict[str, list[str]]:
    """By invariant; empty when everything is as it must be."""
    broken = {invariant.id: list(invariant.broken()) for invariant in INVARIANTS}
    return {invariant: found for invariant, found in broken.items() if found}
