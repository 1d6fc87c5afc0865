// Makes sites of any size, the same for the same numbers.
//
//     node benches/corpus.mjs prose     --pages 1000 --out DIR      pages of prose: 400 words, two tables, four samples
//     node benches/corpus.mjs reference --pages 1000 --out DIR      reference pages in eight languages, with shared
//                                                                   descriptions, sample files and schemas
//
// `--plain`: code has no language, so that no tool colours it.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [kind, ...rest] = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = rest.indexOf(`--${name}`);
  return at < 0 ? otherwise : rest[at + 1];
};
const plain = rest.includes("--plain");
const pages = Number(option("pages", 1000));
const perSection = Number(option("per-section", 50));
const out = option("out");
if (!["prose", "reference"].includes(kind) || !out) {
  console.error("usage: node benches/corpus.mjs prose|reference --pages N --out DIR");
  process.exit(2);
}

function random(seed) {
  let state = (seed * 2654435761) >>> 0 || 1;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, pick: (list) => list[below(list.length)], id: (prefix) => `${prefix}_${below(2 ** 31).toString(36)}` };
}

const THINGS = "account badge balance bundle carrier catalog channel claim contact device document domain envelope export folder grant hook import invoice job key label ledger lease lock member message meter note order parcel payout plan policy profile project quota receipt region report role route rule seat session shipment slot stock store subject tag team template ticket token tour track transfer upload user vault voucher wallet webhook zone".split(" ");
const ACTS = "add archive assign cancel clone close create delete fetch list merge move open pause publish remove renew restore retry rotate send share start stop update verify".split(" ");
const FIELDS = "amount attempts balance city code color country created_at currency digest due_at email enabled expires_at external_id first_name format height id kind label language last_name limit locale mode name note object_id owner_id parent_id phone priority quantity reason reference region retries scope size source_url state status subject_id tax_rate timeout timezone title total updated_at version weight width".split(" ");
const STATES = "active archived canceled closed draft expired failed locked open paused pending ready revoked sent".split(" ");
const HOW = "daily encrypted final internal large manual optional pending public recent regional scheduled shared signed small temporary".split(" ");
const SAYS = [
  (r) => `Every ${r.pick(THINGS)} keeps its \`${r.pick(FIELDS)}\` until the ${r.pick(HOW)} ${r.pick(THINGS)} is ${r.pick(STATES)}.`,
  (r) => `A call that changes the ${r.pick(THINGS)} answers with \`${r.pick([200, 201, 202, 409, 422])}\` and the ${r.pick(HOW)} state.`,
  (r) => `Set \`${r.pick(FIELDS)}\` when you **${r.pick(ACTS)}** a ${r.pick(THINGS)}; it defaults to ${r.below(900)}.`,
  (r) => `Nothing happens to a ${r.pick(STATES)} ${r.pick(THINGS)} before its ${r.pick(THINGS)} is ${r.pick(HOW)}.`,
  (r) => `The ${r.pick(HOW)} ${r.pick(THINGS)} and its *${r.pick(THINGS)}* share one \`${r.pick(FIELDS)}\`, so compare them before you ${r.pick(ACTS)}.`,
  (r, link) => `See [${link.title}](${link.href}) for what a ${r.pick(HOW)} ${r.pick(THINGS)} does with \`${r.pick(FIELDS)}\`.`,
  (r) => `Wait ${r.below(60) + 1} seconds and ${r.pick(ACTS)} again; after ${r.below(8) + 2} attempts the ${r.pick(THINGS)} is ${r.pick(STATES)}.`,
];
const upper = (word) => word[0].toUpperCase() + word.slice(1);
const camel = (name) => name.split("_").map((part, i) => (i ? upper(part) : part)).join("");
const pascal = (name) => name.split("_").map(upper).join("");

let bytes = 0;
function put(path, text) {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  bytes += text.length;
}

// ---- prose

const titleOf = (i) => {
  const r = random(i * 7 + 1);
  return `${upper(r.pick(ACTS))} the ${r.pick(THINGS)} ${i}`;
};
const hrefOf = (i) => `/part-${String(Math.floor(i / perSection)).padStart(4, "0")}/page-${String(i).padStart(6, "0")}`;

const SAMPLES = {
  json: (r) => ["{", ...Array.from({ length: 10 + r.below(8) }, () => `  "${r.pick(FIELDS)}": ${r.pick([`"${r.pick(STATES)} ${r.below(999)}"`, r.below(9e6), "true", "null", `"${r.id("ref")}"`])},`), `  "id": "${r.id("obj")}"`, "}"],
  javascript: (r) => [`import { connect } from "@sample/sdk";`, "", `export async function ${r.pick(ACTS)}${upper(r.pick(THINGS))}(input) {`, `  const api = connect({ key: process.env.KEY, timeout: ${r.below(90000)} });`, ...Array.from({ length: 4 + r.below(4) }, () => r.pick([`  if (input.${camel(r.pick(FIELDS))} === "${r.pick(STATES)}") throw new Error(\`${r.pick(THINGS)} \${input.id}\`);`, `  const ${r.pick(THINGS)}${r.below(99)} = await api.${r.pick(THINGS)}s.${r.pick(ACTS)}("${r.id("id")}", { ${camel(r.pick(FIELDS))}: ${r.below(500)} });`, `  // ${upper(r.pick(HOW))} before ${r.below(90)} s`])), `  return api.${r.pick(THINGS)}s.${r.pick(ACTS)}(input.id);`, "}"],
  python: (r) => ["import os", "from sample_sdk import Client", "", `client = Client(key=os.environ["KEY"], retries=${r.below(9)})`, "", `def ${r.pick(ACTS)}_${r.pick(THINGS)}(payload: dict, dry: bool = False) -> dict:`, `    """${upper(r.pick(ACTS))} one ${r.pick(THINGS)}."""`, ...Array.from({ length: 4 + r.below(4) }, () => r.pick([`    ${r.pick(FIELDS)} = payload.get("${r.pick(FIELDS)}", ${r.below(5000)})`, `    if payload["${r.pick(FIELDS)}"] == "${r.pick(STATES)}" and not dry:\n        raise ValueError(f"{payload['id']} is ${r.pick(HOW)}")`, `    # ${upper(r.pick(HOW))}, see above`])), `    return client.${r.pick(THINGS)}s.${r.pick(ACTS)}(payload["id"])`],
  bash: (r) => ["#!/usr/bin/env bash", "set -euo pipefail", ...Array.from({ length: 5 + r.below(3) }, () => r.pick([`export ${r.pick(FIELDS).toUpperCase()}="${r.id("v")}"`, `curl -sS https://api.sample.example/v1/${r.pick(THINGS)}s -H "Authorization: Bearer $KEY" -d ${r.pick(FIELDS)}=${r.below(9999)}`, `if [ "\${${r.pick(FIELDS).toUpperCase()}:-0}" -gt ${r.below(99)} ]; then echo "${r.pick(HOW)}" >&2; fi`]))],
  ruby: (r) => ['require "sample_sdk"', "", `def ${r.pick(ACTS)}_${r.pick(THINGS)}(client, params = {})`, ...Array.from({ length: 4 + r.below(4) }, () => r.pick([`  ${r.pick(FIELDS)} = params.fetch(:${r.pick(FIELDS)}, ${r.below(5000)})`, `  raise ArgumentError, "${r.pick(THINGS)} #{params[:id]}" if params[:${r.pick(FIELDS)}].nil?`, `  client.${r.pick(THINGS)}s.${r.pick(ACTS)}("${r.id("id")}", ${r.pick(FIELDS)}: ${r.below(900)})`])), "end"],
  go: (r) => ["package main", "", 'import "context"', "", `func ${upper(r.pick(ACTS))}${upper(r.pick(THINGS))}(ctx context.Context, c *sample.Client) error {`, ...Array.from({ length: 3 + r.below(4) }, () => r.pick([`\tparams.${pascal(r.pick(FIELDS))} = sample.Int(${r.below(5000)})`, `\tif in.${pascal(r.pick(FIELDS))} == "${r.pick(STATES)}" {\n\t\treturn fmt.Errorf("${r.pick(THINGS)} %q", in.ID)\n\t}`])), "\treturn nil", "}"],
};

function prosePage(i) {
  const r = random(i * 13 + 5);
  const link = () => {
    const j = r.below(pages);
    return { title: titleOf(j), href: `${hrefOf(j)}/` };
  };
  const say = (n) => Array.from({ length: n }, () => r.pick(SAYS)(r, link())).join(" ");
  const fence = (language) => `\`\`\`${plain ? "" : language}\n${SAMPLES[language](r).join("\n")}\n\`\`\``;
  const fields = (n) => Array.from({ length: n }, () => `| \`${r.pick(FIELDS)}\` | ${r.pick(["string", "integer", "boolean"])} | ${r.pick(SAYS.slice(0, 5))(r)} |`).join("\n");
  const codes = (n) => Array.from({ length: n }, () => `| **${r.pick([400, 401, 404, 409, 422, 429])}** | \`${r.pick(FIELDS)}_${r.pick(STATES)}\` | ${r.pick(SAYS.slice(0, 5))(r)} |`).join("\n");
  const text = [
    say(3), "## Overview", say(4), fence("javascript"), `### ${upper(r.pick(HOW))} ${r.pick(THINGS)}`, say(3), "## Fields",
    `| Field | Type | Meaning |\n| --- | --- | --- |\n${fields(6)}`, "## Answer", say(4), fence("json"), "## Steps",
    Array.from({ length: 4 }, () => `- ${say(1)}`).join("\n"), fence("python"), "## Errors", say(2),
    `| Status | Code | Meaning |\n| --- | --- | --- |\n${codes(5)}`, "## Notes", say(4), fence(r.pick(["bash", "ruby", "go"])),
  ].join("\n\n");
  return `---\ntitle: ${titleOf(i)}\ndescription: What it takes to ${titleOf(i).toLowerCase()}.\n---\n\n${text}\n`;
}

// ---- reference

const LANGUAGES = ["curl", "dotnet", "ruby", "python", "js", "php", "java", "go"];
const ENDINGS = { curl: "sh", dotnet: "cs", ruby: "rb", python: "py", js: "js", php: "php", java: "java", go: "go" };
const spelled = (language, name) =>
  ["js", "java", "php"].includes(language) ? camel(name) : ["dotnet", "go"].includes(language) ? pascal(name) : name;
const typed = (language) => ({ ruby: "String", python: "str", java: "String" })[language] ?? "string";

function referencePage(i) {
  const r = random(i * 17 + 3);
  const object = i % 5 === 0;
  const group = i - (i % 5);
  const thing = `${THINGS[(group / 5) % THINGS.length]}_${group}`;
  const act = object ? "" : ACTS[(i * 7) % ACTS.length];
  const id = object ? thing : `${act}_${thing}_${i}`;
  const url = `/api/${thing}${object ? "" : `/${id}`}`;
  const fields = [...new Set(Array.from({ length: 9 }, () => r.pick(FIELDS)))].slice(0, 7);
  const lines = ["---", "descriptions:", `  ${id}:`, ...(object ? [`    self: One [${thing}](${url}), as it stands now.`] : []),
    ...fields.map((field) => `    ${field}: ${r.pick(SAYS.slice(0, 3))(r).replace(/[`*]/g, "")}`), "reference:"];
  for (const language of LANGUAGES) {
    const key = object ? (language === "curl" ? thing : pascal(thing)) : spelled(language, `${act}_${thing}_${i}`);
    const title = object ? key : language === "curl" ? `/v1/${thing}/:id/${act}` : `client.${key}()`;
    lines.push(`  ${language}:`, `    - key: ${key}`, `      id: ${id}`, `      url: ${url}`, `      title: ${title}`);
    if (!object && language === "curl") lines.push("      type: POST");
    lines.push(`      ${object ? "properties" : "parameters"}:`);
    if (!object && language === "go") lines.push("        - (ctx)");
    for (const field of fields) {
      lines.push(`        - key: ${spelled(language, field)}`, `          type: ${typed(language)}`, `          description: (${id}.${field})`);
      if (field.length % 2) lines.push("          optional: true");
    }
    if (!object) lines.push("      returns:", `        - (${language === "curl" ? thing : pascal(thing)})`);
  }
  lines.push("---", "", object ? `# ${upper(thing)}` : `## ${upper(act)} ${thing}`, "", r.pick(SAYS.slice(0, 5))(r), "");
  const folder = `content/api/${thing}`;
  if (object) {
    lines.push(`<CodeBlock title="A ${thing}" file="${id}" referenceId="${id}" />`);
    const properties = Object.fromEntries(fields.map((field) => [field, { type: "string", description: `The ${field}.`, example: r.id("x") }]));
    put(`content/schemas/${thing}.json`, JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", title: pascal(thing), type: "object", properties, required: fields.filter((field) => field.length % 2 === 0) }, null, 2));
    put(`${folder}/_samples/${id}.json`, JSON.stringify(Object.fromEntries(fields.map((field) => [field, r.id("x")])), null, 2));
  } else {
    lines.push(`<CodeBlock referenceId="${id}">`, `  <CodeBlockTab title="Request" file="${id}-request" />`, `  <CodeBlockTab title="Response" file="${thing}" />`, "</CodeBlock>");
    for (const language of LANGUAGES) {
      put(`${folder}/_samples/${id}-request.${ENDINGS[language]}`, sample(language, act, thing, i, fields, r));
    }
  }
  put(`${folder}/${object ? "index" : id}.mdx`, `${lines.join("\n")}\n`);
}

function sample(language, act, thing, i, fields, r) {
  const name = spelled(language, `${act}_${thing}_${i}`);
  const given = fields.slice(0, 3).map((field) => [spelled(language, field), r.id("v")]);
  const all = (print) => given.map(print).join(", ");
  switch (language) {
    case "curl": return `curl https://api.sample.example/v1/${thing}/1/${act} \\\n  -H "Authorization: Bearer $KEY" \\\n${given.map(([k, v]) => `  -d ${k}=${v}`).join(" \\\n")}\n`;
    case "dotnet": return `var result = await client.${name}(new Options\n{\n${given.map(([k, v]) => `    ${k} = "${v}",`).join("\n")}\n});\n`;
    case "ruby": return `result = client.${name}(\n${given.map(([k, v]) => `  ${k}: "${v}"`).join(",\n")}\n)\nputs result\n`;
    case "python": return `result = client.${name}(\n${given.map(([k, v]) => `    ${k}="${v}",`).join("\n")}\n)\nprint(result)\n`;
    case "js": return `const result = await client.${name}({\n${given.map(([k, v]) => `  ${k}: "${v}",`).join("\n")}\n});\n`;
    case "php": return `<?php\n$result = $client->${name}(${all(([k, v]) => `${k}: "${v}"`)});\n`;
    case "java": return `var result = client.${name}(Options.builder()\n${given.map(([k, v]) => `    .${k}("${v}")`).join("\n")}\n    .build());\n`;
    default: return `result, err := client.${name}(ctx, Options{\n${given.map(([k, v]) => `\t${k}: "${v}",`).join("\n")}\n})\n`;
  }
}

// ---- out

const languages = plain && kind === "reference" ? `languages:\n${LANGUAGES.map((id) => `  - { id: ${id}, highlight: text }\n`).join("")}` : "";
put("content/site.yml", `title: Sample API\ndescription: A site made to be measured.\n${languages}`);
if (kind === "prose") {
  put("content/index.md", "---\ntitle: Sample API\n---\n\nA site made to be measured.\n");
  for (let i = 0; i < pages; i += 1) {
    if (i % perSection === 0) put(`content${hrefOf(i).replace(/\/[^/]*$/, "")}/index.md`, `---\ntitle: Part ${Math.floor(i / perSection)}\n---\n\nThis part starts with [${titleOf(i)}](${hrefOf(i)}/).\n`);
    put(`content${hrefOf(i)}.md`, prosePage(i));
  }
} else {
  put("content/index.mdx", "---\ntitle: Sample API\n---\n\nA site made to be measured.\n");
  put("content/api/_shared.mdx", "---\ndescriptions:\n  shared:\n    ctx: Carries the deadline of the call.\nreference:\n  go:\n    - key: ctx\n      type: context.Context\n      description: (shared.ctx)\n---\n");
  for (let i = 0; i < pages; i += 1) referencePage(i);
}
console.log(`${pages} ${kind} pages, ${(bytes / 1e6).toFixed(1)} MB in ${out}`);
