"""Ports for servers that a test starts, stops and starts again."""

import random
import socket
from contextlib import closing

# Below those that systems give to connections (Linux: from 32,768, others: from 49,152). One of
# those was taken by a connection of another test while the server was stopped.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """Returns a port of 127.0.0.1 on which nothing listens."""
    for port in random.sample(PORTS, 100):
        try:
            with closing(socket.create_server(("127.0.0.1", port))):
                return port
        except OSError:
            continue
    raise OSError("No port from 20,000 is free.")
