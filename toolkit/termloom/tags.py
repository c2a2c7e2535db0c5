"""Language tags (BCP 47) at the door, and the codes of outside tools."""

from .errors import InputError

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")

_HANS = {"hans", "cn", "sg", "my", "chs"}
_HANT = {"hant", "tw", "hk", "mo", "cht"}
_CHINESE = {"zh", "cmn", "zho", "chi", "yue"}
_PLAIN = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "vi": "vi",
    "vie": "vi",
    "vn": "vi",
    "vietnamese": "vi",
}
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva"}
"""What glibc writes after ``@`` where BCP 47 has a script."""
_TOOL_CODES = {"en": "en-US", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "vi": "vi-VN"}


def parse(tag: str) -> str:
    """The tag of one of our languages for any usual spelling of it.

    ``zh-CN``, ``zh_Hans``, ``cmn-Hans-CN``, ``ZH``, ``chs`` → ``zh-Hans``. Plain
    ``zh`` is Simplified, its usual meaning in files. Raises `InputError`.
    """
    first, *rest = tag.strip().casefold().replace("_", "-").split("-")
    if first in _PLAIN:
        return _PLAIN[first]
    if first in _CHINESE | {"chs", "cht", "hans", "hant"}:
        subtags = {first, *rest}
        script = subtags & {"hans", "hant"}
        return "zh-Hant" if (script or subtags) & _HANT else "zh-Hans"
    raise InputError(f'unknown language "{tag}"; choose from: {", ".join(LANGUAGES)}')


def parse_or_keep(tag: str) -> str:
    """As `parse`; a language that is not ours comes back in the usual spelling.

    ``PT_BR`` → ``pt-BR``, ``sr@latin`` → ``sr-Latn``, ``x-unknown`` as it is.
    """
    try:
        return parse(tag)
    except InputError:
        return spelt(tag)


def spelt(tag: str) -> str:
    """A tag in the letters and hyphens that BCP 47 recommends."""
    plain, _, modifier = tag.strip().replace("_", "-").partition("@")
    first, *rest = plain.split(".")[0].split("-")
    script = _MODIFIERS.get(modifier.casefold())
    found = [first.casefold(), *([script] if script else []), *rest]
    if "x" in map(str.casefold, found):
        return "-".join(found).casefold()
    return "-".join([found[0], *map(_subtag, found[1:])])


def _subtag(text: str) -> str:
    if len(text) == 2:
        return text.upper()
    is_script = len(text) == 4 and text.isalpha()
    return text.title() if is_script else text.casefold()


def is_chinese(tag: str) -> bool:
    """Whether a tag is one of the two written varieties of Chinese."""
    return tag in ("zh-Hans", "zh-Hant")


def for_tools(tag: str) -> str:
    """The code with a country that OmegaT, Trados and memoQ tell apart."""
    return _TOOL_CODES.get(tag, tag)
