"""«orxl skall»: what a shell needs to complete commands and options with Tab."""

from __future__ import annotations

from argparse import Action, Namespace
from importlib import import_module
from typing import Any, Final

from orxl.cli.arguments import Parser
from orxl.cli.terminal import say

DESCRIPTION: Final = (
    "Skriver ut det skallet trenger for å fullføre kommandoer og valg med Tab. "
    "bash: «orxl skall bash >> ~/.bashrc». zsh: «orxl skall zsh >> ~/.zshrc». "
    "PowerShell: «orxl skall powershell >> $PROFILE». Åpne så et nytt vindu."
)
_BASH: Final = """\
_orxl() {{
    local ord=${{COMP_WORDS[COMP_CWORD]}} valg
    case "$COMP_CWORD:${{COMP_WORDS[1]}}:$ord" in
        1:*) valg="{commands}" ;;
{cases}
        *) valg="" ;;
    esac
    COMPREPLY=($(compgen -W "$valg" -- "$ord"))
}}
complete -o default -F _orxl orxl
"""
_ZSH: Final = "autoload -U +X bashcompinit && bashcompinit\n"
_POWERSHELL: Final = """\
Register-ArgumentCompleter -Native -CommandName orxl -ScriptBlock {{
    param($ord, $linje, $sted)
    $valg = @{{
{cases}
    }}
    $deler = $linje.CommandElements
    $gitt = if ($deler.Count -gt 1) {{ "$($deler[1])" }} else {{ '' }}
    $kjent = $valg.ContainsKey($gitt) -and $gitt -ne $ord
    $mulige = if ($kjent) {{ $valg[$gitt] }} else {{ $valg[''] }}
    $mulige | Where-Object {{ $_ -like "$ord*" }}
}}
"""


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument("skall", choices=("bash", "zsh", "powershell"), help="hvilket skall")


def run(options: Namespace) -> int:
    """Print the shell's lines."""
    say(script(options.skall).rstrip(), lines=True)
    return 0


def script(shell: str) -> str:
    """The lines for *shell*, with every command's options."""
    words = {name: _options(name) for name in _commands()}
    if shell == "powershell":
        rows = {"": _commands(), **words}
        quoted = {name: ", ".join(f"'{w}'" for w in every) for name, every in rows.items()}
        return _POWERSHELL.format(
            cases="\n".join(f"        '{name}' = @({every})" for name, every in quoted.items())
        )
    cases = "\n".join(
        f'        *:{name}:-*) valg="{" ".join(w for w in every if w[0] == "-")}" ;;\n'
        f'        2:{name}:*) valg="{" ".join(w for w in every if w[0] != "-")}" ;;'
        for name, every in words.items()
    )
    return (_ZSH if shell == "zsh" else "") + _BASH.format(
        commands=" ".join(_commands()), cases=cases
    )


def _commands() -> list[str]:
    from orxl.cli import COMMANDS

    return list(COMMANDS)


class _Words(Parser):
    """A parser that keeps what can be typed: long options, and the first argument's choices."""

    def __init__(self, **options: Any) -> None:
        self.choices: list[str] | None = None
        self.options: list[str] = []
        super().__init__(**options)

    def add_argument(self, *names: Any, **told: Any) -> Action:
        added = super().add_argument(*names, **told)
        self.options += [name for name in added.option_strings if name.startswith("--")]
        if not added.option_strings and self.choices is None:
            self.choices = [str(choice) for choice in added.choices or ()]
        return added


def _options(command: str) -> list[str]:
    """What may follow *command*: the words its first argument is chosen from, and its options."""
    from orxl.cli import module_of

    parser = _Words(prog=f"orxl {command}")
    import_module(f"orxl.cli.{module_of(command)}").add_arguments(parser)
    return [*(parser.choices or ()), *parser.options]
