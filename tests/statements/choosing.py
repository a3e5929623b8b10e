"""Chooses tests that together execute every statement."""

from collections import Counter, defaultdict

from tests.statements.records import Records

# So many tests execute each statement on PostgreSQL. Measured on 1,326 tests of comments, accounts,
# desk and moderation with 1,863 statements: 319 tests with a third of the time for 1, 459 with 43 %
# for 2, 558 with half for 3. `make test-long` runs all tests on PostgreSQL.
LEAST = 1


def choose(records: Records, least: int = LEAST) -> set[str]:
    """Returns tests that execute each statement at least so many times, the quick ones first.

    None of them can be left out.
    """
    tests_of: dict[str, list[str]] = defaultdict(list)
    for test in sorted(records, key=lambda test: (records[test].seconds, test)):
        for statement in records[test].statements:
            tests_of[statement].append(test)
    chosen: list[str] = []
    times: Counter[str] = Counter()
    for statement, tests in sorted(tests_of.items(), key=lambda item: (len(item[1]), item[0])):
        for test in tests:
            if times[statement] >= least:
                break
            if test not in chosen:
                chosen.append(test)
                times.update(records[test].statements)
    for test in sorted(chosen, key=lambda test: (-records[test].seconds, test)):
        if all(times[statement] > least for statement in records[test].statements):
            chosen.remove(test)
            times.subtract(records[test].statements)
    return set(chosen)
