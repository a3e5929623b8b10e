NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def percent(share: float) -> str:
    """Returns "99.2 %", rounded down: what is below a goal must not look as if it reached it."""
    return f"{int(share * 1_000 + 1e-9) / 10:g}{NO_BREAK_SPACE}%"
