import sys
from pathlib import Path

# The evaluator stands alone, beside the tests that use it.
sys.path.insert(0, str(Path(__file__).parent))
