// Documents made at random, the same for the same seed: every construct of MDX inside every other, with odd
// indentation, lazy lines, tags over several lines, and text that only looks like a tag.

export function random(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, chance: (p) => next() < p, pick: (list) => list[below(list.length)] };
}

const WORDS = ["alpha", "beta", "gamma", "delta", "*epsilon*", "**zeta**", "_eta_", "`theta`", "``io ` ta``", "a_b_c",
  "1 < 2", "x \\< y", "\\{brace\\}", "[link](/a)", "[link](</a b> \"t\")", "[link](/a(b)c '{t}')", "![image](/i.png)",
  "https://example.com/a?b=c.", "www.example.com,", "me@example.com", "~~gone~~", "&amp;", "`<b>`", "`{x}`", "[x]", "!",
  "(https://example.com/x_(y))", "a\\*b", "**a `b` c**", "*a **b***", "2 * 3 * 4", "snake_case_name", "[a][b]", "<!"];
const INLINE = ["<b>bold</b>", "<Badge />", "<i a=\"b\">*x*</i>", "{value}", "{\"text\"}", "{/* note */}", "<A b={1}/>",
  "{ {a: 1}.a }", "<>frag</>", "<a.b c:d='e'/>", "{`t ${1 + `${2}`} }`}", "<x y={<z a=\"}\"/>} />", "{a ? <b>it's</b> : \"}\"}",
  "<K {...props} />", "{/}/.test(1)}", "{[1, '}', {b: 2}].length}"];
const NAMES = ["Note", "Card", "Tabs", "Tab", "Steps", "div", "Foo.Bar", "Frame"];
const ATTRIBUTES = ["title=\"x\"", "a='b'", "c={1}", "d", "e={{f: 1}}", "g={`h`}", "{...rest}", "data-x=\"a > b\"",
  "on={() => { return \"}\" }}", "icon={<Icon name=\"a\" />}"];

function words(r, most) {
  const count = 1 + r.below(most);
  const list = [];
  for (let i = 0; i < count; i += 1) list.push(r.pick(r.chance(0.12) ? INLINE : WORDS));
  return list.join(" ").replace(/^<!/, "a <").replaceAll("<!", "a");
}

const clean = (line) => line.replaceAll("<!", "!");

function paragraph(r) {
  const lines = [];
  const count = 1 + r.below(3);
  for (let i = 0; i < count; i += 1) lines.push(" ".repeat(r.chance(0.2) ? r.below(7) : 0) + "w " + clean(words(r, 6)));
  if (r.chance(0.1)) lines.push("w <Wide", "  a=\"1\"", "  b={2}", "/> w");
  if (r.chance(0.05)) lines[lines.length - 1] += "  ";
  return lines;
}

function tag(r, name, closing) {
  const attributes = [];
  for (let i = r.below(4); i > 0; i -= 1) attributes.push(r.pick(ATTRIBUTES));
  const end = closing ? " />" : ">";
  if (attributes.length > 1 && r.chance(0.4)) return [`<${name}`, ...attributes.map((a) => `  ${a}`), `${end.trim()}`];
  return [`<${[name, ...attributes].join(" ")}${end}`];
}

const indent = (lines, by) => lines.map((line) => (line === "" ? line : " ".repeat(by) + line));

function block(r, depth) {
  const kind = r.below(depth > 3 ? 8 : 14);
  switch (kind) {
    case 0: return ["#".repeat(1 + r.below(4)) + " " + clean(words(r, 4))];
    case 1: case 2: return paragraph(r);
    case 3: {
      const fence = r.pick(["```", "~~~", "````"]);
      return [fence + r.pick(["", "js", "js {1,3} title=\"a\"", "mdx"]), "<b>{x", "", "  - not a list", "    > no", fence];
    }
    case 4: return [r.pick(["---", "***", "- - -", "___"])];
    case 5: return ["| a | b |", "| - | :-: |", `| ${r.pick(["`x`", "{1}", "<b>c</b>", "d \\| e"])} | ${r.pick(WORDS.slice(0, 8))} |`,
      ...(r.chance(0.5) ? ["| `open | {2} |"] : [])];
    case 6: return tag(r, r.pick(NAMES), true);
    case 7: return [r.pick(["{value}", "{/* a comment */}", "{", "{ [1, 2].map((x) => <b>{x}</b>) }"])]
      .flatMap((line) => (line === "{" ? ["{", "  call(\"}\")", "}"] : [line]));
    case 8: case 9: {
      const quote = body(r, depth + 1, 2);
      const lines = quote.map((line) => (line === "" ? ">" : (r.chance(0.8) ? "> " : ">") + line));
      return lines;
    }
    case 10: case 11: {
      const mark = r.pick(["-", "*", "+", "1.", "2)", "10."]);
      const lines = [];
      const loose = r.chance(0.4);
      for (let i = 1 + r.below(3); i > 0; i -= 1) {
        const inner = body(r, depth + 1, loose ? 2 : 1, loose);
        const gap = " ".repeat(1 + (r.chance(0.2) ? r.below(5) : 0));
        const width = mark.length + gap.length;
        lines.push(mark + gap + inner[0], ...indent(inner.slice(1), width));
        if (loose && i > 1) lines.push("");
      }
      return lines;
    }
    default: {
      const name = r.pick(NAMES);
      const open = tag(r, name, false);
      const inside = body(r, depth + 1, 3);
      const by = r.pick([0, 0, 2, 4, 6]);
      const blank = r.chance(0.4) ? [""] : [];
      return [...open, ...blank, ...indent(inside, by), ...blank, `</${name}>`];
    }
  }
}

function body(r, depth, most, blanks = true) {
  const lines = [];
  const count = 1 + r.below(most);
  for (let i = 0; i < count; i += 1) {
    if (i > 0 && (blanks && r.chance(0.8))) lines.push("");
    lines.push(...block(r, depth));
  }
  return lines;
}

/** The document number `seed`. */
export function generate(seed) {
  const r = random(seed);
  const lines = [];
  if (r.chance(0.2)) lines.push("---", "title: x", "---", "");
  const front = lines.length;
  if (r.chance(0.2)) lines.push("import A from \"./a.mdx\"", ...(r.chance(0.5) ? ["export const b = {", "  c: 1,", "", "  d: 2,", "}"] : []), "");
  // A rule as the first line would be taken for front matter.
  const start = body(r, 0, 6);
  lines.push(...(lines.length === 0 && start[0].startsWith("---") ? ["w", ""] : []), ...start);
  if (r.chance(0.1)) lines.push("", "[^n]: note *x*", "", "    more <b>y</b>", "", "w [^n] w");
  if (r.chance(0.1)) lines.push("", "[b]: </c d> \"e\"", "[f]: /g{h}");
  // Noise: a line pushed in or out, a blank line lost.
  if (r.chance(0.3)) {
    const at = front + r.below(lines.length - front);
    lines[at] = " ".repeat(r.below(8)) + lines[at];
  }
  if (r.chance(0.15)) {
    const at = front + r.below(lines.length - front);
    lines[at] = lines[at].replace(/^( |> ?)+/, "");
  }
  const end = r.chance(0.05) ? "\r\n" : "\n";
  return lines.join(end) + (r.chance(0.9) ? end : "");
}
