from golive.career.portfolio.tests.telling import record

__all__ = ["record"]
