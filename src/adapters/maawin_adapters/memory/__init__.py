"""Every storage port in memory: for tests, demos and embedding systems that bring no database."""

from .books import MemoryBooks
from .files import MemoryFiles
from .lists import MemoryLists
from .outbox import MemoryOutbox
from .storage import MemoryStorage

__all__ = ["MemoryBooks", "MemoryFiles", "MemoryLists", "MemoryOutbox", "MemoryStorage"]
