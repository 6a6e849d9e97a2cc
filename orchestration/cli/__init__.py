"""The command line, ``rapporteur``: a file for each command or group of commands.

``commands.py`` lists the commands; ``console.py`` and ``stores.py`` hold what they share. Exit status: 0 done; 1 it was
tried and failed, and the warehouse is as it was; 2 it could not be done as asked; 130 and 143 it was interrupted.

Worker processes import this file, because it is what their parent was started from. So it imports nothing by itself.
"""


def main() -> None:
    """Run the command that the arguments name."""
    from orchestration.interrupts import listen

    listen()

    from orchestration.cli.commands import run_command

    run_command()
