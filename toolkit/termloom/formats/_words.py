"""How files name languages, statuses and kinds of terms → our names."""

import re

from .. import tags
from ..errors import InputError
from ..model import Kind, Status

_CHINESE = {
    "chinese": "zh-Hans",
    "simplified chinese": "zh-Hans",
    "chinese simplified": "zh-Hans",
    "chinese prc": "zh-Hans",
    "chinese china": "zh-Hans",
    "chinese singapore": "zh-Hans",
    "chinese hans": "zh-Hans",
    "mandarin": "zh-Hans",
    "中文": "zh-Hans",
    "汉语": "zh-Hans",
    "简体": "zh-Hans",
    "简体中文": "zh-Hans",
    "中文 简体": "zh-Hans",
    "中文简体": "zh-Hans",
    "tiếng trung": "zh-Hans",
    "tiếng hoa": "zh-Hans",
    "traditional chinese": "zh-Hant",
    "chinese traditional": "zh-Hant",
    "chinese taiwan": "zh-Hant",
    "chinese hong kong": "zh-Hant",
    "chinese hong kong sar": "zh-Hant",
    "chinese macao": "zh-Hant",
    "chinese hant": "zh-Hant",
    "繁体": "zh-Hant",
    "繁體": "zh-Hant",
    "繁体中文": "zh-Hant",
    "繁體中文": "zh-Hant",
    "正體中文": "zh-Hant",
    "中文 繁體": "zh-Hant",
    "中文 繁体": "zh-Hant",
}
_OTHERS = {
    "english": "en",
    "英文": "en",
    "英语": "en",
    "英語": "en",
    "tiếng anh": "en",
    "vietnamese": "vi",
    "tiếng việt": "vi",
    "việt": "vi",
    "越南语": "vi",
    "越南語": "vi",
    "越南文": "vi",
    "越语": "vi",
    **{
        name: tag
        for tag, names in {
            "fr": "french français",
            "de": "german deutsch",
            "es": "spanish español castellano",
            "ru": "russian русский",
            "ja": "japanese 日本語",
            "ko": "korean 한국어",
            "pt": "portuguese português",
            "it": "italian italiano",
            "ar": "arabic العربية",
            "uk": "ukrainian українська",
            "pl": "polish polski",
            "cs": "czech čeština",
            "th": "thai ไทย",
            "id": "indonesian",
            "nl": "dutch nederlands",
            "sv": "swedish svenska",
            "da": "danish dansk",
            "nb": "norwegian norsk",
            "fi": "finnish suomi",
            "is": "icelandic íslenska",
            "el": "greek ελληνικά",
            "tr": "turkish türkçe",
            "hu": "hungarian magyar",
            "ro": "romanian română",
            "bg": "bulgarian български",
            "sr": "serbian српски",
            "hr": "croatian hrvatski",
            "sk": "slovak slovenčina",
            "sl": "slovenian slovene slovenščina",
            "lt": "lithuanian lietuvių",
            "lv": "latvian latviešu",
            "et": "estonian eesti",
            "he": "hebrew עברית",
            "fa": "persian farsi فارسی",
            "ur": "urdu اردو",
            "hi": "hindi हिन्दी",
            "ms": "malay melayu",
            "km": "khmer ខ្មែរ",
            "lo": "lao ລາວ",
            "my": "burmese မြန်မာ",
            "mn": "mongolian монгол",
            "ca": "catalan català",
            "eu": "basque euskara",
            "gl": "galician galego",
            "ga": "irish gaeilge",
            "sq": "albanian shqip",
            "mk": "macedonian македонски",
            "be": "belarusian беларуская",
            "la": "latin latina",
        }.items()
        for name in names.split()
    },
}
NAMES = {**_CHINESE, **_OTHERS}
_TITLES = {
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "vi": "Tiếng Việt",
}
_COUNTRIES = {
    country: code
    for code, countries in {
        "US": "united states|us|usa|international",
        "GB": "united kingdom|uk|great britain",
        "VN": "viet nam|vietnam",
        "FR": "france",
        "CA": "canada",
        "DE": "germany|deutschland",
        "AT": "austria|österreich",
        "CH": "switzerland",
        "BE": "belgium",
        "NL": "netherlands",
        "ES": "spain|españa",
        "MX": "mexico|méxico",
        "419": "latin america",
        "PT": "portugal",
        "BR": "brazil|brasil",
        "IT": "italy|italia",
        "RU": "russia",
        "JP": "japan",
        "KR": "korea|south korea",
        "SE": "sweden",
        "NO": "norway",
    }.items()
    for country in countries.split("|")
}
_TWO_LETTERS = (
    " af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu "
    "hy it ja ka kk km ko ku ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps "
    "pt ro ru si sk sl sq sr sv sw ta te tg th tl tr uk ur uz vi zh zu "
)
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_IN_BRACKETS = re.compile(r"(.*)[\[(（]([^\[(（\])）]+)[\])）]\s*")

_STATUS = {
    Status.PREFERRED: "preferred preferredterm approved standard standardized main "
    "recommended preferredterm-admn-sts 首选 推荐 ưu tiên",
    Status.ADMITTED: "admitted admittedterm allowed alternative acceptable synonym "
    "admittedterm-admn-sts standardizedterm legalterm regulatedterm 允许 chấp nhận",
    Status.DEPRECATED: "deprecated deprecatedterm forbidden rejected obsolete banned "
    "superseded supersededterm deprecatedterm-admn-sts supersededterm-admn-sts 禁用 "
    "not-recommended notrecommended donotuse do-not-use prohibited blacklisted",
    Status.PROPOSED: "proposed new candidate draft provisional suggested unverified "
    "pending 待定 đề xuất",
    Status.CONVERTED: "converted",
}
_STATUSES = {
    word.replace("-", ""): status
    for status, words in _STATUS.items()
    for word in words.split()
}
_KINDS = {
    "fullform": Kind.FULL,
    "term": Kind.FULL,
    "phrase": Kind.FULL,
    "acronym": Kind.ACRONYM,
    "initialism": Kind.ACRONYM,
    "abbreviation": Kind.ABBREVIATION,
    "abbreviatedform": Kind.ABBREVIATION,
    "shortform": Kind.SHORT,
    "variant": Kind.VARIANT,
    "synonym": Kind.VARIANT,
    "orthographicvariant": Kind.VARIANT,
}


def language(name: str) -> str | None:
    """The tag that a column header or attribute names; None if it names none.

    ``zh-CN``, ``EN_GB``, ``English``, ``Chinese (Simplified)``, ``简体中文``,
    ``Tiếng Việt (vi)``, ``Chinese_PRC``.
    """
    plain = " ".join(re.sub(r"[_\-()（）,/]+", " ", name).casefold().split())
    if found := NAMES.get(plain) or _first_word(plain):
        return found
    inside = _IN_BRACKETS.fullmatch(name)
    return (language(inside[2]) if inside else None) or tag(name)


def _first_word(plain: str) -> str | None:
    """``english united states`` → ``en``, ``french canada`` → ``fr-CA``."""
    first, _, country = plain.partition(" ")
    code = _COUNTRIES.get(country)
    named = NAMES.get(first)
    return tags.parse_or_keep(f"{named}-{code}") if named and code else None


def tag(name: str) -> str | None:
    """The tag for a language code; None for what is none."""
    stripped = name.strip()
    if not _TAG.fullmatch(stripped):
        return None
    code = stripped.replace("_", "-")
    try:
        return tags.parse(code)
    except InputError:
        first = code.partition("-")[0].casefold()
        return tags.spelt(code) if f" {first} " in _TWO_LETTERS else None


def title(language_tag: str) -> str:
    """The language's own name with its tag, for the head of a column."""
    name = _TITLES.get(language_tag)
    return f"{name} ({language_tag})" if name else language_tag


def status(word: str) -> Status | None:
    """The status that a file means; None for an unknown word."""
    return _STATUSES.get(re.sub(r"[\s_\-]", "", word.casefold()))


def kind(word: str) -> Kind | None:
    """The kind that a file means; None for an unknown word."""
    return _KINDS.get(re.sub(r"[\s_\-]", "", word.casefold()))
