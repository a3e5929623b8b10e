"""Weights as bytes: the numbers of the features and their weights, compressed.

A feature takes about 5 bytes.
"""

import struct
import sys
import zlib
from array import array
from itertools import accumulate

from serial.moderation.spam.logistic import Weights

# The format, the bias and how many features there are.
_HEADER = struct.Struct("<BdI")
_FORMAT = 1


def pack(weights: Weights) -> bytes:
    numbers = sorted(weights.of_feature)
    # Differences of sorted numbers are small, which compresses well.
    steps = array("I", (n - before for before, n in zip([0, *numbers], numbers, strict=False)))
    values = array("f", (weights.of_feature[n] for n in numbers))
    header = _HEADER.pack(_FORMAT, weights.bias, len(numbers))
    return header + zlib.compress(_little_endian(steps) + _little_endian(values))


def unpack(packed: bytes) -> Weights:
    """Raises ValueError for another format."""
    number_of_format, bias, count = _HEADER.unpack_from(packed)
    if number_of_format != _FORMAT:
        raise ValueError(f"weights of the unknown format {number_of_format}")
    content = zlib.decompress(packed[_HEADER.size :])
    steps, values = array("I"), array("f")
    steps.frombytes(content[: count * steps.itemsize])
    values.frombytes(content[count * steps.itemsize :])
    if sys.byteorder == "big":
        steps.byteswap()
        values.byteswap()
    return Weights(bias, dict(zip(accumulate(steps), values, strict=True)))


def _little_endian(values: "array[int] | array[float]") -> bytes:
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()
