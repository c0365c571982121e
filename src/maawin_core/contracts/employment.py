"""The employment contract (M8), between employer and worker: Law 15/2017 Art. 3."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from ..kernel.aggregate import Aggregate, Claim, Row
from ..kernel.calendar import civil_day
from ..kernel.errors import require
from ..kernel.identity import ContractId, EmployerId, Identity, OfficeId, RequestId, WorkerId
from ..kernel.money import Money
from ..kernel.obligation import Obligation
from ..kernel.parties import Party, PartyKind, employer, office, worker
from .employment_events import (
    DirectRecruitmentConcluded,
    EmploymentAttested,
    EmploymentCancelled,
    EmploymentChanged,
    EmploymentContractRow,
    EmploymentDrawnUp,
    EmploymentEnded,
    EmploymentReturned,
    EmploymentSigned,
    EmploymentStatus,
    WorseTermsConsented,
)
from .owed import obligations
from .signing import ContractText, Signature, hashes, must_be_known, must_be_signer, still_signed
from .terms import EmploymentTerms, Offered

#: What later steps take from here by name.
__all__ = [
    "DirectRecruitmentConcluded", "EmploymentAttested", "EmploymentContract",
    "EmploymentContractRow", "EmploymentStatus",
]  # fmt: skip


@frozen(kw_only=True)
class EmploymentContract(Aggregate):
    """One worker's work for one employer. Each signs a text that still stands, for himself or
    herself only; terms below the accepted offer need the worker's own consent first; what is
    attested is signed by both and changes no more."""

    employer: EmployerId
    worker: WorkerId
    office: OfficeId | None = None
    request: RequestId | None = None
    recruited_from: str = ""
    terms: EmploymentTerms
    offered: Offered
    #: The employer, then the worker, as they were known when the texts were written.
    identities: tuple[Identity, ...] = ()
    reads: tuple[str, ...] = ()
    texts: tuple[ContractText, ...] = ()
    signatures: tuple[Signature, ...] = ()
    consented_at: datetime | None = None
    signed_on: date | None = None
    attested_at: datetime | None = None
    due: datetime
    #: Why the Department returned it; empty: it did not, or it has been drawn up anew.
    remarks: str = ""
    ended_on: date | None = None
    status: EmploymentStatus = EmploymentStatus.DRAWN_UP

    @property
    def basic_wage(self) -> Money:
        """The basic wage of a month."""
        return self.terms.basic_wage

    @property
    def housing(self) -> Money | None:
        """What is paid for housing in a month; None: it is provided."""
        return self.terms.housing

    @property
    def food(self) -> Money | None:
        """What is paid for food in a month; None: it is provided."""
        return self.terms.food

    @property
    def first_day(self) -> date | None:
        """The agreed first day; None: the day of hand-over."""
        return self.terms.first_day

    @property
    def worse(self) -> tuple[str, ...]:
        """In what the terms are below those that the worker accepted."""
        return self.terms.worse_than(self.offered)

    @property
    def consented_to_worse(self) -> bool:
        """Whether nothing is worse, or the worker has consented to all that is."""
        return not self.worse or self.consented_at is not None

    @property
    def missing_language(self) -> str:
        """The language that the worker reads and in which there is no text; empty: there is one."""
        readable = [text for text in self.texts if text.language in self.reads]
        stands_for = (text.stands_for for text in self.texts if text.stands_for)
        return "" if readable else next(stands_for, "")

    @property
    def signers(self) -> tuple[Party, ...]:
        """Who has to sign: the two whose contract it is."""
        return (employer(self.employer), worker(self.worker))

    def drawn_up(self, texts: tuple[ContractText, ...], at: datetime) -> EmploymentContract:
        """The first texts of these terms stand."""
        self.must_be(EmploymentStatus.DRAWN_UP)
        self.terms.must_be_complete()
        event = EmploymentDrawnUp(
            at=at, contract=self._id, wage=self.basic_wage, texts=hashes(texts)
        )
        return self.after(event, texts=texts)

    def rewritten(
        self,
        terms: EmploymentTerms,
        texts: tuple[ContractText, ...],
        identities: tuple[Identity, ...],
        at: datetime,
    ) -> EmploymentContract:
        """The terms were changed, and with them the texts. The same texts again change nothing."""
        self.must_be(EmploymentStatus.DRAWN_UP, EmploymentStatus.SIGNED)
        terms.must_be_complete()
        if set(hashes(texts)) <= set(hashes(self.texts)):
            return self
        event = EmploymentChanged(
            at=at, contract=self._id, wage=terms.basic_wage, texts=hashes(texts)
        )
        return self.after(
            event, terms=terms, texts=texts, identities=identities, signatures=(),
            consented_at=None, signed_on=None, remarks="", status=EmploymentStatus.DRAWN_UP,
        )  # fmt: skip

    def translated(self, text: ContractText, at: datetime) -> EmploymentContract:
        """A translation was added, or replaced; the Arabic text is not replaced this way."""
        self.must_be(EmploymentStatus.DRAWN_UP, EmploymentStatus.SIGNED)
        require(self.texts, "nothing_to_translate", id=self.id)
        known = next((each for each in self.texts if each.sha256 == text.sha256), text)
        same = known.language == text.language
        require(same, "text_is_no_translation", found=known.language, needed=text.language)
        if known in self.texts:
            return self
        kept = [each for each in self.texts if each.language != text.language]
        texts = (*kept, text)
        signatures = still_signed(self.signatures, texts)
        event = EmploymentChanged(
            at=at, contract=self._id, wage=self.basic_wage, texts=hashes(texts)
        )
        whole = len(signatures) == len(self.signers)
        return self.after(
            event,
            texts=texts,
            signatures=signatures,
            signed_on=self.signed_on if whole else None,
            status=self.status if whole else EmploymentStatus.DRAWN_UP,
        )

    def consented(self, by: Party, sha256: str, at: datetime) -> EmploymentContract:
        """The worker has read the text of this hash and consents to what is worse in it."""
        self.must_be(EmploymentStatus.DRAWN_UP)
        must_be_signer(by, (worker(self.worker),))
        self._must_be_hers(sha256)
        if self.consented_to_worse:
            return self
        event = WorseTermsConsented(at=at, contract=self._id, worse=self.worse, sha256=sha256)
        return self.after(event, consented_at=at)

    def signed(
        self, by: Party, sha256: str, attest_by: datetime, at: datetime
    ) -> EmploymentContract:
        """A party has signed the text that it saw; a second signature of the same is the first."""
        must_be_signer(by, self.signers)
        if any((each.party, each.sha256) == (by, sha256) for each in self.signatures):
            return self
        self.must_be(EmploymentStatus.DRAWN_UP)
        must_be_known(sha256, self.texts)
        require(self.consented_to_worse, "terms_worse_than_offer", found=self.worse)
        if by.kind is PartyKind.WORKER:
            self._must_be_hers(sha256)
        others = tuple(each for each in self.signatures if each.party != by)
        signatures = (*others, Signature(by, at, sha256))
        whole = len(signatures) == len(self.signers)
        event = EmploymentSigned(at=at, contract=self._id, side=by.kind, sha256=sha256)
        return self.after(
            event,
            signatures=signatures,
            signed_on=civil_day(at) if whole else None,
            due=attest_by if whole else self.due,
            status=EmploymentStatus.SIGNED if whole else EmploymentStatus.DRAWN_UP,
        )

    def _must_be_hers(self, sha256: str) -> None:
        text = must_be_known(sha256, self.texts)
        missing = self.missing_language
        require(not missing, "no_text_she_reads", found=text.language, needed=missing)
        readable = {each.language for each in self.texts if each.language in self.reads}
        fits = not readable or text.language in readable
        require(fits, "text_not_hers", found=text.language, needed=tuple(sorted(readable)))

    def attested(self, at: datetime) -> EmploymentContract:
        """The Department has attested what both have signed."""
        if self.status is EmploymentStatus.ATTESTED:
            return self
        self.must_be(EmploymentStatus.SIGNED)
        found = self.after(
            EmploymentAttested(at=at, contract=self._id),
            attested_at=at,
            status=EmploymentStatus.ATTESTED,
        )
        if self.office is not None:
            return found
        return found.after(DirectRecruitmentConcluded(at=at, contract=self._id))

    def returned(self, remarks: str, due: datetime, at: datetime) -> EmploymentContract:
        """The Department does not attest it so, and says why: it is to be drawn up and signed
        anew, by *due*. Said again, it counts once."""
        if self.remarks and self.remarks == remarks:
            return self
        self.must_be(EmploymentStatus.SIGNED)
        require(remarks.strip(), "text_missing", field="remarks")
        event = EmploymentReturned(at=at, contract=self._id)
        return self.after(
            event, texts=(), signatures=(), consented_at=None, signed_on=None, due=due,
            remarks=remarks, status=EmploymentStatus.DRAWN_UP,
        )  # fmt: skip

    def cancelled(self, at: datetime) -> EmploymentContract:
        """It falls before the work began."""
        if self.status is EmploymentStatus.CANCELLED:
            return self
        self.must_be(EmploymentStatus.DRAWN_UP, EmploymentStatus.SIGNED, EmploymentStatus.ATTESTED)
        event = EmploymentCancelled(at=at, contract=self._id)
        return self.after(event, status=EmploymentStatus.CANCELLED)

    def ended(self, last_day: date, at: datetime) -> EmploymentContract:
        """The work is over."""
        if self.status is EmploymentStatus.ENDED:
            return self
        self.must_be(EmploymentStatus.ATTESTED)
        event = EmploymentEnded(at=at, contract=self._id, last_day=last_day)
        return self.after(event, ended_on=last_day, status=EmploymentStatus.ENDED)

    @property
    def _id(self) -> ContractId:
        return ContractId(self.id)

    def parties(self) -> frozenset[Party]:
        mine = {employer(self.employer), worker(self.worker)}
        return frozenset(mine | ({office(self.office)} if self.office is not None else set()))

    def claims(self) -> frozenset[Claim]:
        over = {EmploymentStatus.CANCELLED, EmploymentStatus.ENDED}
        if self.office is not None or self.status in over:
            return frozenset()  # with an office, the recruitment contract holds the worker
        return frozenset({Claim("worker_reserved", str(self.worker))})

    def obligations(self) -> tuple[Obligation, ...]:
        return obligations(self)

    def rows(self) -> tuple[Row, ...]:
        return (
            EmploymentContractRow(
                key=self.id, office=self.office, employer=self.employer, worker=self.worker,
                status=self.status, wage=self.basic_wage, signatures=len(self.signatures),
                worse=self.worse, missing_language=self.missing_language,
                signed_on=self.signed_on,
                attested_on=civil_day(self.attested_at) if self.attested_at else None,
                due=self.due,
            ),
        )  # fmt: skip
