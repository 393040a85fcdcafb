"""What a check found, as a page that a reviewer can sign off."""

from __future__ import annotations

from typing import Literal

from mbc_explainer.frozen import Frozen
from mbc_explainer.rendering import Items, Paragraph, Section, markdown
from mbc_explainer.rendering.blocks import Block

__all__ = ["Check", "Finding", "Report"]


class Finding(Frozen):
    """One thing that a check found."""

    level: Literal["error", "warning"]
    """A warning leaves the rules sound."""
    file: str
    line: int
    rule: str
    """The rule, text or sentence that it is about."""
    what: str
    profile: str | None = None
    """Where it is about behavior: the profile that states the least and shows it, as JSON."""

    def __str__(self) -> str:
        shown = f"; for example {self.profile}" if self.profile is not None else ""
        return f"{self.file}:{self.line}: {self.rule}: {self.what}{shown}"


class Check(Frozen):
    """One thing that was looked at, and what was found."""

    title: str
    summary: str
    """What was gone through, in figures."""
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found but warnings."""
        return all(finding.level == "warning" for finding in self.findings)


class Report(Frozen):
    """All checks of a set of rules."""

    rules: str
    """The folder, and the rules' version."""
    fingerprint: str | None
    checks: tuple[Check, ...]

    @property
    def sound(self) -> bool:
        """Whether every check is."""
        return all(check.sound for check in self.checks)

    def to_text(self) -> str:
        """Plain text; findings stay on one line each, so that editors can follow them."""
        lines = [self._verdict(), ""]
        for check in self.checks:
            lines.append(f"{'ok ' if check.sound else 'NOT'} {check.title}: {check.summary}")
            lines += [f"    {finding.level}: {finding}" for finding in check.findings]
        return "\n".join(lines) + "\n"

    def to_markdown(self) -> str:
        """Markdown, with a place to sign."""
        return markdown(self._outline())

    def _verdict(self) -> str:
        state = "sound" if self.sound else "not sound"
        signed = f", fingerprint {self.fingerprint[:16]}" if self.fingerprint else ""
        return f"{self.rules}{signed}: {state}"

    def _outline(self) -> Section:
        sections = tuple(self._section(check) for check in self.checks)
        sign = Section("Signed off", (Items((Paragraph("", lead="By"), Paragraph("", lead="On"))),))
        return Section("Check of the rules", (Paragraph(self._verdict()), *sections, sign))

    @staticmethod
    def _section(check: Check) -> Section:
        found = tuple(Paragraph(str(finding), lead=finding.level) for finding in check.findings)
        blocks: tuple[Block, ...] = (Paragraph(check.summary), *((Items(found),) if found else ()))
        return Section(f"{check.title}: {'sound' if check.sound else 'not sound'}", blocks)
