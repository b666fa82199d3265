"""`avatar-studio doctor`."""

from __future__ import annotations

from dataclasses import asdict

import typer

from studio.cli_commands import console
from studio.cli_commands.console import ExitCode, JsonOption, QuietOption

_SIGNS = {"ok": ("ok", typer.colors.GREEN), "note": ("--", typer.colors.YELLOW), "problem": ("!!", typer.colors.RED)}


def doctor(as_json: JsonOption = False, quiet: QuietOption = False) -> int:
    """Show what is installed, whether it works, and what really does the computing here."""
    from studio.pipelines.health import Finding, Health, check_health

    findings = console.run_job(check_health(), "Doctor", quiet)
    problems = [finding for finding in findings if finding.health is Health.PROBLEM]
    if as_json:
        console.say_json({"ok": not problems, "findings": [asdict(finding) for finding in findings]})
        return ExitCode.FAILED if problems else ExitCode.OK

    def show(finding: Finding) -> None:
        sign, colour = _SIGNS[finding.health]
        console.say(f"  {typer.style(sign, fg=colour)}  {finding.name:<32} {finding.detail}")
        if finding.hint:
            console.say(f"      {'':<32} {finding.hint}")

    for group in dict.fromkeys(finding.group for finding in findings):
        typer.secho(group, bold=True)
        for finding in findings:
            if finding.group == group:
                show(finding)
    console.say("Everything that is needed is here." if not problems else f"{len(problems)} problem(s), marked !!.")
    return ExitCode.FAILED if problems else ExitCode.OK
