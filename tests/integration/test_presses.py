import sys
from io import BytesIO

import pypdf
import pytest

from maawin_adapters.papers.typst import TypstPress
from maawin_core.kernel.errors import RuleBroken
from maawin_core.testing.press import PressContract, a_paper


class TestTypst(PressContract):
    @pytest.fixture
    def press(self):
        return TypstPress()

    def read(self, pdf):
        return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("package", ["typst", "fontpkg_amiri"])
def test_without_its_packages_it_says_what_to_do_and_the_text_is_there(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(RuleBroken, match="press_missing"):
        TypstPress().pdf(a_paper("ar"))
    assert a_paper("ar").text()
