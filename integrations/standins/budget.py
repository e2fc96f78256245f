"""The books that both finance systems keep: what is left of each account, and what was committed."""

from integrations.standins.ledger import Ledger

FIRST_AMOUNT = 50_000_000
"""Yen that every account begins with."""


class Budget:
    """Amounts in the ledger's table of things."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def left(self, account: str) -> int:
        """Yen that can still be committed."""
        return int(self._ledger.state(f"account:{account}") or FIRST_AMOUNT)

    def commit(self, number: str, account: str, amount: int) -> bool:
        """Set an amount aside under a number; False when there is not enough."""
        left = self.left(account)
        if amount > left:
            return False
        self._ledger.set_state(f"account:{account}", str(left - amount))
        self._ledger.set_state(f"commitment:{number}", f"open:{account}:{amount}")
        return True

    def state(self, number: str) -> str:
        """open, cancelled, or empty for a number never given."""
        return self._ledger.state(f"commitment:{number}").partition(":")[0]

    def cancel(self, number: str) -> None:
        """Give an open amount back; a second time changes nothing."""
        state, _, rest = self._ledger.state(f"commitment:{number}").partition(":")
        account, _, amount = rest.rpartition(":")
        if state == "open":
            self._ledger.set_state(f"account:{account}", str(self.left(account) + int(amount)))
            self._ledger.set_state(f"commitment:{number}", f"cancelled:{rest}")
