"""What a check found, as a page that a reviewer can sign off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from mbc_explainer.frozen import Frozen
from mbc_explainer.rendering import Items, Paragraph, Section, markdown
from mbc_explainer.rendering.blocks import Block

from .issues import Issue

__all__ = ["Check", "Report"]


class Check(Frozen):
    """One thing that was looked at, and what was found."""

    title: str
    summary: str
    """What was gone through, in figures."""
    findings: tuple[Issue, ...] = ()

    @classmethod
    def of(cls, title: str, gone_through: str, issues: Iterable[Issue] = ()) -> Self:
        """A check whose summary counts its issues."""
        found = tuple(issues)
        errors = sum(issue.level == "error" for issue in found)
        counted = f"{errors} errors, {len(found) - errors} warnings" if found else "nothing found"
        return cls(title=title, summary=f"{gone_through}; {counted}" if gone_through else counted, findings=found)

    @property
    def sound(self) -> bool:
        """Whether nothing was found but warnings."""
        return all(issue.level == "warning" for issue in self.findings)


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
        """Plain text; issues stay on one line each, so that editors can follow them."""
        lines = [self._verdict(), ""]
        for check in self.checks:
            lines.append(f"{'ok ' if check.sound else 'NOT'} {check.title}: {check.summary}")
            lines += [f"    {issue.level}: {issue}" for issue in check.findings]
        return "\n".join(lines) + "\n"

    def to_markdown(self) -> str:
        """Markdown, with room to sign."""
        return markdown(self._section())

    def _verdict(self) -> str:
        state = "sound" if self.sound else "not sound"
        signed = f", fingerprint {self.fingerprint[:16]}" if self.fingerprint else ""
        return f"{self.rules}{signed}: {state}"

    def _section(self) -> Section:
        sign = Section("Signed off", (Items((Paragraph("", lead="By"), Paragraph("", lead="On"))),))
        return Section("Check of the rules", (Paragraph(self._verdict()), *map(_section_of, self.checks), sign))


def _section_of(check: Check) -> Section:
    issues = tuple(Paragraph(str(issue), lead=issue.level) for issue in check.findings)
    blocks: tuple[Block, ...] = (Paragraph(check.summary), *((Items(issues),) if issues else ()))
    return Section(f"{check.title}: {'sound' if check.sound else 'not sound'}", blocks)
