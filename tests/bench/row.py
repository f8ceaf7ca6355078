"""One line of the table that `./build.sh bench` prints: what, goal, measured, met or MISSED."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement that must not be above its goal."""

    what: str
    goal: float
    measured: float
    unit: str = "x"

    @property
    def met(self) -> bool:
        return self.measured <= self.goal

    def text(self) -> str:
        digits = 2 if self.goal < 20 else 0
        shown = (f"{self.goal:.{digits}f} {self.unit}", f"{self.measured:.{digits}f} {self.unit}")
        return f"{self.what:64} | {shown[0]:>9} | {shown[1]:>9} | {'met' if self.met else 'MISSED'}"


HEAD = f"{'what':64} | {'goal':>9} | {'measured':>9} |"
