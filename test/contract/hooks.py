"""What Schemathesis asks for: things that there are, by members who are there. Loaded by test/contract/main.ts."""

import json
import os
import random

import schemathesis

with open(os.environ["FOLKMOOT_CONTRACT"], encoding="utf-8") as file:
    COUNCIL = json.load(file)

# What there is, by the first part of the path that it lies under.
IDS = COUNCIL["ids"]
TOKENS = COUNCIL["tokens"]


def choice(options, seed):
    """One of them, for the same generated value always the same."""
    return random.Random(repr(seed)).choice(options)


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Three of four ids that fit are turned into one of what there is; so are all names of members."""
    parameters = dict(path_parameters or {})
    place = context.operation.path.split("/")[2:3]
    there_are = IDS.get(place[0]) if place else None
    given = parameters.get("id")
    if there_are and isinstance(given, str) and choice([True, True, True, False], given):
        parameters["id"] = choice(there_are, given)
    if isinstance(parameters.get("member"), str):
        parameters["member"] = choice(sorted(TOKENS), parameters["member"])
    return parameters


@schemathesis.auth(refresh_interval=None)
class Members:
    """Who asks: a member by chance, the same for the same request."""

    def get(self, case, context):
        return TOKENS

    def set(self, case, data, context):
        asking = choice(sorted(data), [case.path_parameters, case.query, case.body])
        case.headers["Authorization"] = f"Bearer {data[asking]}"


@schemathesis.hook
def map_body(context, body):
    """Nobody departs: who has departed can be asked as nothing more."""
    if isinstance(body, dict) and body.get("status") == "departed":
        return {**body, "status": "active"}
    return body
