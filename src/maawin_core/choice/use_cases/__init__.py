"""Rating an ended journey, searching offers and workers, comparing offices and workers."""

from .compare import CompareOffices, CompareWorkers
from .rate import RateJourney, RateOffice
from .search import Found, SearchOffers, SearchWorkers

__all__ = [
    "CompareOffices",
    "CompareWorkers",
    "Found",
    "RateJourney",
    "RateOffice",
    "SearchOffers",
    "SearchWorkers",
]
