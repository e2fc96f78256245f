"""What an app leaves open for upper apps to plug in: filled when Django has loaded its apps, asked ever after."""

from typing import Generic, TypeVar

Ports = TypeVar("Ports")


class MissingPlug(RuntimeError):
    """A port was used before it was filled: wiring was not imported."""


class Plugs(Generic[Ports]):
    """The ports of one app."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._filled: Ports | None = None

    def connect(self, ports: Ports) -> None:
        """Fill the ports, replacing what was there."""
        self._filled = ports

    def ports(self) -> Ports:
        """The plugs. Raises MissingPlug when nothing was connected."""
        if self._filled is None:
            raise MissingPlug(f"{self._module} is empty: meguro_platform.wiring.connect_apps() has not run")
        return self._filled
