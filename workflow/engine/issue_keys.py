"""The two names of what a case gave to be issued: within the case, and where batches are kept."""

from forms.issuance.ask import batch_key


def stored_key(case: str, key: str) -> str:
    """The key of a batch outside its case."""
    node, _, times = key.rpartition("/")
    return batch_key(case, node, int(times))


def key_in_case(stored: str) -> tuple[str, str]:
    """The case that a batch belongs to, and the batch's key within it. Raises ValueError for a text that is no key."""
    case, node, times = stored.split(":")
    return case, f"{node}/{int(times)}"
