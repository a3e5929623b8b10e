"""Makes editions in a process of its own: python -m tests.editions.made_files DAY FORMAT …

Prints the ETag and the hash of each as JSON.
"""

import hashlib
import json
import sys
from typing import cast

import django
import time_machine
from django.http import StreamingHttpResponse
from django.test import Client

Made = list[list[str]]


def made_files(day: str, names: list[str]) -> Made:
    """Returns the ETag and the hash of the story's file in each format, made on this day."""
    with time_machine.travel(day):
        responses = [
            cast(StreamingHttpResponse, Client().get(f"/downloads/the-lamp.{name}"))
            for name in names
        ]
        contents = [b"".join(cast("list[bytes]", response)) for response in responses]
    return [
        [response.headers["ETag"], hashlib.sha256(content).hexdigest()]
        for response, content in zip(responses, contents, strict=True)
    ]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(made_files(sys.argv[1], sys.argv[2:])))  # noqa: T201
