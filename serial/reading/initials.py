def initial_of(name: str) -> str:
    """Returns the letter that stands for a person without a picture."""
    return next((letter for letter in name if letter.isalnum()), name[:1])
