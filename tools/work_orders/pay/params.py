"""What several operations on the pay of a work order take."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tools.params import Id, PositiveAmount, Said

IncreaseId = Annotated[Id, Field(description="From list_work_order_increases.")]
ExpenseId = Annotated[Id, Field(description="From list_work_order_expenses.")]
IncreaseAmount = Annotated[PositiveAmount, Field(description="Money more, for kind amount, as text.")]
Units = Annotated[PositiveAmount, Field(description="Hours (4 decimals) or whole devices more, for the other kinds.")]
Reason = Annotated[Said, Field(min_length=1, max_length=1000, description="Why more is needed.")]
CategoryId = Annotated[Id, Field(description="From list_expense_categories.")]
ExpenseText = Annotated[Said, Field(min_length=1, max_length=500, description="What it was spent on.")]
UnitPrice = Annotated[PositiveAmount, Field(description="Price of one unit, as text.")]
Quantity = Annotated[PositiveAmount, Field(description="How many units, 4 decimals at most.")]
Receipts = Annotated[
    list[Id],
    Field(min_length=1, max_length=20, description="Receipts: files of this work order, from its attachments."),
]
StatusText = Annotated[str, Field(min_length=1, max_length=1000, description="Why so; the provider sees it.")]
Charged = Annotated[
    bool, Field(description="Counts for the pay. Default true; false: only promised, or announced, so far.")
]
ExtraAmount = Annotated[PositiveAmount, Field(description="Another amount than the company's, for fixed ones only.")]
WithAvailable = Annotated[
    bool, Field(description="Also those of the company that could be added; members only. Default false.")
]
