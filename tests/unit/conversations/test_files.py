import pytest
from attrs import evolve

from maawin_core.conversations.attachment import FileKind
from maawin_core.conversations.use_cases import AttachFile, ListFiles, ReadFile
from maawin_core.kernel.aggregate import Version
from maawin_core.kernel.errors import NotAllowed, NotFound, RuleBroken, Stale
from maawin_core.kernel.identity import new_id
from maawin_core.law.policy import POLICY

PAPER = b"%PDF-1.7 a ticket"


@pytest.fixture
def attach(resolve):
    return resolve(AttachFile)


@pytest.fixture
def read(resolve):
    return resolve(ReadFile)


@pytest.fixture
def kept(attach, mine, dispute):
    return attach(mine, "dispute", dispute.id, "ticket", PAPER)


def test_whoever_sees_the_thing_reads_its_files(kept, read, mine, theirs, officer):
    for somebody in (mine, theirs, officer):
        assert read(somebody, kept.id) == (kept, PAPER)


def test_whoever_does_not_see_the_thing_does_not_see_that_there_is_a_file(
    kept, read, resolve, staff_of, regulator, dispute
):
    for stranger in (staff_of(new_id()), regulator):
        with pytest.raises(NotFound) as refused:
            read(stranger, kept.id)
        with pytest.raises(NotFound) as nothing:
            read(stranger, new_id())
        assert refused.value.facts["thing"] == nothing.value.facts["thing"] == "attachment"
        with pytest.raises(NotFound):
            resolve(ListFiles)(stranger, "dispute", dispute.id)


def test_a_stranger_attaches_nothing(attach, dispute, staff_of, files):
    with pytest.raises(NotFound):
        attach(staff_of(new_id()), "dispute", dispute.id, "ticket", PAPER)
    assert files == type(files)()


def test_who_may_look_but_not_act_attaches_nothing(attach, dispute, administrator):
    with pytest.raises(NotAllowed):
        attach(administrator, "dispute", dispute.id, "ticket", PAPER)


def test_the_same_bytes_twice_are_one_file(kept, attach, theirs, dispute, resolve):
    assert attach(theirs, "dispute", dispute.id, "another name", PAPER) == kept
    attach(theirs, "dispute", dispute.id, "photo", b"\xff\xd8\xff")
    listed = resolve(ListFiles)(theirs, "dispute", dispute.id).items
    assert {each.title: each.file_kind for each in listed} == {
        "ticket": FileKind.PDF,
        "photo": FileKind.JPEG,
    }


@pytest.mark.parametrize(
    ("content", "title", "code"),
    [
        (b"%PDF-" + b"x" * 96, "ticket", "file_too_large"),
        (b"<script>", "ticket", "file_kind_unknown"),
        (b"", "ticket", "file_kind_unknown"),
        (PAPER, " ", "text_missing"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_anything_is(
    attach, mine, dispute, files, content, title, code
):
    small = evolve(attach, policy=evolve(POLICY, file_bytes=100))
    with pytest.raises(RuleBroken, match=code):
        small(mine, "dispute", dispute.id, title, content)
    assert files == type(files)()


def test_a_file_of_exactly_the_largest_size_is_kept(attach, mine, dispute):
    exact = evolve(attach, policy=evolve(POLICY, file_bytes=len(PAPER)))
    assert exact(mine, "dispute", dispute.id, "ticket", PAPER).size == len(PAPER)


def test_a_thing_of_no_known_kind_has_no_files(attach, mine, resolve):
    for ask in (
        lambda: attach(mine, "horoscope", new_id(), "ticket", PAPER),
        lambda: resolve(ListFiles)(mine, "horoscope", new_id()),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_file_that_was_changed_behind_our_back_is_not_handed_out(kept, read, mine, files):
    files._kept[kept.digest] = b"%PDF-1.7 another ticket"
    with pytest.raises(RuleBroken, match="file_damaged"):
        read(mine, kept.id)


def test_who_has_looked_at_an_older_page_is_told_so(attach, mine, dispute):
    with pytest.raises(Stale):
        attach(mine, "dispute", dispute.id, "ticket", PAPER, seen=Version(7))
