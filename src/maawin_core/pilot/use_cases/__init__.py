"""Choosing for the pilot, switching it, and reporting whether the platform is ready."""

from .choose import ChooseForCohort, FormCohort, LeaveCohort, SwitchPilot
from .measure import ShowReadiness

__all__ = ["ChooseForCohort", "FormCohort", "LeaveCohort", "ShowReadiness", "SwitchPilot"]
