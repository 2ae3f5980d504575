"""`python -m reporter` is the command `reporter`."""

from reporter.cli import app

if __name__ == "__main__":
    app(prog_name="reporter")
