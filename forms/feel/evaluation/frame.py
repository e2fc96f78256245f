"""The values of names while an expression runs, innermost first."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from forms.feel.run import Run
from forms.feel.values import Value
from forms.spec import Text


class Frame:
    """Some names, and the frame around them."""

    __slots__ = ("_names", "_outer")

    def __init__(self, names: Mapping[str, Value], outer: "Frame | None" = None) -> None:
        self._names = names
        self._outer = outer

    def inner(self, names: Mapping[str, Value]) -> "Frame":
        return Frame(names, self)

    def look_up(self, name: str, run: Run) -> Value:
        """The value; null with a reason when nobody knows the name."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame._names:
                return frame._names[name]
            frame = frame._outer
        return run.null(Text(f"「{name}」という名前はありません。", f"There is no name “{name}”."))


Compiled: TypeAlias = Callable[[Run, Frame], Value]
