"""Watching over offices by figures, alerts and cases; and doing something about it."""

from .intervene import (
    AnswerInterventionAppeal,
    AppealIntervention,
    CarryOutIntervention,
    EndSuspension,
    Intervene,
    LapseIntervention,
    LiftIntervention,
)
from .stalled import ShowAlerts, ShowStalled, ShowStalledSteps
from .watch import ShowCases, ShowIndicators, ShowRefundAges, ShowTrend

__all__ = [
    "AnswerInterventionAppeal",
    "AppealIntervention",
    "CarryOutIntervention",
    "EndSuspension",
    "Intervene",
    "LapseIntervention",
    "LiftIntervention",
    "ShowAlerts",
    "ShowCases",
    "ShowIndicators",
    "ShowRefundAges",
    "ShowStalled",
    "ShowStalledSteps",
    "ShowTrend",
]
