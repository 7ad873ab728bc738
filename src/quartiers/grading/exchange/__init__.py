"""Our seven nbgrader exchange verbs: identity is the Hub's, never the Unix account."""

from quartiers.grading.exchange.base import Exchange
from quartiers.grading.exchange.collect import ExchangeCollect
from quartiers.grading.exchange.fetch_assignment import ExchangeFetchAssignment
from quartiers.grading.exchange.fetch_feedback import ExchangeFetchFeedback
from quartiers.grading.exchange.list import ExchangeList
from quartiers.grading.exchange.release_assignment import ExchangeReleaseAssignment
from quartiers.grading.exchange.release_feedback import ExchangeReleaseFeedback
from quartiers.grading.exchange.submit import ExchangeSubmit

__all__ = [
    "Exchange",
    "ExchangeCollect",
    "ExchangeFetchAssignment",
    "ExchangeFetchFeedback",
    "ExchangeList",
    "ExchangeReleaseAssignment",
    "ExchangeReleaseFeedback",
    "ExchangeSubmit",
]
