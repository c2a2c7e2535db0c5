"""Lists of languages as users type them."""

from .. import tags
from ..errors import InputError


def parsed(text: str) -> tuple[str, ...]:
    """The tags of a list with commas: ``en, zh-CN`` → ``("en", "zh-Hans")``.

    Raises `InputError` for a language that stands there twice.
    """
    names = [n.strip() for n in text.replace(";", ",").split(",") if n.strip()]
    found: dict[str, str] = {}
    for name in names:
        tag = tags.parse_or_keep(name)
        if tag in found:
            raise InputError(
                f'--langs names one language twice ("{found[tag]}" and "{name}"); '
                "name each once, in the order of the files or columns"
            )
        found[tag] = name
    return tuple(found)
