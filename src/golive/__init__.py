"""golive: one governed record of an enterprise implementation, from kickoff to sustained adoption."""

__version__ = "0.1.0"
