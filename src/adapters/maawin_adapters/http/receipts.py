"""Receipts and refund letters over HTTP (M9, M10): as text, or as a PDF to whoever asks for one."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from maawin_core.kernel.parties import Actor
from maawin_core.receipts.use_cases import ShowReceipt

from .problems import language_of

TEXT, PDF = "text/plain", "application/pdf"


class Receipts(Controller):
    """The numbered papers of money that has moved."""

    path = "/receipts"
    tags = ["Receipts"]

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
