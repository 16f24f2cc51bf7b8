"""Checks chats with right answers against their specification: `python check_records.py FILE.jsonl …`.

Prints one line per fault and ends with status 1 where there is one. What no program can check (that a summary says what
the chat says) stays with who writes them; that every number of an answer stands in the chat, or follows from an event's
date, is checked here.
"""
import datetime
import json
import re
import sys

FIELDS = {"id", "lang", "date", "me", "chat", "headline", "summary", "replies", "events", "compose"}
TONES = set("친근하게 정중하게 간결하게 공손하게 유쾌하게 단호하게 따뜻하게 friendly polite brief formal playful firm warm".split())
NUMBER = re.compile(r"\d+")


def minutes(time):
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", time)
    return int(match[1]) * 60 + int(match[2]) if match else None


def faults(r):
    if set(r) != FIELDS:
        yield f"expected the fields {sorted(FIELDS)}, found {sorted(r)}"
        return
    if r["lang"] not in ("ko", "en"):
        yield f"lang: expected ko or en, found {r['lang']}"
    try:
        datetime.date.fromisoformat(r["date"])
    except ValueError:
        yield f"date: expected YYYY-MM-DD, found {r['date']}"
    if not 4 <= len(r["chat"]) <= 40:
        yield f"chat: expected 4 to 40 messages, found {len(r['chat'])}"
    at = [minutes(t) for t, _, _ in r["chat"]]
    if None in at or at != sorted(at):
        yield "chat: expected times HH:MM, ascending"
    if r["me"] not in {s for _, s, _ in r["chat"]}:
        yield f"me: {r['me']} sends nothing"
    if any(not t.strip() for _, _, t in r["chat"]):
        yield "chat: an empty message"
    if not (2 <= len(r["headline"]) <= 20 or 2 <= len(r["headline"].split()) <= 6):
        yield f"headline: expected 2 to 20 characters or 2 to 6 words, found {r['headline']!r}"
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", r["summary"].strip()) if s]
    if not 1 <= len(sentences) <= 3 or not r["summary"].endswith("."):
        yield f"summary: expected 1 to 3 sentences that end in a full stop, found {len(sentences)}"
    said = " ".join(t for _, _, t in r["chat"]) + " " + " ".join(s for _, s, _ in r["chat"])
    strange = set(NUMBER.findall(r["summary"])) - set(NUMBER.findall(said))
    if strange:
        yield f"look: the summary's numbers {sorted(strange)} are not in the chat in digits"
    if len(set(r["replies"])) != 3:
        yield "replies: expected three that differ"
    for e in r["events"]:
        if set(e) != {"title", "date", "time", "place"}:
            yield f"events: expected title, date, time, place, found {sorted(e)}"
        elif not re.fullmatch(r"\d{4}-\d\d-\d\d", e["date"]) or (e["time"] and minutes(e["time"]) is None):
            yield f"events: no date or time: {e['date']} {e['time']}"
        elif not r["date"] <= e["date"]:
            yield f"events: {e['date']} is before the chat"
    c = r["compose"]
    if set(c) != {"ask", "tone", "text"} or c["tone"] not in TONES:
        yield f"compose: expected ask, tone (one of the known), text, found {c}"


def main():
    ids, chats, bad, count = {}, {}, 0, 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf8") as file:
            for number, line in enumerate(file, 1):
                try:
                    r = json.loads(line)
                    found = list(faults(r))
                    key = json.dumps([t for _, _, t in r["chat"]], ensure_ascii=False)
                    for seen, what in ((ids, r["id"]), (chats, key)):
                        if what in seen:
                            found.append(f"the same as {seen[what]}")
                        seen[what] = f"{path}:{number}"
                except (ValueError, KeyError, TypeError) as error:
                    found = [f"not a record: {error!r}"]
                count += 1
                bad += any(not fault.startswith("look") for fault in found)
                for fault in found:
                    print(f"{path}:{number}: {fault}")
    print(count, "records,", bad, "with faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
