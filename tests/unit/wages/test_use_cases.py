import json
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve

from maawin_core.kernel.answer import Refused, Unknown
from maawin_core.kernel.calendar import DOHA, civil_day
from maawin_core.kernel.entry import Account
from maawin_core.kernel.errors import (
    AlreadyTaken,
    NotAllowed,
    NotFound,
    RuleBroken,
    Stale,
)
from maawin_core.kernel.identity import Identity, new_id
from maawin_core.kernel.money import Money
from maawin_core.kernel.parties import MINISTRY, SYSTEM
from maawin_core.placements.placement import Paper, Placement
from maawin_core.ports.lists import where
from maawin_core.wages.deduction import Deduction
from maawin_core.wages.events import WageStatus
from maawin_core.wages.salary_file_reader import read_salary_file
from maawin_core.wages.use_cases import (
    ContestDeduction,
    ContestWage,
    DeductFromWage,
    FindLateWage,
    OpenNextWage,
    OpenWages,
    RecordBankReplies,
    RecordWagePayment,
    SendTransferAgain,
    SettleDeductionDoubt,
    SettleWageDoubt,
    SetWageAccount,
    ShowTransferFile,
    SignWageReceipt,
    TransferWages,
)
from maawin_core.wages.wage_account import WageAccount, account_id
from maawin_core.wages.wage_due import DeductionKind, Holder, Means
from maawin_core.wages.wage_month import WageMonth
from maawin_core.wages.wage_parts import Finding, wage_id
from maawin_core.wages.wage_row import WageRow
from maawin_core.wages.wage_transfer import (
    BankReply,
    TransferForm,
    TransferStatus,
    WageTransfer,
)

PAYER = Identity(name="Khalid", qid="28463400001", iban="QA87QNBAQAQAXXX00000693123456")
TODAY = date(2026, 1, 5)


def doha(*at):
    return datetime(*at, tzinfo=DOHA)


def reply(record="000001", paid=True, on=TODAY, **more):
    said = {"reference": "BANK-7"} if paid else {"reason": "account_closed"}
    return BankReply(record=record, paid=paid, on=on, **{**said, **more})


def minors(books, name):
    return sum(money.minor for _, money in books.balances(name=name).items)


def pay(resolve, employer, wage, amount="1700", means=Means.CASH, **more):
    record = resolve(RecordWagePayment)
    return record(employer, wage.id, Money(amount), TODAY, means, **more)


class TestOpening:
    def test_wages_open_from_hand_over_to_today_and_nothing_twice(self, lists, service, resolve):
        resolve(OpenWages)(SYSTEM, service.id)
        resolve(OpenWages)(SYSTEM, service.id)
        (wage,) = lists.page(WageRow).items
        assert (wage.month, wage.due, wage.status) == (
            date(2026, 1, 1),
            Money(1700),
            WageStatus.OPEN,
        )

    def test_a_hand_over_that_was_recorded_late_opens_every_month_since(
        self, storage, employed, resolve
    ):
        long_ago = employed(storage, date(2025, 10, 20))
        opened = resolve(OpenWages)(SYSTEM, long_ago.id)
        assert [wage.month.month for wage in opened] == [10, 11, 12, 1]
        assert [wage.due for wage in opened] == [Money(480)] + [Money(1200)] * 3

    def test_hand_over_opens_the_wage_and_each_months_end_the_next(
        self, storage, service, settle, clock, month_of
    ):
        settle()
        assert month_of(2026, 1).status is WageStatus.OPEN
        clock.set(doha(2026, 2, 1))
        settle()
        assert month_of(2026, 2).status is WageStatus.OPEN
        with pytest.raises(NotFound):
            month_of(2026, 3)

    def test_no_wage_opens_after_the_last_day_and_the_last_month_is_cut(
        self, storage, service, employment_ends, settle, clock, month_of
    ):
        clock.set(doha(2026, 3, 10))
        settle()
        employment_ends(storage, service.id, date(2026, 2, 15))
        settle()
        assert month_of(2026, 2).due == Money(850)
        assert month_of(2026, 3).due == Money(0)
        clock.set(doha(2026, 4, 2))
        settle()
        with pytest.raises(NotFound):
            month_of(2026, 4)

    def test_an_end_that_was_recorded_late_opens_no_month_after_it(
        self, storage, service, employment_ends, resolve, clock
    ):
        clock.set(doha(2026, 4, 2))
        employment_ends(storage, service.id, date(2026, 2, 15))
        opened = resolve(OpenWages)(SYSTEM, service.id)
        assert [(wage.month.month, wage.due) for wage in opened] == [
            (1, Money(1700)),
            (2, Money(850)),
        ]

    def test_a_worker_who_was_not_handed_over_or_has_no_terms_has_no_wage(
        self, storage, resolve, service, clock
    ):
        placement = Placement(
            id=new_id(), contract=new_id(), request=None, office=None, employer=new_id(),
            worker=new_id(),
        ).prepared(clock.now(), clock.now())  # fmt: skip
        with storage.transaction(SYSTEM) as work:
            work.save(placement)
        assert resolve(OpenWages)(SYSTEM, placement.id) == ()

    def test_only_the_system_opens(self, service, resolve, employer, wage):
        for act in (
            lambda: resolve(OpenWages)(employer, service.id),
            lambda: resolve(OpenNextWage)(employer, wage.id),
            lambda: resolve(FindLateWage)(employer, wage.id),
        ):
            with pytest.raises(NotAllowed):
                act()


class TestLate:
    def test_a_missing_wage_is_found_and_the_ministry_sees_it(
        self, service, settle, clock, lists, month_of
    ):
        settle()
        clock.set(doha(2026, 2, 3, 23, 59))
        settle()
        assert month_of(2026, 1).status is WageStatus.OPEN
        clock.set(doha(2026, 2, 4))
        settle()
        assert month_of(2026, 1).status is WageStatus.MISSING
        (late,) = lists.page(WageRow, *where(late=True)).items
        assert late.office == service.office
        codes = [owed.obligation.code for owed in lists.owed(owner=MINISTRY).items]
        assert codes == ["look_into_late_wage"]

    def test_both_sides_are_told(self, service, settle, clock, storage):
        settle()
        clock.set(doha(2026, 2, 4))
        settle()
        told = {(row.party, row.code) for row in storage.rows.values() if hasattr(row, "party")}
        for party in (f"worker:{service.worker}", f"employer:{service.employer}"):
            assert (party, "wage_missing") in told

    def test_looking_too_early_or_again_changes_nothing(self, wage, resolve, clock, now):
        assert resolve(FindLateWage)(SYSTEM, wage.id).version == wage.version
        clock.set(doha(2026, 2, 4))
        found = resolve(FindLateWage)(SYSTEM, wage.id)
        assert resolve(FindLateWage)(SYSTEM, wage.id).version == found.version


class TestPaying:
    def test_cash_is_paid_when_she_signs_by_her_own_act(
        self, wage, resolve, employer, worker, books, now
    ):
        stated = pay(resolve, employer, wage)
        assert stated.status is WageStatus.NOT_DISCHARGED
        assert books.entries().items == ()
        payment = stated.payments[0].id
        with pytest.raises(NotAllowed):
            resolve(SignWageReceipt)(employer, wage.id, payment)
        resolve(SignWageReceipt)(worker, wage.id, payment)
        assert now().status is WageStatus.PAID
        assert books.balance(Account("wage_out", str(wage.worker))) == Money(1700)
        assert books.balance(Account("wage_in", str(wage.employer))) == -Money(1700)
        assert books.sums() == {"QAR": 0}

    def test_a_transfer_by_his_own_bank_needs_reference_and_evidence(
        self, wage, resolve, employer, now
    ):
        for missing, given in (("reference", {}), ("evidence", {"reference": "T-1"})):
            with pytest.raises(RuleBroken) as refused:
                pay(resolve, employer, wage, means=Means.BANK, **given)
            assert refused.value.facts == {"field": missing}
        pay(resolve, employer, wage, means=Means.BANK, reference="T-1", evidence="f" * 64)
        assert now().status is WageStatus.PAID

    def test_said_twice_it_is_one_payment(self, wage, resolve, employer, now):
        pay(resolve, employer, wage, "500")
        pay(resolve, employer, wage, "500")
        assert len(now().payments) == 1

    def test_money_into_anothers_account_does_not_pay_her(self, wage, resolve, employer, now):
        pay(resolve, employer, wage, means=Means.BANK, reference="T", evidence="f",
            account_holder=Holder.OTHER)  # fmt: skip
        assert now().status is WageStatus.NOT_DISCHARGED

    def test_an_employer_keeps_back_with_a_reason_and_never_for_recruiting_her(
        self, wage, resolve, employer, worker, now
    ):
        deduct = resolve(DeductFromWage)
        damage = Deduction(kind=DeductionKind.DAMAGE, amount=Money(100), note="A broken window")
        deduct(employer, wage.id, damage)
        assert now().due == Money(1600)
        cost = evolve(damage, kind=DeductionKind.RECRUITMENT_COST)
        with pytest.raises(RuleBroken, match="recruitment_cost_deducted"):
            deduct(employer, wage.id, cost)
        with pytest.raises(NotAllowed):
            deduct(worker, wage.id, damage)
        assert now().due == Money(1600)

    def test_a_stranger_does_not_find_the_wage(self, wage, resolve, employer_of, worker_of):
        with pytest.raises(NotFound):
            pay(resolve, employer_of(new_id()), wage)
        with pytest.raises(NotFound):
            resolve(ContestWage)(worker_of(new_id()), wage.id, new_id())

    def test_the_office_does_not_see_what_a_household_pays(self, wage, resolve, manager_of):
        with pytest.raises(NotFound):
            pay(resolve, manager_of(wage.office), wage)

    def test_who_saw_an_older_wage_is_told_so(self, wage, resolve, employer):
        pay(resolve, employer, wage, "500")
        with pytest.raises(Stale):
            pay(resolve, employer, wage, "600", seen=wage.version)


class TestContesting:
    @pytest.fixture
    def paid(self, wage, resolve, employer):
        return pay(resolve, employer, wage, means=Means.BANK, reference="T", evidence="f")

    def test_i_did_not_receive_it_puts_it_in_doubt(self, paid, resolve, worker, books, now, lists):
        payment = paid.payments[0].id
        resolve(ContestWage)(worker, paid.id, payment)
        resolve(ContestWage)(worker, paid.id, payment)
        assert (now().status, now().in_doubt) == (WageStatus.NOT_DISCHARGED, True)
        assert books.balance(Account("wage_in_doubt", str(paid.id))) == Money(1700)
        assert books.sums() == {"QAR": 0}
        codes = {owed.obligation.code for owed in lists.owed(owner=MINISTRY).items}
        assert codes == {"settle_wage_doubt"}

    def test_a_deduction_that_she_contests_is_owed_until_the_ministry_has_found_out(
        self, wage, resolve, employer, worker, officer, now, lists
    ):
        damage = Deduction(kind=DeductionKind.DAMAGE, amount=Money(100), note="A broken window")
        for _ in range(2):
            resolve(DeductFromWage)(employer, wage.id, damage)
        name = damage.name_in(wage.id)
        assert now().owed == Money(1600)
        with pytest.raises(NotAllowed):
            resolve(ContestDeduction)(employer, wage.id, name)
        resolve(ContestDeduction)(worker, wage.id, name)
        assert (now().owed, now().in_doubt) == (Money(1700), True)
        owed = lists.owed(owner=MINISTRY).items
        assert {each.obligation.code for each in owed} == {"settle_deduction_doubt"}
        find = resolve(SettleDeductionDoubt)
        for stranger in (employer, worker):
            with pytest.raises(NotAllowed):
                find(stranger, wage.id, name, True, "I say so")
        find(officer, wage.id, name, False, "Nobody saw a window.")
        resolve(DeductFromWage)(employer, wage.id, damage)
        assert (now().owed, now().in_doubt) == (Money(1700), False)

    def test_the_employer_cannot_say_so_for_her(self, paid, resolve, employer):
        with pytest.raises(NotAllowed):
            resolve(ContestWage)(employer, paid.id, paid.payments[0].id)

    @pytest.mark.parametrize("received", [True, False])
    def test_the_ministry_finds_whether_she_received_it(
        self, paid, resolve, worker, officer, books, now, received
    ):
        payment = paid.payments[0].id
        resolve(ContestWage)(worker, paid.id, payment)
        found = Finding(received, "The bank's statement")
        resolve(SettleWageDoubt)(officer, paid.id, payment, found)
        resolve(SettleWageDoubt)(officer, paid.id, payment, found)
        assert now().status is (WageStatus.PAID if received else WageStatus.OPEN)
        assert minors(books, "wage_out") == (170_000 if received else 0)
        assert minors(books, "wage_in_doubt") == 0
        assert books.sums() == {"QAR": 0}

    def test_she_herself_can_only_say_that_she_did(self, paid, resolve, worker, now):
        payment = paid.payments[0].id
        resolve(ContestWage)(worker, paid.id, payment)
        with pytest.raises(RuleBroken, match="ministry_finds"):
            resolve(SettleWageDoubt)(worker, paid.id, payment, Finding(False, "x"))
        resolve(SettleWageDoubt)(worker, paid.id, payment, Finding(True, "It came on Sunday"))
        assert now().status is WageStatus.PAID

    def test_money_that_was_said_to_have_come_later_still_settles_the_books(
        self, paid, resolve, worker, employer, books, now
    ):
        payment = paid.payments[0].id
        resolve(ContestWage)(worker, paid.id, payment)
        again = resolve(RecordWagePayment)(
            employer, paid.id, Money(1700), TODAY, Means.BANK, reference="T-2", evidence="g"
        )
        assert again.status is WageStatus.PAID
        resolve(SettleWageDoubt)(worker, paid.id, payment, Finding(True, "Both came"))
        assert now().paid == Money(3400)
        assert books.sums() == {"QAR": 0}


class TestAccounts:
    def test_a_party_sets_its_own_account(self, storage, accounts, worker):
        kept = storage.get(WageAccount, account_id(worker.party))
        assert (kept.bank, kept.holder.name) == ("DBQ", "Maria")

    def test_an_account_can_be_changed_by_who_has_seen_it(self, storage, accounts, worker):
        kept = storage.get(WageAccount, account_id(worker.party))
        new = evolve(kept.holder, name="Maria Santos")
        accounts(worker, new, seen=kept.version)
        with pytest.raises(Stale):
            accounts(worker, kept.holder, seen=kept.version)
        assert storage.get(WageAccount, kept.id).holder.name == "Maria Santos"

    def test_who_has_none_cannot_have_seen_it(self, resolve, worker_of):
        with pytest.raises(NotFound):
            resolve(SetWageAccount)(worker_of(new_id()), PAYER, seen=1)

    def test_two_workers_are_never_paid_into_one_account(
        self, accounts, storage, worker, worker_of
    ):
        hers = storage.get(WageAccount, account_id(worker.party)).holder
        with pytest.raises(AlreadyTaken, match="taken_wage_account"):
            accounts(worker_of(new_id()), hers)

    def test_an_office_or_the_ministry_sets_none(self, resolve, manager_of, officer):
        for who in (manager_of(new_id()), officer):
            with pytest.raises(NotAllowed):
                resolve(SetWageAccount)(who, PAYER)


class TestTransferring:
    @pytest.fixture
    def transfer(self, accounts, resolve):
        return resolve(TransferWages)

    def test_a_salary_file_goes_to_the_channel_and_reads_back(
        self, transfer, employer, wage, wage_channel, now, books
    ):
        sent = transfer(employer, (wage.id, wage.id))
        assert (sent.form, sent.status) == (TransferForm.SALARY_FILE, TransferStatus.TAKEN)
        file = wage_channel.files[sent.id]
        assert file.name == "SIF_10007230_QNB_20260105_0900.csv"
        read = read_salary_file(file.name, file.text)
        assert (read.faults, read.warnings, read.total) == ((), (), Money(1700))
        assert read.records[0]["Employee QID"] == "29060800001"
        assert now().on_its_way.transfer == sent.id
        assert books.balance(Account("wage_on_the_way", str(sent.id))) == Money(1700)

    def test_without_an_establishment_number_there_is_evidence_and_no_salary_file(
        self, transfer, accounts, employer, wage, wage_channel
    ):
        accounts(employer, PAYER)
        sent = transfer(employer, (wage.id,))
        assert sent.form is TransferForm.EVIDENCE
        file = wage_channel.files[sent.id]
        assert file.name == f"WTE_{sent.id}.json"
        assert json.loads(file.text)["total"] == "1700.00"

    def test_two_workers_of_one_household_go_in_one_file(
        self, transfer, employer, employed, storage, resolve, accounts, wage, worker_of, service,
        wage_channel,
    ):  # fmt: skip
        second = employed(storage, date(2026, 1, 1), employer=service.employer)
        (hers,) = resolve(OpenWages)(SYSTEM, second.id)
        accounts(worker_of(second.worker), Identity(
            name="Amina", qid="29123100001", iban="QA58DOHB00001234567890ABCDEFG"))  # fmt: skip
        sent = transfer(employer, (wage.id, hers.id))
        read = read_salary_file("", wage_channel.files[sent.id].text)
        assert (read.faults, len(read.records), read.total) == ((), 2, Money(2900))

    def test_a_worker_without_a_residence_number_goes_by_her_visa(
        self, transfer, accounts, storage, service, worker, employer, wage, wage_channel
    ):
        hers = storage.get(WageAccount, account_id(worker.party)).holder
        accounts(worker, evolve(hers, qid=""))
        with pytest.raises(RuleBroken, match="salary_file_faulty") as refused:
            transfer(employer, (wage.id,))
        assert refused.value.facts == {
            "line": 4, "column": "Employee QID", "fault": "not_exactly_one_number",
        }  # fmt: skip
        held = storage.things["placement", service.id]
        visa = Paper(reference="382026123456", on=TODAY)
        storage.things["placement", service.id] = evolve(held, visa=visa)
        sent = transfer(employer, (wage.id,))
        read = read_salary_file("", wage_channel.files[sent.id].text)
        assert read.records[0]["Employee Visa ID"] == "382026123456"

    def test_a_part_that_was_paid_and_what_is_kept_back_add_up_in_the_file(
        self, transfer, employer, worker, wage, wage_channel, resolve
    ):
        note = Deduction(kind=DeductionKind.OTHER, amount=Money(50), note='He says: "a fine"')
        resolve(DeductFromWage)(employer, wage.id, note)
        part = pay(resolve, employer, wage, "1000")
        resolve(SignWageReceipt)(worker, wage.id, part.payments[0].id)
        sent = transfer(employer, (wage.id,))
        read = read_salary_file("", wage_channel.files[sent.id].text)
        record = read.records[0]
        assert (read.faults, read.warnings, read.total) == ((), (), Money(650))
        assert (record["Deduction Reason Code"], record["Payment Type"]) == (
            "99",
            "Partial Payment",
        )

    def test_who_has_no_account_cannot_pay_or_be_paid(self, resolve, employer, wage, now):
        with pytest.raises(RuleBroken, match="wage_account_missing"):
            resolve(TransferWages)(employer, (wage.id,))
        resolve(SetWageAccount)(employer, PAYER)
        with pytest.raises(RuleBroken, match="wage_account_missing"):
            resolve(TransferWages)(employer, (wage.id,))
        assert now() == wage

    def test_one_file_is_of_one_month(self, transfer, employer, wage, clock, settle, month_of):
        with pytest.raises(RuleBroken, match="nothing_to_transfer"):
            transfer(employer, ())
        clock.set(doha(2026, 2, 1))
        settle()
        with pytest.raises(RuleBroken, match="wages_of_one_month"):
            transfer(employer, (wage.id, month_of(2026, 2).id))

    def test_what_is_paid_is_not_sent(self, transfer, employer, wage, resolve):
        pay(resolve, employer, wage, means=Means.BANK, reference="T", evidence="f")
        with pytest.raises(RuleBroken, match="nothing_owed"):
            transfer(employer, (wage.id,))

    def test_two_files_never_have_one_name(
        self, transfer, employer, employed, storage, resolve, accounts, wage, service, worker_of,
        clock,
    ):  # fmt: skip
        second = employed(storage, date(2026, 1, 1), employer=service.employer)
        (hers,) = resolve(OpenWages)(SYSTEM, second.id)
        accounts(worker_of(second.worker), Identity(
            name="Amina", qid="29123100001", iban="QA58DOHB00001234567890ABCDEFG"))  # fmt: skip
        transfer(employer, (wage.id,))
        with pytest.raises(AlreadyTaken, match="taken_salary_file_name"):
            transfer(employer, (hers.id,))
        clock.move(timedelta(minutes=1))
        transfer(employer, (hers.id,))

    def test_a_refusing_channel_leaves_the_wage_owed(
        self, transfer, employer, wage, wage_channel, now, books
    ):
        wage_channel.next_answers.append(Refused("bank_closed"))
        sent = transfer(employer, (wage.id,))
        assert sent.status is TransferStatus.NOT_TAKEN
        assert (now().on_its_way, now().owed) == (None, Money(1700))
        assert books.entries().items == ()

    def test_a_silent_channel_is_asked_again_under_the_same_name(
        self, transfer, employer, wage, wage_channel, settle, clock, storage, resolve
    ):
        wage_channel.next_answers += [Unknown(), Unknown()]
        sent = transfer(employer, (wage.id,))
        assert sent.status is TransferStatus.UNANSWERED
        clock.move(timedelta(minutes=30))
        settle()
        assert storage.get(WageTransfer, sent.id).status is TransferStatus.UNANSWERED
        clock.move(timedelta(minutes=30))
        settle()
        assert storage.get(WageTransfer, sent.id).status is TransferStatus.TAKEN
        assert list(wage_channel.files) == [sent.id]
        again = resolve(SendTransferAgain)(SYSTEM, sent.id)
        assert again.version == storage.get(WageTransfer, sent.id).version

    def test_the_banks_answers_pay_a_wage_or_open_it_again(
        self, transfer, employer, wage, resolve, administrator, now, books
    ):
        sent = transfer(employer, (wage.id,))
        record = resolve(RecordBankReplies)
        record(administrator, sent.id, (reply(paid=False),))
        record(administrator, sent.id, (reply(paid=False),))
        assert (now().status, now().owed, now().on_its_way) == (WageStatus.OPEN, Money(1700), None)
        assert minors(books, "wage_on_the_way") == 0
        second = resolve(TransferWages)
        resolve(SetWageAccount)(employer, PAYER)
        sent = second(employer, (wage.id,))
        record(administrator, sent.id, (reply(),))
        record(administrator, sent.id, (reply(),))
        assert now().status is WageStatus.PAID
        assert minors(books, "wage_on_the_way") == 0
        assert minors(books, "wage_out") == 170_000
        assert books.sums() == {"QAR": 0}

    def test_an_employer_answers_for_his_own_bank_with_evidence_and_never_for_a_salary_file(
        self, transfer, employer, wage, resolve, accounts, now
    ):
        sent = transfer(employer, (wage.id,))
        with pytest.raises(RuleBroken, match="reply_is_banks"):
            resolve(RecordBankReplies)(employer, sent.id, (reply(evidence="f"),))
        resolve(RecordBankReplies)(SYSTEM, sent.id, (reply(paid=False),))
        accounts(employer, PAYER)
        own = transfer(employer, (wage.id,))
        with pytest.raises(RuleBroken, match="text_missing"):
            resolve(RecordBankReplies)(employer, own.id, (reply(),))
        resolve(RecordBankReplies)(employer, own.id, (reply(evidence="f"),))
        assert now().status is WageStatus.PAID

    def test_who_saw_an_older_transfer_is_told_so(self, transfer, employer, wage, resolve):
        sent = transfer(employer, (wage.id,))
        with pytest.raises(Stale):
            resolve(RecordBankReplies)(SYSTEM, sent.id, (reply(),), seen=sent.version - 1)

    def test_the_employer_sees_the_file_that_he_sends_and_nobody_else(
        self, transfer, employer, wage, resolve, wage_channel, worker, officer, administrator
    ):
        sent = transfer(employer, (wage.id,))
        shown = resolve(ShowTransferFile)(employer, sent.id)
        assert shown == wage_channel.files[sent.id]
        assert "29060800001" not in repr(shown)
        with pytest.raises(NotFound):
            resolve(ShowTransferFile)(worker, sent.id)
        for who in (officer, administrator):
            with pytest.raises(NotAllowed):
                resolve(ShowTransferFile)(who, sent.id)

    def test_a_stranger_sends_nobodys_wage(self, transfer, employer_of, wage, worker):
        with pytest.raises(NotFound):
            transfer(employer_of(new_id()), (wage.id,))
        with pytest.raises(NotAllowed):
            transfer(worker, (wage.id,))


def test_a_months_wage_has_one_name(service):
    day = civil_day(doha(2026, 1, 31))
    assert wage_id(service.id, day.replace(day=1)) == wage_id(service.id, date(2026, 1, 1))


def test_a_refused_deduction_leaves_the_wage_as_it_was(storage, wage, resolve, employer):
    cost = Deduction(kind=DeductionKind.RECRUITMENT_COST, amount=Money(1), note="fee")
    with pytest.raises(RuleBroken):
        resolve(DeductFromWage)(employer, wage.id, cost)
    assert storage.get(WageMonth, wage.id) == wage
