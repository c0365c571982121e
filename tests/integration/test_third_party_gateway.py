# The page for payments developers, done as it says: its code is taken from it, and nothing else.
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile

import pytest
from own_source import ROOT

PAGE = ROOT / "docs/add-a-payment-provider.md"
BLOCK = re.compile(r"^```(?:python|toml) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHOSEN = """
from maawin_core.kernel.identity import new_id
from maawin_core.testing.sample import FEE
from maawin_entrypoints.gateways import gateways_of

chosen = gateways_of("my_bank:card=70,sandbox:card=30")
drawn = {chosen.for_charge(new_id(), FEE).name for _ in range(200)}
print(*chosen.names, *sorted(drawn), type(chosen.by_name("my_bank")).__module__)
"""


def ran(*command, cwd):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("my_bank")
    for name, text in BLOCK.findall(PAGE.read_text("utf-8")):
        (made / name).write_text(text, "utf-8")
    return made


def check(folder, *arguments):
    command = "from maawin_entrypoints.cli import main; main()"
    return ran(sys.executable, "-c", command, "gateway", "check", *arguments, cwd=folder)


def test_the_class_of_the_page_keeps_every_promise(folder):
    told = check(folder, "my_bank.MyBankGateway")
    assert told.returncode == 0, told.stdout
    more = check(folder, "my_bank.MyBankGateway", "--hooks", "my_bank_hooks.Hooks")
    assert more.returncode == 0, more.stdout
    passed = [int(re.search(r"(\d+) passed", each.stdout)[1]) for each in (told, more)]
    assert passed[1] == passed[0] + 1


def test_the_suite_of_the_page_is_green(folder):
    told = ran(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=folder)
    assert told.returncode == 0, told.stdout


@pytest.fixture(scope="module")
def python_with_the_wheel(folder, tmp_path_factory):
    # A fresh environment that sees maawin and what it needs, with their wheel installed into it.
    out, home = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("theirs")
    built = ran(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=folder)
    assert built.returncode == 0, built.stderr
    [wheel] = out.glob("*.whl")
    assert "my_bank.py" in zipfile.ZipFile(wheel).namelist()
    venv.create(home, with_pip=False, symlinks=True)
    [site] = home.glob("lib/python*/site-packages")
    here = sysconfig.get_path("purelib")
    (site / "maawin_of_here.pth").write_text(f"import site; site.addsitedir({here!r})\n")
    pip = [sys.executable, "-m", "pip", "--python", home / "bin/python", "-q", "install"]
    installed = ran(*pip, "--no-deps", "--no-index", wheel, cwd=out)
    assert installed.returncode == 0, installed.stderr
    return home / "bin/python"


def test_a_wheel_of_a_stranger_is_found_and_takes_its_share(python_with_the_wheel, tmp_path):
    told = ran(python_with_the_wheel, "-c", CHOSEN, cwd=tmp_path)
    assert told.stdout.split() == ["my_bank", "sandbox", "my_bank", "sandbox", "my_bank"], told
