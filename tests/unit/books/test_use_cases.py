import pytest

from maawin_core.books.use_cases import ReadBooks
from maawin_core.kernel.errors import NotAllowed, RuleBroken
from maawin_core.kernel.identity import new_id
from maawin_core.kernel.money import Money
from maawin_core.testing.sample import FEE, OFFICE, a_fee, paid
from maawin_core.testing.stores import kept


@pytest.fixture
def fee(storage):
    return kept(storage, paid(a_fee()))


@pytest.fixture
def read(resolve):
    return resolve(ReadBooks)


@pytest.mark.parametrize("who", ["administrator", "officer"])
def test_who_watches_the_money_reads_the_books(read, fee, request, who):
    by = request.getfixturevalue(who)
    assert {money for _, money in read(by).items} == {FEE, -FEE}
    assert [account.name for account, _ in read(by, name="held").items] == ["held"]
    assert len(read.entries(by, about=fee.id).items) == 1
    assert read.entries(by, about=new_id()).items == ()
    assert read.sums(by) == {"QAR": 0}


def test_nobody_else_reads_them(read, fee, manager_of, inspector, regulator, worker_of):
    for by in (manager_of(OFFICE), inspector, regulator, worker_of(new_id())):
        for ask in (read, read.entries, read.sums):
            with pytest.raises(NotAllowed):
                ask(by)


def test_the_books_come_in_pages(read, fee, officer):
    first = read(officer, limit=1)
    rest = read(officer, limit=1, after=first.next)
    assert (rest.next, len({*first.items, *rest.items})) == (None, 2)
    with pytest.raises(RuleBroken):
        read(officer, limit=0)
    assert sum((money for _, money in read(officer).items), Money(0)) == Money(0)
