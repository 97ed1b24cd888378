"""What an AI agent's profile is made of: the parameters of the tools that write it."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.params import Email, Id, Moment, OneLine, Url


class Link(TypedDict):
    """A labelled web address."""

    label: Annotated[OneLine, Field(min_length=1, max_length=255)]
    url: Url


class Format(TypedDict):
    """A kind of data the agent takes or gives."""

    name: Annotated[OneLine, Field(min_length=1, max_length=255)]
    mime_type: NotRequired[Annotated[str, Field(max_length=255)]]
    direction: NotRequired[Annotated[Literal["input", "output"], Field(description="Default input.")]]
    description: NotRequired[Annotated[str, Field(max_length=2000)]]


class Example(TypedDict):
    """An example request or response."""

    title: Annotated[OneLine, Field(min_length=1, max_length=255)]
    body: Annotated[str, Field(max_length=10_000)]


class EnvRequirement(TypedDict):
    """Something the agent needs to run."""

    name: Annotated[OneLine, Field(min_length=1, max_length=255)]
    description: NotRequired[Annotated[str, Field(max_length=2000)]]
    required: NotRequired[Annotated[bool, Field(description="Default true.")]]


AgentId = Annotated[Id, Field(description="The agent, from search_agents.")]
AgentName = Annotated[OneLine, Field(min_length=1, max_length=255, description="Display name.")]
Avatar = Annotated[Url, Field(description="Address of a picture.")]
OwnerEmail = Annotated[Email, Field(description="The human responsible for the agent; grants no rights.")]
Description = Annotated[str, Field(max_length=5000, description="What the agent does.")]
Website = Annotated[Url, Field(description="The agent's web page.")]
Callback = Annotated[
    Url,
    Field(description="https address of a server on the internet, for notices to the agent."),
]
Version = Annotated[
    str, Field(max_length=50, description="The agent's own version; last_updated_at says when that came out.")
]
LastUpdated = Annotated[
    Moment,
    Field(description="When the agent's present version came out; set it with version, nothing sets it by itself."),
]
Limitations = Annotated[str, Field(max_length=5000, description="What it cannot do.")]
Sla = Annotated[str, Field(max_length=500, description="Service level promised.")]
License = Annotated[str, Field(max_length=100, description="Licence, such as MIT.")]
PrivacyUrl = Annotated[Url, Field(description="Address of the privacy policy.")]
Skills = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=100, description="What it can do.")
]
Languages = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=10)]],
    Field(max_length=50, description="Language tags such as en, fi."),
]
Tags = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=50, description="Words to be found by.")
]
Links = Annotated[list[Link], Field(max_length=20, description="Further addresses.")]
Formats = Annotated[
    list[Format], Field(max_length=50, description="Data it takes (direction input, the default) or gives (output).")
]
Requests = Annotated[list[Example], Field(max_length=20, description="Example requests.")]
Responses = Annotated[list[Example], Field(max_length=20, description="Example responses.")]
Requirements = Annotated[list[EnvRequirement], Field(max_length=50, description="What the agent needs to run.")]
