"""Everything that wrk prints is read, and what it leaves out does not stop the figures."""

import pytest

from tests.bench.wrk_output import WrkOutputError, parse_wrk_output

OUTPUT = """Running 5s test @ http://localhost:8000/
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     8.59ms    1.02ms  20.19ms   89.38%
    Req/Sec     0.93k    45.36     1.00k    76.00%
  Latency Distribution
     50%    8.42ms
     75%    8.79ms
     90%    9.58ms
     99%   {p99}
  4655 requests in 5.02s, {read} read
{errors}Requests/sec:    927.33
Transfer/sec:      7.08MB
"""


def output_with(*, p99: str = "12.42ms", read: str = "35.53MB", errors: str = "") -> str:
    return OUTPUT.format(p99=p99, read=read, errors=errors)


@pytest.mark.parametrize(
    ("printed", "milliseconds"),
    [
        ("850.00us", 0.85),
        ("12.42ms", 12.42),
        ("1.02s ", 1_020.0),
        ("1.02s", 1_020.0),
        ("1.50m ", 90_000.0),
        ("0.00us", 0.0),
    ],
)
def test_percentile_is_read_in_every_unit(printed: str, milliseconds: float) -> None:
    assert parse_wrk_output(output_with(p99=printed)).p99_ms == pytest.approx(milliseconds)


@pytest.mark.parametrize(
    ("printed", "size"),
    [
        ("512.00B", 512),
        ("35.53KB", 35.53 * 1_024),
        ("35.53MB", 35.53 * 1_024**2),
        ("1.20GB", 1.2 * 1_024**3),
        ("512.00B ", 512),
    ],
)
def test_size_is_read_in_every_unit(printed: str, size: float) -> None:
    assert parse_wrk_output(output_with(read=printed)).bytes_read == pytest.approx(size)


@pytest.mark.parametrize("printed", ["-nanus", "", "12.42 parsecs"])
def test_percentile_that_cannot_be_read_is_missing(printed: str) -> None:
    result = parse_wrk_output(output_with(p99=printed))
    assert result.p99_ms is None
    assert result.requests == 4655


def test_missing_percentile_is_none() -> None:
    output = output_with().replace("     99%   12.42ms\n", "")
    assert parse_wrk_output(output).p99_ms is None


def test_run_without_any_response_is_read() -> None:
    result = parse_wrk_output("  0 requests in 1.01s, 0.00B read\nRequests/sec:      0.00\n")
    assert (result.requests, result.p99_ms, result.bytes_read) == (0, None, 0.0)


def test_run_of_more_than_a_minute_is_read() -> None:
    output = output_with().replace("in 5.02s,", "in 1.00m ,")
    assert parse_wrk_output(output).requests == 4655


def test_errors_of_sockets_and_responses_are_counted() -> None:
    errors = (
        "  Socket errors: connect 1, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 12\n"
    )
    assert parse_wrk_output(output_with(errors=errors)).error_count == 18
    assert parse_wrk_output(output_with()).error_count == 0


def test_output_without_requests_raises_an_error_with_the_output() -> None:
    with pytest.raises(WrkOutputError, match="unable to connect to localhost"):
        parse_wrk_output("unable to connect to localhost:1 Connection refused\n")
