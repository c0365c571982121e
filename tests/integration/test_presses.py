from io import BytesIO

import pypdf
import pytest

from maawin_adapters.papers.typst import TypstPress
from maawin_core.testing.press import PressContract


class TestTypst(PressContract):
    @pytest.fixture
    def press(self):
        return TypstPress()

    def read(self, pdf):
        return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
