"""Concepts of the glossary without a definition."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.check import Check, Material
from duizhao.model import LANGUAGES, Finding, Language

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def _run(material: Material) -> Iterator[Finding]:
    for concept in material.concepts:
        definitions = {"zh": concept.definition_zh, "en": concept.definition_en}
        lacking = [language for language in LANGUAGES if not (definitions[language] or "").strip()]
        if lacking:
            names = " or ".join(NAMES[language] for language in lacking)
            only = lacking[0] if len(lacking) == 1 else None
            term = next((f"“{term.text}”" for term in concept.terms), concept.id)
            yield Finding(CHECK.id, "info", f"{term} has no definition in {names}.", language=only, concept=concept.id)


CHECK = Check(
    id="undefined-concept",
    severity="info",
    name=("没有定义的概念", "Concepts without a definition"),
    what=(
        "术语表里的概念，缺中文定义、英文定义，或两种都缺。",
        "A concept that has no definition in Chinese, in English, or in both.",
    ),
    why=(
        "没有定义就说不清两个词是不是一回事。",
        "Without a definition nobody can tell whether two words mean the same thing.",
    ),
    fix=("用自己的话写一句定义，写明出处。", "Write one in your own words, and name its source."),
    example=None,
    run=_run,
    whole=True,
)
