#!/usr/bin/env python3
"""Writes models.txt: what TEI's schema says may stand where, in a form a person can read.

    python3 src/export/tei/models.py path/to/tei_all.rng > src/export/tei/models.txt

Needed only when TEI publishes a new version. Standard library only.
"""
import re
import sys
import xml.etree.ElementTree as tree

RNG = "{http://relaxng.org/ns/structure/1.0}"
root = tree.parse(sys.argv[1]).getroot()
defines = {d.get("name"): d for d in root.iter(RNG + "define")}
WORD = r"[^\p{C}\p{Z}]+"


def kids(element):
    return [k for k in element if isinstance(k.tag, str) and k.tag.startswith(RNG)]


def tag(element):
    return element.tag[len(RNG):]


def is_element(name):
    inside = kids(defines[name])
    return len(inside) == 1 and tag(inside[0]) == "element"


def has_attributes(element):
    if tag(element) == "attribute":
        return True
    if tag(element) == "ref":
        name = element.get("name")
        return name.startswith("att.")
    return any(has_attributes(k) for k in kids(element))


# Values of attributes, one letter a type; `types` in value.rs says what each takes.
def value_type(attribute):
    inside = kids(attribute)
    if not inside:
        return "s"
    return data_type(inside[0])


def data_type(e):
    name = tag(e)
    if name == "ref":
        return data_type(kids(defines[e.get("name")])[0])
    if name == "text":
        return "s"
    if name == "value":
        return "{" + (e.text or "").strip() + "}"
    if name == "data":
        params = [p.text for p in kids(e) if tag(p) == "param"]
        base = e.get("type")
        if base == "token" and params:
            if params[0] == WORD:
                return "w"
            if "DHMPRSTWYZ" in params[0]:
                return "t"
            if params[0].startswith(r"[\d]+"):
                return "v"
            if params[0].startswith("(-?[0-9]+"):
                return "z"
            return "o" if "vmin" in params[0] else "x"
        plain = {"string": "s", "token": "s", "anyURI": "u", "ID": "i", "Name": "m", "NCName": "m", "language": "l",
                 "boolean": "{true false 1 0}", "nonNegativeInteger": "n", "integer": "n", "decimal": "d",
                 "double": "d", "float": "d", "date": "a", "dateTime": "a", "gYear": "a"}
        return plain.get(base, "x")
    if name == "optional":
        return data_type(kids(e)[0])
    if name == "list":
        inside = kids(e)
        first = data_type(inside[0]) if tag(inside[0]) not in ("oneOrMore", "zeroOrMore") else ""
        if len(inside) > 1:
            return {"n": "N", "u": "U2", "w": "W2", "z": "Z"}.get(first, "x")
        if first:
            return first
        many = data_type(kids(inside[0])[0])
        return many + "+" if many.startswith("{") else many.upper()
    if name == "choice":
        parts = {data_type(k) for k in kids(e)}
        values = sorted(v for p in parts if p.startswith("{") for v in p[1:-1].split())
        rest = sorted(p for p in parts if not p.startswith("{"))
        if not rest:
            return "{" + " ".join(values) + "}"
        if "w" in rest:
            return "w"
        if rest == ["a"] or rest == ["a", "x"]:
            return "a"
        if "t" in rest:
            return "t"
        if rest == ["l"]:
            return "l"
        if set(rest) <= {"d", "x"}:
            return "d+" if values else "d"
        return "x"
    return "x"


def one_attribute(e, required):
    return "%s:%s%s" % (e.get("name"), value_type(e).replace(" ", "|"), "!" if required else "")


def attributes(e, required=True):
    """Names of attribute classes and definitions of attributes below e."""
    name = tag(e)
    if name == "attribute":
        return [one_attribute(e, required)]
    if name == "ref":
        target = e.get("name")
        if ".attribute." in target:
            return [a for k in kids(defines[target]) for a in attributes(k, required)]
        return ["%" + target.removesuffix(".attributes")] if target.startswith("att.") else []
    if name in ("optional", "choice"):
        required = False
    return [a for k in kids(e) for a in attributes(k, required)]


def atoms(e):
    """The names that e is a choice of; None when it is more than a choice of names."""
    name = tag(e)
    if name == "ref":
        target = e.get("name")
        if target.startswith("anyElement"):
            return ["*"]
        if is_element(target):
            return [target] if target != "egXML" else []
        inside = kids(defines[target])
        if len(inside) == 1 and tag(inside[0]) in ("choice", "ref", "notAllowed"):
            return None if atoms(inside[0]) is None else ["%" + target]
        if not inside:
            return []
        return None
    if name in ("text", "data", "value"):
        return ["#"]
    if name == "notAllowed":
        return []
    if name == "choice":
        out = []
        for k in kids(e):
            inner = atoms(k)
            if inner is None:
                return None
            out += inner
        return out
    return None


def content(e):
    names = atoms(e)
    if names is not None:
        names = sorted(set(names), key=names.index)
        return "[%s]" % " ".join(names)
    name = tag(e)
    if name == "ref":
        return sequence(kids(defines[e.get("name")]))
    if name in ("empty", "list"):
        return "()" if name == "empty" else "[#]"
    sign = {"zeroOrMore": "*", "oneOrMore": "+", "optional": "?"}.get(name)
    if sign:
        return "(%s)%s" % (sequence(kids(e)), sign)
    if name == "group":
        return "(%s)" % sequence(kids(e))
    if name == "choice":
        return "(%s)" % "|".join(content(k) for k in kids(e))
    sys.exit("unknown pattern " + name)


def sequence(items):
    parts = [p for p in (content(k) for k in items if not has_attributes(k)) if p != "()"]
    return " ".join(parts) if parts else "()"


used, queue, elements = set(), [], []
for name, define in sorted(defines.items(), key=lambda item: (item[0].lower(), item[0])):
    if not is_element(name) or name == "egXML" or name.startswith("anyElement"):
        continue
    element = kids(define)[0]
    attrs = [a for k in kids(element) for a in attributes(k)]
    model = sequence(kids(element))
    model = re.sub(r"\((\[[^\]]*\])\)", r"\1", model)
    model = re.sub(r"^\((.*)\)$", lambda m: m.group(1) if m.group(1).count("(") == 0 else m.group(0), model)
    elements.append("%s %s = %s" % (name, " ".join(dict.fromkeys(attrs)), model))
    queue += re.findall(r"%[\w.:-]+", elements[-1])

groups = {}
while queue:
    name = queue.pop()
    if name in groups:
        continue
    target = name[1:]
    if target.startswith("att."):
        inside = kids(defines[target + ".attributes"])
        groups[name] = [a for k in inside for a in attributes(k)]
    else:
        groups[name] = [a for k in kids(defines[target]) for a in (atoms(k) or [])]
    queue += [g for g in groups[name] if g.startswith("%")]

version = re.search(r"Edition:[^<]{0,20}?Version\s*([\d.]+\d)", open(sys.argv[1], encoding="utf8").read())
print("# What may stand where in TEI P5 %s, made by models.py from the schema of the TEI Consortium" % (version.group(1) if version else ""))
print("# (tei_all; CC BY 3.0 and BSD 2-Clause, https://tei-c.org): names, attributes and content models only.")
print("# % a class: its members, or its attributes with their types; `!` is required.")
print("# Then the elements: attributes = content. # is text, * any element.")
for name, members in sorted(groups.items()):
    print(name, "=", " ".join(members))
print("\n".join(elements))
