"""Receipts and refund letters over HTTP (M9, M10): as text, or as a PDF to whoever asks for one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from maawin_core.kernel.identity import PaymentId
from maawin_core.kernel.parties import Actor
from maawin_core.receipts.receipt import Receipt, ReceiptKind
from maawin_core.receipts.use_cases import ListReceipts, ShowReceipt

from .problems import language_of
from .wire import PageView, View

TEXT, PDF = "text/plain", "application/pdf"


class ReceiptView(View):
    """A numbered paper; a refund that came back and was given again has a letter for each time."""

    id: UUID
    receipt_kind: ReceiptKind
    number: str
    payment: UUID
    award: UUID | None
    turn: int
    issued_at: datetime

    @classmethod
    def of(cls, receipt: Receipt) -> ReceiptView:
        """The receipt as it travels."""
        return cls(
            id=receipt.id,
            receipt_kind=receipt.receipt_kind,
            number=receipt.number,
            payment=receipt.payment,
            award=receipt.award,
            turn=receipt.turn,
            issued_at=receipt.issued_at,
        )


class Receipts(Controller):
    """The numbered papers of money that has moved."""

    path = "/receipts"
    tags = ["Receipts"]

    @get("/of/{payment_id:uuid}", sync_to_thread=True)
    def list_receipts(
        self,
        payment_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        list_receipts: NamedDependency[ListReceipts],
    ) -> PageView[ReceiptView]:
        """The papers of one fee: its receipt, then the letters of its refunds."""
        found = list_receipts(actor, PaymentId(payment_id))
        return PageView([ReceiptView.of(each) for each in found], None)

    @get("/{receipt_id:uuid}", sync_to_thread=True, media_type=TEXT)
    def show_receipt(
        self,
        receipt_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        actor: NamedDependency[Actor],
        show_receipt: NamedDependency[ShowReceipt],
    ) -> Response[bytes]:
        """The receipt of a fee (by its payment's id), or the letter of a refund (by its award's).

        `Accept: application/pdf` gives the print; `Accept-Language` chooses Arabic or English.
        """
        language = language_of(request)
        wanted = request.accept.best_match([TEXT, PDF], default=TEXT)
        if wanted == PDF:
            content = show_receipt.pdf(actor, receipt_id, language)
        else:
            content = show_receipt(actor, receipt_id, language).text().encode()
        name = quote(f"{receipt_id}.{'pdf' if wanted == PDF else 'txt'}")
        return Response(
            content,
            media_type=PDF if wanted == PDF else TEXT,
            headers={
                "content-language": language,
                "content-disposition": f"inline; filename={name}",
                "x-content-type-options": "nosniff",
                "cache-control": "private, no-store",
                "vary": "accept, accept-language",
            },
        )
