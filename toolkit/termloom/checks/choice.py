"""Which checks run, how much their issues matter, and which are known already."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from ..errors import InputError
from ..model import Severity
from .check import Check
from .units import Finding


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user wants to see. Codes may be cut short: ``T`` is all of terms."""

    select: tuple[str, ...] = ()
    """Only these; empty for all."""
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Code → how much its issues matter, whatever the check says."""
    silence: tuple[str, ...] = ()
    """Single issues or segments to leave out: ``vi.txt#12:F303``, ``vi.txt#12``."""
    accepted: AbstractSet[str] = frozenset()
    """Fingerprints of issues that are known and accepted."""

    def among(self, checks: Sequence[Check]) -> list[Check]:
        """The checks to run. Raises `InputError` for a code that none has."""
        for code in (*self.select, *self.ignore, *self.severities):
            if not any(each.code.startswith(code) for each in checks):
                known = ", ".join(each.code for each in checks)
                raise InputError(f'no check "{code}"; choose from: {known}')
        return [
            each
            for each in checks
            if each.code.startswith(self.select or "")
            and not (self.ignore and each.code.startswith(self.ignore))
            and (not each.optional or each.code in (*self.select, *self.severities))
        ]

    def severity(self, code: str) -> Severity | None:
        """How much the issues of a code matter; None where the user says nothing."""
        named = [own for own in self.severities if code.startswith(own)]
        return self.severities[max(named, key=len)] if named else None

    def silences(self, finding: Finding) -> bool:
        """Whether a finding is to be left out."""
        if finding.code.startswith(finding.unit.silenced):
            return True
        mark = finding.silence if self.silence else ""
        if mark and any(_covers(each, mark) for each in self.silence):
            return True
        return bool(self.accepted) and finding.fingerprint in self.accepted

    def idle(self, findings: Sequence[Finding], checks: Sequence[Check]) -> list[str]:
        """The silences that none of these findings answers to.

        Not those of checks that did not run: they may have their use another time.
        """
        marks = {finding.silence for finding in findings}
        ran = [check.code for check in self.among(checks)]
        return [
            each
            for each in self.silence
            if not any(_covers(each, mark) for mark in marks)
            and (len(ran) == len(checks) or _is_of(each, ran))
        ]


EVERYTHING = Choice()
_CODE = re.compile(r"[TSFP]\d{0,3}", re.IGNORECASE)


def _covers(silence: str, mark: str) -> bool:
    """Whether ``vi.txt#12`` or ``vi.txt#12:F`` means ``vi.txt#12:F303``.

    Ids may have colons: what is no code behind the last one belongs to the segment.
    """
    own_place, _, own_code = mark.rpartition(":")
    place, _, code = silence.rpartition(":")
    by_code = _CODE.fullmatch(code) and own_code.startswith(code.upper())
    return silence == own_place or bool(place == own_place and by_code)


def _is_of(silence: str, codes: Sequence[str]) -> bool:
    """Whether a silence names a check of these."""
    code = silence.rpartition(":")[2].upper()
    known = _CODE.fullmatch(code) is not None
    return known and any(each.startswith(code) for each in codes)
