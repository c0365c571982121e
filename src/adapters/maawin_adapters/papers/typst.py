"""Papers set in type by Typst: one template, and a font for each script, both from packages.

What a paper says reaches the template as data, so nothing in it can be a command.
"""

from __future__ import annotations

import json
from functools import cached_property
from importlib.resources import as_file, files
from typing import Any

from attrs import asdict

from maawin_core.kernel.errors import RuleBroken
from maawin_core.kernel.paper import Paper

#: Latin letters and every digit come from the one font, Arabic from the other: left to itself, a
#: line of Arabic would take its digits from the Arabic font, and they would not look like money's.
TEMPLATE = """
#let paper = json(bytes(sys.inputs.paper))
#let arabic = paper.language == "ar"
#set document(title: paper.title, date: none)
#set text(
  font: ((name: "Libertinus Serif", covers: regex("[ -\\u{024F}‐-⁄₠-⃏∀-⋿]")), "Amiri"),
  size: 11pt, lang: paper.language, dir: if arabic { rtl } else { ltr },
)
#set page(
  paper: "a4", margin: (x: 22mm, y: 24mm),
  footer: context align(center, text(8pt, fill: luma(90), dir: ltr)[
    #paper.number · #counter(page).display("1 / 1", both: true)
  ]),
)
#text(18pt, weight: "bold", paper.title)
#block(above: 8pt, text(12pt, paper.number))
#line(length: 100%, stroke: 0.6pt)
#for part in paper.parts {
  block(above: 18pt, below: 7pt, sticky: true, text(weight: "bold", part.heading))
  table(
    columns: (5fr, 4fr, 5fr), stroke: none, inset: (x: 0pt, y: 4pt), column-gutter: 10pt,
    ..for item in part.items {
      if item.about == "" { (item.label, table.cell(colspan: 2, item.value)) }
      else { (item.label, item.value, text(8.5pt, fill: luma(80), item.about)) }
    },
  )
}
#v(8pt)
#for sentence in paper.closing { block(above: 9pt, text(9.5pt, sentence)) }
"""


class TypstPress:
    """A4, in Libertinus and Amiri. `pip install maawin[pdf]` brings Typst and the fonts."""

    def pdf(self, paper: Paper) -> bytes:
        said = json.dumps(asdict(paper), ensure_ascii=False)
        compiler = self._typst.Compiler(
            TEMPLATE.encode(),
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs={"paper": said},
        )
        printed: bytes = compiler.compile(format="pdf")
        return printed

    @cached_property
    def _typst(self) -> Any:
        try:
            import typst
        except ImportError as missing:
            raise RuleBroken("press_missing") from missing
        return typst

    @cached_property
    def _fonts(self) -> Any:
        try:
            amiri = files("fontpkg_amiri") / "files"
        except ImportError as missing:
            raise RuleBroken("press_missing") from missing
        with as_file(amiri) as folder:
            return self._typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
