"""Parameter types of providers and their circles."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from tools.params import Amount, Id, OneLine, Uuid
from tools.rules.sentences import worded

Direction = Literal["asc", "desc"]
Search = Annotated[OneLine, Field(min_length=1, max_length=100, description="Part of the name.")]

PreferredGroupId = Annotated[Id, Field(description="The group, from list_preferred_provider_groups.")]
PoolGroupId = Annotated[Uuid, Field(description="UUID of the group, from list_talent_pool_groups.")]
ProjectId = Annotated[Id, Field(description="The project, from list_projects.")]
ProviderId = Annotated[Id, Field(description="The provider, from list_providers.")]
ProviderIds = Annotated[list[Id], Field(min_length=1, max_length=200, description="Providers, from list_providers.")]
TierId = Annotated[Id, Field(description="A tier of the group.")]
TalentPoolId = Annotated[Id, Field(description="The tier, by its tier_id.")]
NoteId = Annotated[Uuid, Field(description="UUID of the note, from list_provider_attributes.")]

GroupName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Unique among the project's groups.")]
DisplayName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Name shown instead.")]
TierName = Annotated[OneLine, Field(min_length=1, max_length=120)]
TierOrder = Annotated[int, Field(ge=1, le=1000, description="1 is asked first. Default the place in the list.")]
NoteName = Annotated[OneLine, Field(min_length=1, max_length=80)]
NoteValue = Annotated[str, Field(max_length=1000, description="Plain text; may be empty.")]


class NewTier(TypedDict):
    name: TierName
    order: NotRequired[TierOrder]


class TierIn(TypedDict):
    """With tier_id one there is, renamed or moved; without a new one, which needs a name."""

    tier_id: NotRequired[Id]
    name: NotRequired[TierName]
    order: NotRequired[TierOrder]


class NoteIn(TypedDict):
    name: NoteName
    value: NoteValue


NewTiers = Annotated[
    list[NewTier], Field(min_length=1, max_length=50, description="Levels of choice. Default one, Tier 1.")
]
Tiers = Annotated[
    list[TierIn],
    Field(min_length=1, max_length=50, description="The complete new list; tiers left out are removed."),
]
Attributes = Annotated[
    list[NoteIn], Field(max_length=50, description="Kept on the group, told apart by name; an empty value removes one.")
]
RemoveMembers = Annotated[
    bool, Field(description="true: removed tiers lose the people in them, with notes. Default false: refused.")
]


def _up_to_five(rating: Decimal) -> Decimal:
    if rating > 5:
        raise ValueError(worded("must be from 0 to 5"))
    return rating


MinRating = Annotated[Amount, AfterValidator(_up_to_five), Field(description='From 0 to 5, such as "4.5".')]


class Assignment(TypedDict):
    """A group, or service territory, of the project, and the tiers of it that are meant."""

    talent_pool_group_id: Uuid
    tier_ids: Annotated[list[Id], Field(min_length=1, max_length=50, description="Of several the first to be asked.")]
