#!/usr/bin/env python3
"""Compares `ondevice template` with Hugging Face's rendering, byte by byte.

    python3 -m pip install transformers jinja2
    python3 scripts/compare_templates.py TEMPLATE.jinja|FOLDER... [--ondevice .build/release/ondevice]

Each template is rendered with conversations that cover what templates look at: with and without a
system message, tools, tool calls and their results, thinking, lists of content parts, and the
generation prompt. Where `transformers` renders, the bytes must be equal; where it raises, the
command must end with an error. The templates of llama.cpp's source package
(`models/templates/*.jinja`) are a good set. Exits with 1 when one differs.
"""
import argparse
import concurrent.futures
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

WEATHER = {"type": "function", "function": {
    "name": "get_weather", "description": "날씨를 알려 준다. Gets the weather at a \"place\".",
    "parameters": {"type": "object", "properties": {
        "place": {"type": "string", "description": "도시 이름 <city>"},
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius"},
        "days": {"type": "integer", "minimum": 1, "maximum": 7},
        "tags": {"type": "array", "items": {"type": "string"}},
        "where": {"type": "object", "properties": {"lat": {"type": "number"},
                                                   "lon": {"type": ["number", "null"]}},
                  "required": ["lat"]}},
        "required": ["place"]},
    "return": {"type": "string", "description": "the forecast"}}}
CLOCK = {"type": "function", "function": {
    "name": "now", "description": "Tells the time.", "parameters": {"type": "object", "properties": {}}}}
UNION = {"type": "function", "function": {
    "name": "pick", "description": "Picks & chooses", "parameters": {
        "type": "object", "additionalProperties": False, "properties": {
            "what": {"anyOf": [{"type": "string"}, {"type": "integer"}], "description": "a\nb"},
            "how": {"oneOf": [{"const": 1}, {"const": None}]},
            "ok": {"type": "boolean", "default": True, "nullable": True},
            "map": {"type": "object", "additionalProperties": {"type": "number"}}},
        "required": ["what", "ok"]}}}

USER = {"role": "user", "content": "안녕! <|im_end|> It's \"quoted\" & <b>bold</b>\n새 줄  "}
SYSTEM = {"role": "system", "content": "  너는 친절한 도우미다.\nBe brief.  "}


def call(arguments, name="get_weather", **more):
    return {"type": "function", "function": {"name": name, "arguments": arguments}, **more}


def tool_turn(arguments, content, result, reasoning=None, ids=True):
    more = {"id": "abcdef123"} if ids else {}
    assistant = {"role": "assistant", "tool_calls": [call(arguments, **more)]}
    if content is not ...:
        assistant["content"] = content
    if reasoning:
        assistant["reasoning_content"] = reasoning
    tool = {"role": "tool", "content": result}
    if ids:
        tool |= {"tool_call_id": "abcdef123", "name": "get_weather"}
    return [{"role": "user", "content": "서울 날씨?"}, assistant, tool]


ARGUMENTS = {"place": "서울", "days": 2, "where": {"lat": 37.5, "lon": None}, "tags": ["a", "b"],
             "sure": True}
CONVERSATIONS = {
    "user": [USER],
    "system": [SYSTEM, USER],
    "developer": [{"role": "developer", "content": "dev"}, USER],
    "turns": [USER, {"role": "assistant", "content": "네.\n\n그럼요 "}, {"role": "user", "content": "더?"}],
    "system turns": [SYSTEM, USER, {"role": "assistant", "content": "Yes"},
                     {"role": "user", "content": ""}],
    "last assistant": [USER, {"role": "assistant", "content": "끝"}],
    "thought inline": [USER, {"role": "assistant", "content": "<think>\n생각\n</think>\n\n답"},
                       {"role": "user", "content": "또"}],
    "thought field": [USER, {"role": "assistant", "content": "답", "reasoning_content": "생각\n중"},
                      {"role": "user", "content": "또"},
                      {"role": "assistant", "content": "둘", "reasoning_content": "again"}],
    "thinking field": [USER, {"role": "assistant", "content": "답", "thinking": "생각 중"},
                       {"role": "user", "content": "또"}],
    "tool dict": [SYSTEM, *tool_turn(ARGUMENTS, "", "맑음, 21°C")],
    "tool text": tool_turn(json.dumps(ARGUMENTS, ensure_ascii=False), "볼게요", "{\"t\": 21}"),
    "tool null": tool_turn(ARGUMENTS, None, "맑음"),
    "tool absent": tool_turn(ARGUMENTS, ..., "맑음"),
    "tool without ids": tool_turn({}, "", "맑음", ids=False),
    "tool thought": tool_turn({"place": "부산"}, "", "비", reasoning="찾아보자"),
    "tool then user": [*tool_turn(ARGUMENTS, "", "맑음", reasoning="음"),
                       {"role": "assistant", "content": "맑아요", "reasoning_content": "됐다"},
                       {"role": "user", "content": "고마워"}],
    "two calls": [USER, {"role": "assistant", "content": "", "tool_calls": [
        call({"place": "서울"}, id="aaaaaaaa1"), call({}, "now", id="aaaaaaaa2")]},
        {"role": "tool", "content": "맑음", "tool_call_id": "aaaaaaaa1", "name": "get_weather"},
        {"role": "tool", "content": "12:30", "tool_call_id": "aaaaaaaa2", "name": "now"},
        {"role": "assistant", "content": "맑고 12시 반"}],
    "bare call": [USER, {"role": "assistant", "content": "x", "tool_calls": [
        {"name": "now", "arguments": {"a": [1, 2.5, -3e20, 1e-7]}}]},
        {"role": "tool", "content": {"t": 1}}],
    "parts": [{"role": "system", "content": [{"type": "text", "text": "시스템"}]},
              {"role": "user", "content": [{"type": "text", "text": "하나 "},
                                           {"type": "text", "text": "둘"}]}],
    "part of tool": [USER, {"role": "assistant", "content": [{"type": "text", "text": "봄"}],
                            "tool_calls": [call({"place": "x"}, id="abcdef123")]},
                     {"role": "tool", "tool_call_id": "abcdef123", "name": "get_weather",
                      "content": [{"type": "text", "text": "맑음"}]}],
    "image": [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "뭐야?"}]}],
    "two users": [USER, USER],
    "assistant first": [{"role": "assistant", "content": "먼저"}, USER],
    "two systems": [SYSTEM, SYSTEM, USER],
    "late system": [USER, {"role": "assistant", "content": "a"}, SYSTEM, USER],
    "unknown role": [{"role": "narrator", "content": "x"}],
    "empty": [],
    "null content": [{"role": "user", "content": None}],
    "no content": [{"role": "user"}],
    "number content": [{"role": "user", "content": 3}],
}
TOOLS = {"none": None, "two": [WEATHER, CLOCK], "union": [UNION], "empty": []}
SETTINGS = [{}, {"enable_thinking": True}, {"enable_thinking": False}]
TOKENS = {"bos_token": "<s>", "eos_token": "</s>"}


def cases():
    """(name, messages, tools, generation prompt, settings)"""
    for (name, messages), (tools_name, tools), prompt, (index, more) in itertools.product(
            CONVERSATIONS.items(), TOOLS.items(), [False, True], enumerate(SETTINGS)):
        if tools_name in ("union", "empty") and name not in ("user", "system", "tool dict"):
            continue
        yield f"{name} / tools {tools_name} / prompt {prompt} / {more}", messages, tools, prompt, TOKENS | more
    for more in [{}, {"reasoning_effort": "high"}, {"thinking": True}, {"date_string": "01 Jan 2026"},
                 {"tool_choice": "auto"}, {"documents": [{"title": "제목", "text": "본문"}]},
                 {"keep_cot": True}, {"thinking_budget": 512}, {"tools_in_user_message": False},
                 {"builtin_tools": ["python", "browser"]}, {"model_identity": "나"}, {"controls": {"length": "long"}},
                 {"clear_thinking": False}, {"preserve_thinking": True}, {"custom_tools": [WEATHER]}]:
        for name, tools in [("system", None), ("turns", [WEATHER]), ("tool then user", [WEATHER])]:
            yield f"{name} / {more}", CONVERSATIONS[name], tools, True, more  # no bos_token here


def theirs(template, messages, tools, prompt, settings):
    """The rendered text, or the exception."""
    from transformers.utils.chat_template_utils import render_jinja_template
    settings = dict(settings)
    documents = settings.pop("documents", None)
    try:
        rendered = render_jinja_template(
            conversations=[json.loads(json.dumps(messages))], tools=tools, documents=documents,
            chat_template=template, add_generation_prompt=prompt, **settings)
        return rendered[0][0]
    except Exception as error:
        return error


def ours(binary, path, messages, tools, prompt, settings):
    """The rendered text, or None where the command refuses."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "messages.json").write_text(json.dumps(messages, ensure_ascii=False))
        command = [binary, "template", "--file", str(path), "--messages", str(folder / "messages.json")]
        if tools is not None:
            (folder / "tools.json").write_text(json.dumps(tools, ensure_ascii=False))
            command += ["--tools", str(folder / "tools.json")]
        if prompt:
            command.append("--generation-prompt")
        for name, value in settings.items():
            command += ["--set", f"{name}={json.dumps(value, ensure_ascii=False)}"]
        done = subprocess.run(command, capture_output=True)
        if done.returncode == 0:
            return done.stdout.decode()
        if done.returncode != 65:
            raise SystemExit(f"{path}: status {done.returncode}: {done.stderr.decode()}")
        return None


def first_difference(left, right):
    place = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
    return f"at {place}: {left[max(0, place - 40):place + 40]!r} instead of {right[max(0, place - 40):place + 40]!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("templates", nargs="+", type=pathlib.Path)
    parser.add_argument("--ondevice", default=".build/release/ondevice")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    paths = [file for path in args.templates
             for file in (sorted(path.glob("*.jinja")) if path.is_dir() else [path])]
    rendered = refused = wrong = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for path in paths:
            template = path.read_text()
            work = [(case, theirs(template, *case[1:])) for case in cases()]
            answers = pool.map(lambda item: ours(args.ondevice, path, *item[0][1:]), work)
            for (case, expected), answer in zip(work, answers):
                if isinstance(expected, Exception):
                    refused += 1
                    if answer is not None:
                        wrong += 1
                        print(f"{path.name}: {case[0]}: rendered though {expected!r}")
                else:
                    rendered += 1
                    if answer != expected:
                        wrong += 1
                        how = "refused" if answer is None else first_difference(answer, expected)
                        print(f"{path.name}: {case[0]}: {how}")
    print(f"{len(paths)} templates, {rendered} renderings and {refused} refusals: {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
