#!/usr/bin/env python3
"""Makes Tests/Fixtures/templates: templates of ours with the texts that Hugging Face renders.

    python3 -m pip install transformers jinja2
    python3 scripts/make_template_fixtures.py

`snippets.json` holds one line for each small template (scripts/templates/*.txt: blocks between
lines of `----`), with the text or, where `transformers` raises, null. `chats.json` holds the
chat templates of scripts/templates/*.jinja with conversations.
"""
import itertools
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import compare_templates as compare

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "Tests/Fixtures/templates"
SETTINGS = [compare.TOKENS, compare.TOKENS | {"enable_thinking": False}, {"enable_thinking": True, "keep_thoughts": True}]
WITH_TOOLS = {"user", "system", "tool dict", "two calls", "unknown role"}
VARIABLES = {
    "empty": "", "text": "안녕 Hello\nWorld", "nfd": "\u1112\u1161\u11ab\u1100\u1173\u11af", "emoji": "👩‍👧 e\u0301🇰🇷",
    "html": "<b>\"a\" & 'b'</b>", "spaces": "  a  b\tc \n", "odd": "ǆ ß ΑΣ ﬁ İ", "n": 7, "neg": -7, "f": 2.5, "big": 1e22,
    "small": 1e-7, "yes": True, "no": False, "nil": None, "list": [3, 1, 2], "names": ["bob", "Al", "cy"],
    "nested": [[1, [2, 3]], {"k": [None, True, 1.0]}], "d": {"b": 1, "a": {"x": "y"}, "C": [1]},
    "items": {"items": 1, "get": 2, "keys": 3}, "people": [
        {"name": "Kim", "age": 30, "tags": ["x"]}, {"name": "lee", "age": 25}, {"name": "Kim", "age": 41, "tags": []}],
    "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "yo"}],
}


def render(template, variables):
    from transformers.utils.chat_template_utils import _compile_jinja_template
    try:
        return _compile_jinja_template(template).render(**variables)
    except Exception:
        return None


def snippets():
    for path in sorted((HERE / "templates").glob("*.txt")):
        yield from path.read_text().removesuffix("\n").removesuffix("\n----").split("\n----\n")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"template": s, "text": render(s, VARIABLES)}, ensure_ascii=False) for s in snippets()]
    document = '{"variables": %s, "snippets": [\n%s\n]}\n' % (json.dumps(VARIABLES, ensure_ascii=False), ",\n".join(lines))
    (OUT / "snippets.json").write_text(document)
    chats = []
    for path in sorted((HERE / "templates").glob("*.jinja")):
        seen, rows = set(), []
        for (talk, messages), (kit, tools), prompt, settings in itertools.product(
                compare.CONVERSATIONS.items(), compare.TOOLS.items(), [False, True], SETTINGS):
            if kit != "none" and talk not in WITH_TOOLS:
                continue
            expected = compare.theirs(path.read_text(), messages, tools, prompt, settings)
            text = None if isinstance(expected, Exception) else expected
            if (text or talk) not in seen:
                seen.add(text or talk)
                rows.append(json.dumps({"messages": talk, "tools": kit, "prompt": prompt, "settings": settings,
                                        "text": text}, ensure_ascii=False))
        chats.append('{"template": %s, "cases": [\n%s\n]}' % (
            json.dumps(path.read_text(), ensure_ascii=False), ",\n".join(rows)))
    (OUT / "chats.json").write_text('{"messages": %s, "tools": %s, "chats": [%s]}\n' % (
        json.dumps(compare.CONVERSATIONS, ensure_ascii=False), json.dumps(compare.TOOLS, ensure_ascii=False),
        ",\n".join(chats)))


if __name__ == "__main__":
    main()
