"""Rating an ended journey, searching offers and workers, comparing offices and workers."""

from .compare import CompareOffices, CompareWorkers
from .rate import RateJourney
from .search import SearchOffers, SearchWorkers

__all__ = ["CompareOffices", "CompareWorkers", "RateJourney", "SearchOffers", "SearchWorkers"]
