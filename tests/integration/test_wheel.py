import json
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from own_source import RINGS, ROOT
from packaging.requirements import Requirement

OURS = set(RINGS)

#: Asked in a strange environment: a figure, what was loaded for it, and that the rest is not there.
QUESTION = """
import importlib.util, json, sys
import maawin_core
from maawin_core.rulebook import RULES, calculate

answer = calculate("end-of-service", {
    "first_day": "2020-01-01", "last_day": "2022-12-31", "basic_wage": "1200.00",
    "ending": "resignation", "earlier_contracts": [], "debts": [],
})
print(json.dumps({
    "where": maawin_core.__file__,
    "rules": len(RULES),
    "answer": answer,
    "frameworks": [n for n in ("sqlalchemy", "litestar", "pytest") if importlib.util.find_spec(n)],
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def strange_python(wheel, tmp_path_factory):
    """An environment with the wheel and what it says that it needs, and nothing else."""
    home = tmp_path_factory.mktemp("strange")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin/python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "-q"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    [site] = home.glob("lib/python*/site-packages")
    for name in needed("maawin"):
        lend(name, site)
    return python


def needed(name: str) -> set[str]:
    """What a distribution needs without any extra, and what that needs."""
    wanted = [Requirement(each) for each in metadata.requires(name) or []]
    plain = {each.name for each in wanted if not each.marker or each.marker.evaluate({"extra": ""})}
    return plain.union(*map(needed, plain))


def lend(name: str, site: Path) -> None:
    """Link one distribution of this environment into another: no registry is asked."""
    for file in metadata.files(name) or []:
        top = site / file.parts[0]
        if file.parts[0] != ".." and not top.exists():
            top.symlink_to(metadata.distribution(name).locate_file(file.parts[0]))


def test_the_wheel_holds_our_three_packages_and_nothing_else(contents):
    tops = {name.split("/")[0] for name in contents}
    assert {top for top in tops if not top.endswith(".dist-info")} == OURS
    assert len(tops) == len(OURS) + 1
    assert {f"{name}/py.typed" for name in OURS} <= set(contents)


def test_the_wheel_holds_every_module(contents):
    here = {
        f"{ring}/{file.relative_to(folder / ring)}"
        for ring, folder in RINGS.items()
        for file in (folder / ring).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert here - set(contents) == set()


def test_the_bare_wheel_computes_an_end_of_service(strange_python, tmp_path):
    run = subprocess.run(
        [strange_python, "-I", "-c", QUESTION],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    said = json.loads(run.stdout)
    assert str(strange_python.parents[1]) in said["where"]
    assert said["frameworks"] == []
    assert said["rules"] > 5
    assert said["answer"]["amount"] == "2520.00"


def test_only_attrs_cattrs_and_money_are_asked_for():
    direct = [Requirement(each) for each in metadata.requires("maawin") or []]
    plain = {each.name for each in direct if "extra" not in str(each.marker)}
    assert plain - {"setuptools"} == {"attrs", "cattrs", "money"}
