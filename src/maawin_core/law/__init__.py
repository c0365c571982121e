"""The law as data and sheets: dated figures with sources, open readings, and how a sheet is kept.

A rule is `(facts, law) -> Reckoning`. Here is what all rules share; each rule stands in its step,
and `maawin_core.rulebook` lists them. `maawin_core.law.qatar.QATAR` is the law in force.
"""

from .domestic_work import DomesticWorkLaw
from .parameter import NoFigure, Parameter, Since, Source, UnsoundFigure
from .reading import READINGS, Reading
from .worksheet import Line, Reckoning, Worksheet

__all__ = [
    "READINGS",
    "DomesticWorkLaw",
    "Line",
    "NoFigure",
    "Parameter",
    "Reading",
    "Reckoning",
    "Since",
    "Source",
    "UnsoundFigure",
    "Worksheet",
]
