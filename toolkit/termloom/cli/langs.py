"""Lists of languages as users type them."""

from .. import tags


def parsed(text: str) -> tuple[str, ...]:
    """The tags of a list with commas: ``en, zh-CN`` → ``("en", "zh-Hans")``."""
    names = [name for name in text.replace(";", ",").split(",") if name.strip()]
    return tuple(dict.fromkeys(tags.parse_or_keep(name.strip()) for name in names))
