"""Language models on a server that speaks OpenAI's chat completions."""

from summarizer.language_model.client import LanguageModel
from summarizer.language_model.options import ModelOptions

__all__ = ["LanguageModel", "ModelOptions"]
