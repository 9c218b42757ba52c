"""People, the posts they held, teams and places."""

from __future__ import annotations

import strawberry

from api.schema.fields import one, page, value
from api.schema.types.refs import (
    CorrespondenceRef,
    ForceRef,
    InspectionRef,
    OrganisationRef,
    PersonRef,
    PostRef,
    StatementRef,
)
from api.schema.types.shared import Connection, Entity, HoldingConnection


@strawberry.type(description="A person whom a source names.")
class Person(Entity):
    name: str = value("The name as sources give it.")
    posts: HoldingConnection[PostRef] = page("posts_of_person", "Posts held, with qualifier and dates.")
    statements: Connection[StatementRef] = page("statements_by_person", "Statements made, in order of time.")
    correspondence_sent: Connection[CorrespondenceRef] = page("correspondence_sent", "What this person sent.")
    correspondence_received: Connection[CorrespondenceRef] = page(
        "correspondence_received", "What was sent to this person."
    )
    inspections_led: Connection[InspectionRef] = page("inspections_led", "Inspections led, the newest first.")


@strawberry.type(description="A post in an organisation.")
class Post(Entity):
    name: str = value("The title of the post.")
    organisation: OrganisationRef | None = one("organisation_of_post", "The organisation that it is in.")
    holders: HoldingConnection[PersonRef] = page("holders_of_post", "Who held it, with qualifier and dates.")


@strawberry.type(description="A team of a police force that a source names or describes.")
class Unit(Entity):
    name: str = value("Its name, or what the source says of it.")
    name_is_descriptive: bool = value("True where the source does not name it.")
    force: ForceRef | None = one("force_of_unit", "The force that it belongs to.")
    statements: Connection[StatementRef] = page("statements_about", "Statements about it.")


@strawberry.type(description="A place that a source names and that is no body here.")
class Place(Entity):
    name: str = value("Its name.")
    statements: Connection[StatementRef] = page("statements_about", "Statements that name it.")
