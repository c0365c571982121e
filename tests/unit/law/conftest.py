import sys
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from hypothesis import settings

from maawin_core.law.qatar import QATAR

# The evaluator stands alone, beside the tests that use it.
sys.path.insert(0, str(Path(__file__).parent))

# `make mutants` runs the tests some thousand times: a few examples of each have to do.
settings.register_profile("mutants", deadline=None, max_examples=12, derandomize=True)


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_drawn_up_before():
    # Mutants are tried in forks of one process: what it has drawn up would hide them.
    QATAR.forms.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("maawin_core."):
            for kept in vars(module).values():
                if isinstance(kept, _lru_cache_wrapper):
                    kept.cache_clear()
