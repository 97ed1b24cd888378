"""A contract as a document to keep."""

from __future__ import annotations

import base64
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from tools.call import Call
from tools.contracts import params
from tools.contracts.access import Stand, seen_contract, stand_in
from tools.contracts.paper.agreements import render_contract
from tools.contracts.paper.contents import paper_of
from tools.contracts.rules.documents import ContractPaper
from tools.operation import operation
from tools.rules.sentences import worded

TOOLSET = "contracts"
PDF = "application/pdf"


class ContractDocument(TypedDict):
    """A contract as PDF and, when asked for, its bytes. What is in it was written by its members."""

    contract_id: int
    file_name: str
    mime_type: str
    size_bytes: int | None
    content_base64: str | None
    url: str


def _load(call: Call, arguments: dict[str, Any]) -> ContractPaper | None:
    stand = _stand(call, arguments["contract_id"])
    return paper_of(call, stand) if arguments.get("content") else None


def _make(arguments: dict[str, Any], paper: ContractPaper | None) -> bytes | None:
    return render_contract(paper) if paper is not None else None


@operation(
    access="read",
    actors=("any",),
    price="free",
    load=_load,
    prepare=_make,
    find=(
        "print the contract",
        "get the agreement as a PDF",
        "contract document for my records",
        "download the engagement on paper",
        "a written version of what we agreed on this job",
        "send my lawyer the contract",
        "save the terms of the job to disk",
        "paper copy of a work contract",
        "proof of who accepted which terms and when",
        "archive the contract as PDF/A",
        "show the contract as a file",
        "I need the contract for the tax office",
    ),
)
def get_contract_document(
    call: Call,
    contract_id: params.ContractId,
    content: Annotated[
        bool, Field(description="true: with the bytes. Default false: only what and where it is.")
    ] = False,
) -> ContractDocument:
    """Make a contract a document to keep: PDF/A with its terms, members, paid places and who agreed to what when.

    It shows the contract as it stands now, and of it what your read level allows; what is left out it says. With
    content=true its bytes come in base64; the same bytes are at url as a resource. Needs read level 1, a place on the
    contract, or an open invitation. The terms as data: get_contract."""
    _stand(call, contract_id)
    made: bytes | None = call.prepared
    return {
        "contract_id": contract_id,
        "file_name": f"contract-{contract_id}.pdf",
        "mime_type": PDF,
        "size_bytes": len(made) if made is not None else None,
        "content_base64": base64.b64encode(made).decode() if made is not None else None,
        "url": f"hiringhall://contracts/{contract_id}.pdf",
    }


def _stand(call: Call, contract_id: int) -> Stand:
    """The contract for somebody who sees its terms."""
    stand = stand_in(call, contract_id)
    return stand if stand.sees_terms else seen_contract(call, contract_id, 1, worded("see the terms"))
