"""Parameters that the tools of links share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Id, OneLine

OwnKalId = Annotated[Id, Field(description="A calendar of your own, from list_calendars.")]
LinkedKalId = Annotated[Id, Field(description="A calendar of your own. Default your main one.")]
LinkId = Annotated[Id, Field(description="The link, from get_calendar_sync_settings.")]
Direction = Literal["import", "export"]
Summary = Annotated[OneLine, Field(min_length=1, max_length=255, description="Its name here.")]
Text = Annotated[str, Field(max_length=5000, description="What it is for.")]
